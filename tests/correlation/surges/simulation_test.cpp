#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "tests/correlation/surges/simulation.h"

namespace newswatch::correlation {
namespace {

constexpr int kWarmUpHours = 28 * 24;
constexpr int kHours = 30 * 24;

struct Kind {
  const char* name;
  Topic topic;
};

/// A thousand topics: a hundred of each kind, most of them with less than a story an hour, as real
/// ones.
constexpr std::array kKinds = {
    Kind{"Poisson", {}},
    Kind{"Poisson with rhythm", {.day = 0.6, .weekend = 0.4}},
    Kind{"Poisson, strong rhythm", {.day = 0.9, .weekend = 0.6}},
    Kind{"Poisson, all with rhythm", {.day = 0.6, .weekend = 0.4, .volume_has_rhythm = true}},
    Kind{"Poisson, others with rhythm", {.day = 0, .volume_has_rhythm = true}},
    Kind{"Poisson, alone", {.volume = 0}},
    Kind{"dispersion 0.2", {.dispersion = 0.2}},
    Kind{"dispersion 0.5 with rhythm", {.dispersion = 0.5, .day = 0.6, .weekend = 0.4}},
    Kind{"dispersion 1", {.dispersion = 1}},
    Kind{"dispersion 1 with rhythm", {.dispersion = 1, .day = 0.6, .weekend = 0.4}},
};
constexpr std::array kRates = {0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0};
constexpr int kTopicsOfARate = 10;

int false_alarms(const Topic& topic, std::uint64_t seed) {
  Simulation simulation(topic, seed);
  simulation.warm_up(kWarmUpHours);
  std::size_t alarms = 0;
  for (int hour = 0; hour < kHours; ++hour) alarms += simulation.hour().size();
  return static_cast<int>(alarms);
}

TEST(SimulatedTopics, RaiseFewFalseAlarms) {
  int all = 0;
  std::uint64_t seed = 0;
  for (const Kind& kind : kKinds) {
    int of_kind = 0;
    for (const double rate : kRates) {
      Topic topic = kind.topic;
      topic.rate = rate;
      for (int i = 0; i < kTopicsOfARate; ++i) of_kind += false_alarms(topic, ++seed);
    }
    std::printf("%-28s %.2f false alarms a topic in 30 days\n", kind.name,
                of_kind / static_cast<double>(kRates.size() * kTopicsOfARate));
    all += of_kind;
  }
  const double mean = all / static_cast<double>(kKinds.size() * kRates.size() * kTopicsOfARate);
  std::printf("%-28s %.2f\n", "all 1,000 topics", mean);
  EXPECT_LE(mean, 0.72);
}

TEST(SimulatedTopics, ShowAFourfoldStepSoon) {
  constexpr int kSteps = 1000;
  int within_two = 0;
  int within_four = 0;
  for (int step = 0; step < kSteps; ++step) {
    Simulation simulation({}, static_cast<std::uint64_t>(step));
    simulation.warm_up(kWarmUpHours + step % 24);
    int told = 0;
    for (int hour = 1; hour <= 4 && told == 0; ++hour)
      if (!simulation.hour(4).empty()) told = hour;
    if (told == 1 || told == 2) ++within_two;
    if (told > 0) ++within_four;
  }
  std::printf("a step from 2 to 8 an hour: within two windows %.1f %%, within four %.1f %%\n",
              100.0 * within_two / kSteps, 100.0 * within_four / kSteps);
  EXPECT_GE(within_two, kSteps * 60 / 100);
  EXPECT_GE(within_four, kSteps * 85 / 100);
}

TEST(SimulatedTopics, GrowWithTheStreamInSilence) {
  int told = 0;
  constexpr int kStreams = 100;
  for (int i = 0; i < kStreams; ++i) {
    Simulation simulation({.rate = 20, .day = 0.6, .weekend = 0.4, .volume_has_rhythm = true},
                          static_cast<std::uint64_t>(i));
    simulation.warm_up(kWarmUpHours + i % 24);
    for (int hour = 0; hour < 24; ++hour) told += static_cast<int>(simulation.hour(2, 2, 6).size());
  }
  std::printf("a stream twice as large: %d of %d days with a false alarm\n", told, kStreams);
  EXPECT_LE(told, kStreams * 24 * 2 / 1000);
}

}  // namespace
}  // namespace newswatch::correlation
