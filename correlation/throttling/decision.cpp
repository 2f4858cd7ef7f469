#include "correlation/throttling/decision.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace newswatch::correlation {
namespace {

using alerts::DigestItem;
using alerts::StoryRole;
using alerts::Suppressed;
using alerts::SuppressReason;
using rules::AlertOn;
using rules::AlertOptions;
using rules::Copies;
using rules::Period;
using std::chrono::milliseconds;

// An item of a digest takes at most some 2.3 kB, and mostly a tenth of that.
constexpr std::size_t kLongestId = 1024;
constexpr std::size_t kLongestUrl = 1024;
constexpr std::size_t kLongestTitle = 200;

/// Keeps of ascending times those less than `span` before `now`, the last `most` of them.
void forget(std::vector<Timestamp>& times, Timestamp now, milliseconds span, std::size_t most) {
  const auto recent = std::ranges::upper_bound(times, now - span);
  const auto few =
      times.size() > most ? times.end() - static_cast<std::ptrdiff_t>(most) : times.begin();
  times.erase(times.begin(), std::max(recent, few));
}

Timestamp begin_of_period(Timestamp time, milliseconds every) {
  const milliseconds rest = time.time_since_epoch() % every;
  return time - (rest.count() < 0 ? rest + every : rest);
}

std::string shortened(const std::string& title) {
  if (title.size() <= kLongestTitle) return title;
  std::size_t end = kLongestTitle;
  while (end > 0 && !begins_character(title[end])) --end;
  return title.substr(0, end) + "…";
}

DigestItem bounded(DigestItem item) {
  if (item.url.size() > kLongestUrl) item.url.clear();
  item.title = shortened(item.title);
  return item;
}

bool is_listable(const DigestItem& item) {
  const std::string& article = item.article.value;
  return item.alert_id.size() <= kLongestId && !article.empty() && article.size() <= kLongestId;
}

auto find_listed(std::vector<DigestItem>& listed, const ArticleId& article) {
  return std::ranges::find(listed, article, &DigestItem::article);
}

/// Decides on one alert.
class Decider {
 public:
  Decider(const AlertOptions& options, ThrottleEntry entry, Timestamp now)
      : options_(options), entry_(std::move(entry)), now_(std::max(now, entry_.clock)) {
    const bool needs_time = options_.throttle || options_.threshold || options_.digest_every ||
                            options_.quiet_hours || entry_.held;
    if (needs_time) entry_.clock = now_;
    if (!options_.throttle) entry_.published.clear();
    // A digest is held to its threshold by its own articles.
    const bool is_new_digest = options_.digest_every && !entry_.held;
    if (!options_.threshold || is_new_digest) entry_.matched.clear();
  }

  Decision decide(const RaisedAlert& alert) {
    if (alert.role == StoryRole::Correction) return correct(alert);
    const Copies copies = effective_copies(options_);
    if (alert.role == StoryRole::Copy && copies == Copies::Update) return fold(alert.story);
    if (alert.role == StoryRole::Copy && copies == Copies::Suppress)
      return suppress(SuppressReason::Copy);
    if (alert.role == StoryRole::Update && options_.alert_on == AlertOn::First)
      return suppress(SuppressReason::NotFirst);
    const bool is_enough = reaches_threshold();
    if (options_.digest_every) return hold(alert, digest_period(), is_enough);
    if (!is_enough) return suppress(SuppressReason::BelowThreshold);
    if (const auto quiet = quiet_period(now_)) return hold(alert, *quiet, true);
    if (is_throttled()) return suppress(SuppressReason::Throttled);
    if (options_.throttle) entry_.published.push_back(now_);
    return publish(alert);
  }

 private:
  Decision publish(const RaisedAlert& alert) {
    unfold(alert.story);
    const Suppressed told = std::exchange(entry_.suppressed, {});
    return {.verdict = Verdict::Publish, .suppressed = told, .after = std::move(entry_)};
  }

  Decision suppress(SuppressReason reason) {
    entry_.suppressed.add(reason);
    return {.verdict = Verdict::Suppress, .reason = reason, .after = std::move(entry_)};
  }

  /// It goes where the alert went which it corrects.
  Decision correct(const RaisedAlert& alert) {
    if (!entry_.held) return publish(alert);
    const auto listed = find_listed(entry_.held->listed, alert.item.article);
    if (listed == entry_.held->listed.end()) return publish(alert);
    *listed = bounded(alert.item);
    return held();
  }

