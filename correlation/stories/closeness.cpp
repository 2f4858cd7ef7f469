#include "correlation/stories/closeness.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace newswatch::correlation {
namespace {

using text::KeyTerm;

/// So many stories of a rule weigh as much as what is known of all articles.
constexpr double kGeneralStories = 8;
constexpr std::int32_t kUnitsPerBit = 64;
/// Shared terms of 80 bits are half of all that could be shared.
constexpr double kHalfShared = 80 * kUnitsPerBit;
/// Source: Miranda et al., EMNLP 2018: 72 hours.
constexpr double kTimeSigmaHours = 72;

std::int32_t logarithm(double value) {
  return static_cast<std::int32_t>(std::lround(kUnitsPerBit * std::log2(value)));
}

/// Logarithms of (stories with the term + those that general frequency stands for).
class LogarithmTable {
 public:
  static constexpr std::uint32_t kStories = 256;

  LogarithmTable() {
    for (std::uint32_t stories = 0; stories < kStories; ++stories) {
      for (std::uint8_t rarity = 0; rarity <= KeyTerm::kMaxRarity; ++rarity)
        values_[stories][rarity] = computed(stories, rarity);
    }
  }
  std::int32_t of(std::uint32_t stories, std::uint8_t rarity) const {
    // Half as many stories and a word half as frequent give one bit less.
    std::int32_t halvings = 0;
    for (; stories >= kStories; stories /= 2) ++halvings;
    const auto rarer = std::min<std::int32_t>(rarity + halvings, KeyTerm::kMaxRarity);
    return values_[stories][static_cast<std::size_t>(rarer)] + halvings * kUnitsPerBit;
  }

 private:
  static std::int32_t computed(std::uint32_t stories, std::uint8_t rarity) {
    return logarithm(stories + kGeneralStories * std::exp2(-rarity));
  }
  std::array<std::array<std::int32_t, KeyTerm::kMaxRarity + 1>, kStories> values_{};
};

/// What both kinds of terms have, of `StoryTerm::kWhole`.
struct Weights {
  double weight = 0;
  double presence = 0;
  double in_title = 0;
  double in_focus = 0;
};

Weights weights_of(const KeyTerm& term) {
  constexpr double kWhole = StoryTerm::kWhole;
  return {.weight = static_cast<double>(weight_of_count(term.count)),
          .presence = kWhole,
          .in_title = term.in_title ? kWhole : 0,
          .in_focus = term.in_title || term.in_lead ? kWhole : 0};
}

Weights weights_of(const StoryTerm& term) {
  return {.weight = static_cast<double>(term.weight),
          .presence = static_cast<double>(term.presence),
          .in_title = static_cast<double>(term.in_title),
          .in_focus = static_cast<double>(term.in_focus)};
}

/// The sums of a cosine.
struct Cosine {
  double product = 0;
  double left = 0;
  double right = 0;

  void add(double l, double r) {
    product += l * r;
    left += l * l;
    right += r * r;
  }
  double value() const { return product > 0 ? product / std::sqrt(left * right) : 0; }
};

/// How much of something the other side has.
struct Share {
  double whole = 0;
  double part = 0;

