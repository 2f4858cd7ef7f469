#include "correlation/surges/day_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace newswatch::correlation {
namespace {

/// The volume of a stream tells how much to expect as far as it is more than chance: it counts with
/// so many articles more, as if its windows differed by a quarter of their mean (a gamma prior,
/// 1 / 0.25^2). So a stream of this rule alone hides no surge, and one of thousands of articles an
/// hour scales it fully.
constexpr double kSteadyArticles = 16;

/// A window without a single article is one in which nothing ran, if chance left it empty less than
/// once in a thousand windows (-ln 0.001).
constexpr double kAliveArticles = 7;

/// A window of two weeks ago has half the weight of a new one: four weeks are enough for rare
/// topics, and the level follows the season.
constexpr double kHalfLifeDays = 14;

double exposure_of(double others) { return others + kSteadyArticles; }

/// @return the articles of the stream in each window.
std::vector<double> articles_by_window(const DayPast& past) {
  const auto hours = static_cast<std::size_t>(past.length.count());
  std::vector<double> articles(past.counts.size());
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const auto of_window = past.articles.subspan(i * hours, hours);
    articles[i] = std::max<double>(past.counts[i].stories,
                                   std::accumulate(of_window.begin(), of_window.end(), 0.0));
  }
  return articles;
}

/// Both counts of the windows in which the stream was alive.
struct AliveWindows {
  std::vector<PastWindow> stories;
  std::vector<PastWindow> outlets;
};

AliveWindows alive_windows(const DayPast& past) {
  const std::vector<double> articles = articles_by_window(past);
  const double all = std::accumulate(articles.begin(), articles.end(), 0.0);
  const bool may_be_silent = all < kAliveArticles * static_cast<double>(articles.size());
  const double half_life = kHalfLifeDays * static_cast<double>(windows_a_day(past.length));
  AliveWindows alive;
  for (std::size_t i = 0; i < articles.size(); ++i) {
    if (articles[i] == 0 && !may_be_silent) continue;
    const WindowNumber window = past.begin + static_cast<WindowNumber>(i);
    PastWindow seen{.window = window,
                    .count = static_cast<double>(past.counts[i].stories),
                    .exposure = exposure_of(articles[i] - past.counts[i].stories),
                    .weight = std::exp2(static_cast<double>(window - past.day) / half_life)};
    alive.stories.push_back(seen);
    seen.count = past.counts[i].outlets;
    alive.outlets.push_back(seen);
  }
  return alive;
}

std::vector<double> others_by_time(std::span<const PastWindow> past, const DayPast& day) {
  const std::int64_t a_day = windows_a_day(day.length);
  std::vector<double> others(static_cast<std::size_t>(a_day));
  std::vector<double> weights(others.size());
  for (const PastWindow& w : past) {
    const WindowNumber day_then = day_of(w.window, day.length);
    if ((day.day - day_then) / a_day % kDaysAWeek != 0) continue;
    const auto time = static_cast<std::size_t>(w.window - day_then);
    others[time] += w.weight * (w.exposure - kSteadyArticles);
    weights[time] += w.weight;
  }
  for (std::size_t i = 0; i < others.size(); ++i)
    if (weights[i] > 0) others[i] /= weights[i];
  return others;
}

}  // namespace

DayPast past_of_day(const SurgeEntry& entry, const StreamVolume& stream, WindowNumber window,
                    std::chrono::hours baseline, std::chrono::milliseconds lateness) {
  const std::int64_t hours = entry.length.count();
  DayPast past{
      .length = entry.length, .day = day_of(window, entry.length), .counts = {}, .articles = {}};
  const auto first_hour = stream.end - static_cast<std::int64_t>(stream.hours.size());
  const WindowNumber known_from = (first_hour + hours - 1) / hours;
  const auto closed = static_cast<std::int64_t>(entry.closed.size());
  past.begin = std::max(
      {past.day - baseline / entry.length, entry.watched_from, known_from, entry.end - closed});
  const WindowNumber end =
      std::min({window_at(begin_of(past.day, entry.length) - lateness, entry.length), entry.end,
                stream.end / hours});
  if (end <= past.begin) return past;
  const auto size = static_cast<std::size_t>(end - past.begin);
  past.counts = std::span(entry.closed)
                    .subspan(static_cast<std::size_t>(past.begin - (entry.end - closed)), size);
  past.articles = std::span(stream.hours)
                      .subspan(static_cast<std::size_t>(past.begin * hours - first_hour),
                               size * static_cast<std::size_t>(hours));
  return past;
}

std::optional<DayFit> DayFit::create(const DayPast& past) {
  const AliveWindows alive = alive_windows(past);
  if (static_cast<std::int64_t>(alive.stories.size()) < windows_a_day(past.length))
    return std::nullopt;
  return DayFit(past, alive.stories, alive.outlets);
}

DayFit::DayFit(const DayPast& past, std::span<const PastWindow> stories,
               std::span<const PastWindow> outlets)
    : length_(past.length),
      day_(past.day),
      begin_(past.begin),
      counts_(past.counts.begin(), past.counts.end()),
      articles_(past.articles.begin(), past.articles.end()),
      stories_(stories, past.length),
      outlets_(std::ranges::equal(stories, outlets, {}, &PastWindow::count, &PastWindow::count)
                   ? stories_
                   : Baseline(outlets, past.length)),
      usual_others_(others_by_time(stories, past)) {}

bool DayFit::is_of(const DayPast& past) const {
  return length_ == past.length && day_ == past.day && begin_ == past.begin &&
         std::ranges::equal(counts_, past.counts) && std::ranges::equal(articles_, past.articles);
}

UsualCounts DayFit::expect(WindowNumber window, double others) const {
  return {.stories = stories_.expect(window, exposure_of(others)),
          .outlets = outlets_.expect(window, exposure_of(others))};
}

double DayFit::usual_others(WindowNumber window) const {
  return usual_others_[static_cast<std::size_t>(window - day_)];
}

}  // namespace newswatch::correlation
