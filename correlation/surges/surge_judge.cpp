#include "correlation/surges/surge_judge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "correlation/surges/coverage.h"
#include "correlation/surges/tails.h"

namespace newswatch::correlation {
namespace {

/// Below the first, a window's coverage is a surge of level 1, and so on. Hours at 10^-3 raise at
/// most 0.72 false alarms in 30 days.
constexpr std::array kLevels = {1e-3, 1e-5, 1e-7};

/// A surge lasts while its windows stay below.
constexpr double kStillUnusual = 1e-2;

/// A window teaches the baseline no more than what would surprise as much as this: a surge is no
/// measure of what is usual, a new level for weeks is.
constexpr double kMostSurprising = kLevels[1];

/// The least part of a window that tells its pace.
constexpr double kLeastElapsed = 1.0 / 60;

/// Fits that are kept; some 10 kB each.
constexpr std::size_t kMostFits = 4096;

int level_of(double probability) {
  return static_cast<int>(
      std::ranges::count_if(kLevels, [&](double level) { return probability < level; }));
}

/// Makes `end` the window after the last that has closed; those in between were empty.
void close_empty_until(WindowNumber end, SurgeEntry& entry) {
  if (end <= entry.end) return;
  const auto empty = std::min(end - entry.end, SurgeEntry::kMostClosed);
  entry.closed.resize(entry.closed.size() + static_cast<std::size_t>(empty));
  entry.end = end;
}

void forget_old_windows(SurgeEntry& entry) {
  std::erase_if(entry.open, [&](const OpenWindow& w) { return w.window < entry.end - 1; });
  const auto size = static_cast<std::int64_t>(entry.closed.size());
  const auto most =
      std::min(SurgeEntry::kMostClosed, std::max<std::int64_t>(0, entry.end - entry.watched_from));
  if (size > most) entry.closed.erase(entry.closed.begin(), entry.closed.end() - most);
}

std::uint16_t capped(std::uint16_t count, const CountDistribution& usual) {
  if (upper_tail(usual, count) >= kMostSurprising) return count;
  return static_cast<std::uint16_t>(
      std::min<std::uint64_t>(count, least_surprising_count(usual, kMostSurprising)));
}

/// @return the windows for which a surge stays told behind the last that was unusual.
std::int64_t cool_down_windows(const rules::SurgeRule& rule) {
  const auto rounded = std::chrono::ceil<std::chrono::hours>(rule.cool_down);
  return std::max<std::int64_t>(1, (rounded + rule.window - WindowLength(1)) / rule.window);
}

bool has_closed(WindowNumber window, const StreamVolume& stream, std::chrono::milliseconds lateness,
                WindowLength length) {
  return begin_of(window + 1, length) + lateness <= stream.clock;
}

/// @return the articles of others that the window will have had once it closes: those that it had,
///         or, before, the greater of the usual number and of the present pace.
double others_of(WindowNumber window, std::uint16_t own, const StreamVolume& stream,
                 WindowLength length, std::chrono::milliseconds lateness, double usual) {
  const auto articles = static_cast<double>(articles_of(stream, window, length).value_or(0));
  const double others = std::max(0.0, articles - own);
  if (has_closed(window, stream, lateness, length)) return others;
  using Real = std::chrono::duration<double, std::milli>;
  const double elapsed = Real(stream.clock - begin_of(window, length)) / Real(length);
  return std::max(usual, others / std::clamp(elapsed, kLeastElapsed, 1.0));
}

/// Keeps track of the surge that the window may belong to.
/// @return whether it has to be told.
bool is_news(WindowNumber window, double probability, const rules::SurgeRule& rule,
             SurgeEntry& entry) {
  const bool is_over = window > entry.last_surge_window + cool_down_windows(rule);
  const int told = is_over ? 0 : entry.level;
  const int level = level_of(probability);
  const bool is_new = level > told && level >= static_cast<int>(rule.least_level);
  if (is_new) entry.level = level;
  if (is_new || (!is_over && probability < kStillUnusual))
    entry.last_surge_window = std::max(entry.last_surge_window, window);
  return is_new;
}

/// How surprising the counts of a window are.
struct Verdict {
  double stories;
  double outlets;
  double both;
};

Verdict verdict(const WindowCounts& counts, const UsualCounts& usual, std::uint32_t least_outlets) {
  Verdict verdict{.stories = upper_tail(usual.stories, counts.stories),
                  .outlets = upper_tail(usual.outlets, counts.outlets),
                  .both = 1};
  if (counts.outlets >= least_outlets)
    verdict.both = combined_probability(verdict.stories, verdict.outlets);
  return verdict;
}

Surge surge_of(const OpenWindow& window, const WindowCounts& counts, const UsualCounts& usual,
               const Verdict& verdict, const SurgeEntry& entry) {
  const bool by_stories = verdict.stories <= verdict.outlets;
  return {.from = begin_of(window.window, entry.length),
          .to = begin_of(window.window + 1, entry.length),
          .counted = by_stories ? Surge::Counted::Stories : Surge::Counted::Outlets,
          .expected = by_stories ? usual.stories.mean : usual.outlets.mean,
          .seen = by_stories ? counts.stories : counts.outlets,
          .probability = verdict.both,
          .level = entry.level,
          .stories = earliest_stories(window)};
}

}  // namespace

Judgement SurgeJudge::judge(const rules::SurgeRule& rule, const StreamVolume& stream,
                            SurgeEntry entry) {
  Judgement judgement{.entry = std::move(entry), .surges = {}};
  SurgeEntry& kept = judgement.entry;
  const auto end = std::max(kept.end, window_at(stream.clock - lateness_, kept.length));
  for (std::size_t i = 0; i < kept.open.size(); ++i) {
    const WindowNumber window = kept.open[i].window;
    if (window < kept.end) continue;  // kept for the one behind it
    if (begin_of(window, kept.length) > stream.clock) break;
    close_empty_until(std::min(window, end), kept);
    if (auto surge = look_at(i, rule, stream, kept)) judgement.surges.push_back(*std::move(surge));
  }
  close_empty_until(end, kept);
  forget_old_windows(kept);
  return judgement;
}

std::optional<Surge> SurgeJudge::look_at(std::size_t index, const rules::SurgeRule& rule,
                                         const StreamVolume& stream, SurgeEntry& entry) {
  const OpenWindow& open = entry.open[index];
  WindowCounts counts = counts_of(entry, open);
  std::optional<Surge> surge;
  const bool is_worth_it = std::max(counts.stories, counts.outlets) >= rule.least_outlets;
  const DayFit* fit = is_worth_it ? fit_for(open.window, rule, stream, entry) : nullptr;
  if (fit != nullptr) {
    const auto usual =
        fit->expect(open.window, others_of(open.window, counts.stories, stream, entry.length,
                                           lateness_, fit->usual_others(open.window)));
    const Verdict found = verdict(counts, usual, rule.least_outlets);
    if (is_news(open.window, found.both, rule, entry))
      surge = surge_of(open, counts, usual, found, entry);
    counts = {.stories = capped(counts.stories, usual.stories),
              .outlets = capped(counts.outlets, usual.outlets)};
  }
  if (has_closed(open.window, stream, lateness_, entry.length)) {
    entry.closed.push_back(counts);
    ++entry.end;
  }
  return surge;
}

const DayFit* SurgeJudge::fit_for(WindowNumber window, const rules::SurgeRule& rule,
                                  const StreamVolume& stream, const SurgeEntry& entry) {
  const DayPast past = past_of_day(entry, stream, window, rule.baseline, lateness_);
  const std::string& id = rule.summary.id.value;
  const auto known = fits_.find(id);
  if (known != fits_.end() && known->second.is_of(past)) return &known->second;
  auto fit = DayFit::create(past);
  if (!fit) return nullptr;
  if (fits_.size() >= kMostFits) fits_.clear();
  return &fits_.insert_or_assign(id, *std::move(fit)).first->second;
}

}  // namespace newswatch::correlation
