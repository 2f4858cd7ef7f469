#include "tests/correlation/surges/simulation.h"

#include <cmath>
#include <numbers>

namespace newswatch::correlation {
namespace {

constexpr int kHoursADay = 24;
constexpr std::chrono::milliseconds kHour = std::chrono::hours(1);

WindowNumber first_hour() {
  return window_at(parse_rfc3339("2026-06-01").value(), WindowLength(1));
}

}  // namespace

Simulation::Simulation(const Topic& topic, std::uint64_t seed)
    : topic_(topic), random_(seed), now_(first_hour()), judge_(kLateness) {
  rule.summary.id = RuleId("surge");
}

void Simulation::warm_up(int hours) {
  entry_.watched_from = now_;
  for (int i = 0; i < hours; ++i, ++now_) {
    const auto brought = draw(topic_.rate * rhythm(), topic_.dispersion);
    const auto others = draw(topic_.volume * (topic_.volume_has_rhythm ? rhythm() : 1), 0);
    const auto counted = static_cast<std::uint16_t>(brought);
    entry_.closed.push_back({counted, counted});
    stream_.hours.push_back(static_cast<std::uint32_t>(brought + others));
  }
  entry_.end = now_;
  stream_.end = now_;
  stream_.clock = now();
}

std::vector<Surge> Simulation::hour(double times_topic, double times_volume, int looks) {
  std::vector<Surge> told;
  const auto brought = draw(topic_.rate * rhythm() * times_topic, topic_.dispersion);
  const auto others =
      draw(topic_.volume * (topic_.volume_has_rhythm ? rhythm() : 1) * times_volume, 0);
  const auto parts = static_cast<std::uint64_t>(looks);
  const auto share = [&](std::uint64_t all, std::uint64_t part) { return all * part / parts; };
  for (std::uint64_t part = 1; part <= parts; ++part) {
    const Timestamp time = now() + kHour * part / parts - std::chrono::seconds(1);
    const auto stories = share(brought, part) - share(brought, part - 1);
    count(stories);
    const auto articles = stories + share(others, part) - share(others, part - 1);
    add({.minute = time, .articles = articles, .highest = time}, kLateness, stream_);
    Judgement judgement = judge_.judge(rule, stream_, std::move(entry_));
    entry_ = std::move(judgement.entry);
    told.insert(told.end(), judgement.surges.begin(), judgement.surges.end());
  }
  ++now_;
  return told;
}

/// As `correlation::count` does with as many names, which would take most of the time.
void Simulation::count(std::uint64_t stories) {
  if (stories == 0) return;
  if (entry_.open.empty() || entry_.open.back().window != now_)
    entry_.open.push_back({.window = now_, .stories = {}, .outlets = {}});
  OpenWindow& open = entry_.open.back();
  for (std::uint64_t i = 0; i < stories; ++i) {
    open.stories.push_back({.hash = ++stories_, .offset_ms = 0, .id = {}});
    open.outlets.push_back(stories_);
  }
}

double Simulation::rhythm() const {
  const auto hour = static_cast<double>(now_ % kHoursADay);
  const double swing = std::sin(2 * std::numbers::pi * (hour - 8) / kHoursADay);
  const bool is_weekend = now_ / kHoursADay % kDaysAWeek < 2;
  return (1 + topic_.day * swing) * (is_weekend ? 1 - topic_.weekend : 1);
}

std::uint64_t Simulation::draw(double mean, double dispersion) {
  if (dispersion > 0)
    mean = std::gamma_distribution<double>(1 / dispersion, mean * dispersion)(random_);
  if (mean <= 0) return 0;
  return static_cast<std::uint64_t>(std::poisson_distribution<std::int64_t>(mean)(random_));
}

}  // namespace newswatch::correlation