  void add(double amount, bool has) {
    whole += amount;
    if (has) part += amount;
  }
  double value(double of_nothing = 0) const { return whole > 0 ? part / whole : of_nothing; }
};

struct Overlap {
  Cosine words;
  Cosine names;
  Cosine all;
  Share told;
  Share names_told;
  Share titles_retold;
  Share focus_retold;
  Share core_retold;
  Share known_names;
  Share known_focus;
  double shared = 0;
};

/// Adds one of the article's terms that any of the stories has.
void add_known(Overlap& overlap, const KeyTerm& term, bool in_story, double rarity) {
  if (term.is_name) overlap.known_names.add(rarity, in_story);
  if (term.in_title || term.in_lead) overlap.known_focus.add(rarity, in_story);
}

/// Adds one term, which either side may lack.
template <typename Term>
void add_term(Overlap& overlap, const KeyTerm* article, const Term* story, double rarity) {
  const bool in_article = article != nullptr;
  const bool in_story = story != nullptr;
  const bool is_name = (in_article && article->is_name) || (in_story && story->is_name);
  const Weights left = in_article ? weights_of(*article) : Weights{};
  const Weights right = in_story ? weights_of(*story) : Weights{};
  (is_name ? overlap.names : overlap.words).add(rarity * left.weight, rarity * right.weight);
  overlap.all.add(rarity * left.weight, rarity * right.weight);
  overlap.told.add(rarity * left.in_title, in_story);
  if (is_name) overlap.names_told.add(rarity * left.presence, in_story);
  overlap.titles_retold.add(rarity * right.in_title, in_article);
  overlap.focus_retold.add(rarity * right.in_focus, in_article);
  overlap.core_retold.add(rarity * right.presence, in_article);
  if (in_article && in_story) overlap.shared += rarity;
}

/// Goes through both lists at once by ascending hash, so that sums come out alike on every run.
template <typename Term>
Overlap overlap_of(const CountedTerms<KeyTerm>& article, const CountedTerms<Term>& story,
                   const TermRarity& rarity) {
  constexpr std::uint64_t kEnd = std::uint64_t{1} << 32U;
  Overlap overlap;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < article.terms.size() || j < story.terms.size()) {
    const std::uint64_t left = i < article.terms.size() ? article.terms[i].hash : kEnd;
    const std::uint64_t right = j < story.terms.size() ? story.terms[j].hash : kEnd;
    const KeyTerm* of_article = left <= right ? &article.terms[i] : nullptr;
    const Term* of_story = right <= left ? &story.terms[j] : nullptr;
    const std::uint32_t others = of_story != nullptr ? story.stories[j] - 1 : article.stories[i];
    const std::uint8_t known = of_story != nullptr ? of_story->rarity : of_article->rarity;
    const double worth = rarity.of(others, known);
    add_term(overlap, of_article, of_story, worth);
    const bool is_known = of_story != nullptr || others > 0;
    if (of_article != nullptr && is_known)
      add_known(overlap, *of_article, of_story != nullptr, worth);
    i += of_article != nullptr ? 1 : 0;
    j += of_story != nullptr ? 1 : 0;
  }
  return overlap;
}

// In thousandths, so that no machine's last bit decides.
double rounded(double value) { return static_cast<double>(std::lround(1000 * value)) / 1000; }

double time_decay(Timestamp time, const StoryEntry& story) {
  const auto away = std::max({story.first - time, time - story.last, Timestamp::duration(0)});
  const double sigmas =
      std::chrono::duration<double, std::ratio<3600>>(away).count() / kTimeSigmaHours;
  return rounded(std::exp(-sigmas * sigmas / 2));
}

}  // namespace

TermRarity::TermRarity(std::uint32_t stories) : all_(logarithm(stories + kGeneralStories)) {}

std::int32_t TermRarity::of(std::uint32_t with_term, std::uint8_t rarity) const {
  static const LogarithmTable kTable;
  return std::max(0, all_ - kTable.of(with_term, rarity));
}

Closeness closeness_of(const Comparison& c, const TermRarity& rarity) {
  const Overlap newest = overlap_of(c.article, c.newest, rarity);
  const Overlap mean = c.mean.terms.empty() ? newest : overlap_of(c.article, c.mean, rarity);
  const double time = time_decay(c.time, c.story);
  return {.words = mean.words.value(),
          .names = mean.names.value(),
          .newest = newest.all.value(),
          .all = mean.all.value(),
          .told = mean.told.value(),
          .names_told = mean.names_told.value(),
          .titles_retold = mean.titles_retold.value(),
          .focus_retold = mean.focus_retold.value(),
          .core_retold = mean.core_retold.value(),
          .shared = time * mean.shared / (mean.shared + kHalfShared),
          .time = time,
          .size = 1.0 / std::max<std::uint32_t>(c.story.originals, 1),
          .known_names = mean.known_names.value(Closeness::kNothingKnown),
          .known_focus = mean.known_focus.value(Closeness::kNothingKnown),
          .stories = c.stories};
}

double share_of_stories(std::size_t stories) {
  constexpr double kMany = 1000;
  return rounded(std::min(1.0, std::log1p(static_cast<double>(stories)) / std::log1p(kMany)));
}

void compete(std::span<Closeness* const> candidates) {
  constexpr double kAlone = 0.8;
  double best = 0;
  double second = 0;
  for (const Closeness* candidate : candidates) {
    second = std::max(second, std::min(best, candidate->all));
    best = std::max(best, candidate->all);
  }
  for (Closeness* candidate : candidates) {
    const double other = candidate->all == best ? second : best;
    const double sum = candidate->all + other;
    candidate->lead = candidates.size() == 1 || sum == 0 ? kAlone : candidate->all / sum;
  }
}

double odds_of(const Closeness& closeness) {
  constexpr double kConstant = -10.2;
  constexpr std::array<double, Closeness::kFeatures> kWeights = {
      0.39, 1.15, -0.28, 0.38,  1.27, -0.19, 3.28, 1.30,
      2.13, 2.18, 5.29,  -0.75, 0.04, 2.99,  1.04, 2.23};
  const auto features = closeness.features();
  return std::inner_product(features.begin(), features.end(), kWeights.begin(), kConstant);
}

}  // namespace newswatch::correlation