  Decision hold(const RaisedAlert& alert, const Period& period, bool is_enough) {
    if (!entry_.held) {
      entry_.held =
          HeldAlerts{.from = period.begin, .due = period.end, .reaches_threshold = is_enough};
    }
    HeldAlerts& held_alerts = *entry_.held;
    ++held_alerts.articles;
    held_alerts.reaches_threshold |= is_enough;
    if (held_alerts.listed.size() < HeldAlerts::kMostListed && is_listable(alert.item))
      held_alerts.listed.push_back(bounded(alert.item));
    unfold(alert.story);
    return held();
  }

  Decision held() {
    return {.verdict = Verdict::Hold,
            .reason = options_.digest_every ? SuppressReason::Digest : SuppressReason::QuietHours,
            .after = std::move(entry_)};
  }

  /// Counts a copy for the next alert of its story. Of too many stories the oldest copies are told
  /// by the next alert of the rule.
  Decision fold(const std::string& story) {
    const auto known = std::ranges::find(entry_.folded, story, &FoldedCopies::story);
    if (known != entry_.folded.end()) {
      ++known->count;
    } else {
      entry_.folded.push_back({story, 1});
      if (entry_.folded.size() > ThrottleEntry::kMostFolded)
        unfold(std::string(entry_.folded.front().story));
    }
    return {
        .verdict = Verdict::Suppress, .reason = SuppressReason::Copy, .after = std::move(entry_)};
  }

  /// Leaves the copies of a story to the next alert of the rule.
  void unfold(const std::string& story) {
    const auto known = std::ranges::find(entry_.folded, story, &FoldedCopies::story);
    if (known == entry_.folded.end()) return;
    entry_.suppressed.add(SuppressReason::Copy, known->count);
    entry_.folded.erase(known);
  }

  bool reaches_threshold() {
    if (!options_.threshold) return true;
    const std::size_t others = options_.threshold->count - 1;
    forget(entry_.matched, now_, options_.threshold->within, others);
    const bool reaches = entry_.matched.size() == others;
    entry_.matched.push_back(now_);
    forget(entry_.matched, now_, options_.threshold->within, others);
    return reaches;
  }

  bool is_throttled() {
    if (!options_.throttle) return false;
    const std::size_t at_most = options_.throttle->at_most;
    forget(entry_.published, now_, options_.throttle->per, at_most);
    return entry_.published.size() == at_most;
  }

  std::optional<Period> quiet_period(Timestamp time) const {
    return options_.quiet_hours ? options_.quiet_hours->period_at(time) : std::nullopt;
  }

  Period digest_period() const {
    const Timestamp begin = begin_of_period(now_, *options_.digest_every);
    const Timestamp end = begin + *options_.digest_every;
    const auto quiet = quiet_period(end);
    return {begin, quiet ? quiet->end : end};
  }

  const AlertOptions& options_;
  ThrottleEntry entry_;
  Timestamp now_;
};

}  // namespace

Decision decide(const AlertOptions& options, ThrottleEntry entry, const RaisedAlert& alert,
                Timestamp now) {
  return Decider(options, std::move(entry), now).decide(alert);
}

std::optional<DueDigest> due(const ThrottleEntry& entry, Timestamp now) {
  if (!entry.held || now < entry.held->due) return std::nullopt;
  DueDigest result{.after = entry};
  HeldAlerts held = *std::exchange(result.after.held, std::nullopt);
  // A later article of the same time goes into another digest: this one has its id.
  result.after.clock = std::max(entry.clock, held.due);
  if (!held.reaches_threshold) {
    result.after.suppressed.add(SuppressReason::BelowThreshold, held.articles);
    return result;
  }
  result.suppressed = std::exchange(result.after.suppressed, {});
  result.digest = alerts::DigestPart{.from = held.from,
                                     .to = held.due,
                                     .articles = held.articles,
                                     .listed = std::move(held.listed)};
  return result;
}

std::optional<ThrottleEntry> without_article(const ThrottleEntry& entry, const ArticleId& article) {
  if (!entry.held) return std::nullopt;
  ThrottleEntry after = entry;
  const auto listed = find_listed(after.held->listed, article);
  if (listed == after.held->listed.end()) return std::nullopt;
  after.held->listed.erase(listed);
  if (--after.held->articles == 0) after.held.reset();
  return after;
}

}  // namespace newswatch::correlation
