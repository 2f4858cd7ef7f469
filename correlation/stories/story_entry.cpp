#include "correlation/stories/story_entry.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/fnv.h"

namespace newswatch::correlation {
namespace {

/// The mean follows the last articles of a long story, whose words drift.
constexpr std::uint32_t kArticlesRemembered = 10;

std::uint32_t hash_of_outlet(std::string_view outlet) {
  return folded_to_32(fnv1a(ascii_lower(outlet)));
}

void add_outlet(std::vector<std::uint32_t>& outlets, std::string_view outlet) {
  if (outlet.empty()) return;
  const std::uint32_t hash = hash_of_outlet(outlet);
  const auto place = std::ranges::lower_bound(outlets, hash);
  if (place != outlets.end() && *place == hash) return;
  outlets.insert(place, hash);
  if (outlets.size() > StoryEntry::kMaxOutlets) outlets.pop_back();
}

/// @return the mean of so many values, of which `value` is the last.
std::uint8_t moved(std::uint8_t mean, std::uint32_t value, std::uint32_t values) {
  return static_cast<std::uint8_t>((mean * (values - 1) + value + values / 2) / values);
}

StoryTerm moved(StoryTerm mean, const text::KeyTerm* term, std::uint32_t articles) {
  const auto share = [](bool has) { return has ? StoryTerm::kWhole : 0U; };
  const bool is_there = term != nullptr;
  const bool in_title = is_there && term->in_title;
  mean.weight = moved(mean.weight, is_there ? weight_of_count(term->count) : 0U, articles);
  mean.presence = moved(mean.presence, share(is_there), articles);
  mean.in_title = moved(mean.in_title, share(in_title), articles);
  mean.in_focus = moved(mean.in_focus, share(in_title || (is_there && term->in_lead)), articles);
  if (!is_there) return mean;
  mean.rarity = std::min(mean.rarity, term->rarity);
  mean.is_name |= term->is_name;
  return mean;
}

void keep_best(std::vector<StoryTerm>& terms) {
  if (terms.size() <= StoryEntry::kMaxTerms) return;
  std::ranges::stable_sort(terms, std::greater<>(), [](const StoryTerm& term) {
    return std::uint32_t{term.rarity} * (term.weight + term.in_focus);
  });
  terms.resize(StoryEntry::kMaxTerms);
  std::ranges::sort(terms, {}, &StoryTerm::hash);
}

void add_terms(std::vector<StoryTerm>& means, const std::vector<text::KeyTerm>& terms,
               std::uint32_t articles) {
  std::vector<StoryTerm> merged;
  merged.reserve(means.size() + terms.size());
  auto mean = means.begin();
  for (const text::KeyTerm& term : terms) {
    for (; mean != means.end() && mean->hash < term.hash; ++mean)
      merged.push_back(moved(*mean, nullptr, articles));
    const bool known = mean != means.end() && mean->hash == term.hash;
    merged.push_back(moved(known ? *mean++ : StoryTerm{.hash = term.hash, .rarity = term.rarity},
                           &term, articles));
  }
  for (; mean != means.end(); ++mean) merged.push_back(moved(*mean, nullptr, articles));
  std::erase_if(merged, [](const StoryTerm& term) { return term.presence == 0; });
  keep_best(merged);
  merged.shrink_to_fit();  // it is kept for as long as the story is open
  means = std::move(merged);
}

void add_original(StoryEntry& story, const StoryArticle& article) {
  ++story.originals;
  add_outlet(story.outlets, article.outlet);
  if (story.originals > 1) {
    if (story.terms.empty()) add_terms(story.terms, story.newest.terms, 1);
    const std::uint32_t articles = std::min(story.originals, kArticlesRemembered);
    add_terms(story.terms, article.terms.terms, articles);
  }
  story.newest = article.terms;
}

}  // namespace

std::string story_id(const RuleId& rule, std::string_view first_article) {
  return digest({"story", rule.value, first_article});
}

StoryEntry story_of(const StoryArticle& article) {
  StoryEntry story;
  story.first_article = article.id;
  story.first_alert = article.alert_id;
  story.first = story.last = article.time;
  return story_with(std::move(story), article);
}

StoryEntry story_with(StoryEntry story, const StoryArticle& article) {
  story.first = std::min(story.first, article.time);
  story.last = std::max(story.last, article.time);
  ++story.articles;
  if (!article.is_copy) add_original(story, article);
  return story;
}

std::uint64_t outlets_of(const StoryEntry& story) {
  if (story.outlets.size() < StoryEntry::kMaxOutlets) return story.outlets.size();
  constexpr std::uint64_t kHashes = std::uint64_t{1} << 32U;
  const std::uint64_t estimate =
      (StoryEntry::kMaxOutlets - 1) * kHashes / (story.outlets.back() + 1ULL);
  return std::max<std::uint64_t>(estimate, StoryEntry::kMaxOutlets);
}

std::uint8_t weight_of_count(std::uint8_t count) {
  static constexpr std::array<std::uint8_t, text::KeyTerm::kMaxCount + 1> kWeights = {
      0, 24, 48, 62, 72, 80, 86, 91, 96, 100, 104, 107, 110, 113, 115, 118};
  return kWeights[std::min(count, text::KeyTerm::kMaxCount)];
}

}  // namespace newswatch::correlation
