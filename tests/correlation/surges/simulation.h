#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "correlation/surges/coverage.h"
#include "correlation/surges/surge_judge.h"

namespace newswatch::correlation {

/// How a simulated topic behaves, and the stream around it.
struct Topic {
  double rate = 2;        ///< Stories an hour, in the mean of hours without rhythm.
  double dispersion = 0;  ///< 0 is Poisson's, else negative binomial: see `CountDistribution`.
  double day = 0;         ///< How far the rate swings between day and night, below 1.
  double weekend = 0;     ///< By how much it is less on two days of seven.
  double volume = 1000;   ///< Articles of others an hour.
  bool volume_has_rhythm = false;  ///< The same as the topic.
};

/// A topic, hour by hour, with what is kept of it. Each story is new and of an outlet of its own.
class Simulation {
 public:
  Simulation(const Topic& topic, std::uint64_t seed);

  /// What the next hours bring goes into what is kept, without a look.
  void warm_up(int hours);
  /// Has an hour come in `looks` parts, with a look behind each.
  /// @return what is told.
  std::vector<Surge> hour(double times_topic = 1, double times_volume = 1, int looks = 1);
  /// Hours in which nothing runs.
  void skip(int hours) { now_ += hours; }

  const SurgeEntry& entry() const { return entry_; }
  /// @return the begin of the next hour.
  Timestamp now() const { return begin_of(now_, WindowLength(1)); }

  rules::SurgeRule rule;

 private:
  double rhythm() const;
  void count(std::uint64_t stories);
  std::uint64_t draw(double mean, double dispersion);

  Topic topic_;
  std::mt19937_64 random_;
  WindowNumber now_;
  SurgeJudge judge_;
  StreamVolume stream_;
  SurgeEntry entry_;
  std::uint32_t stories_ = 0;
};

inline constexpr std::chrono::hours kLateness{1};

}  // namespace newswatch::correlation
