#include "correlation/surges/tails.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace newswatch::correlation {
namespace {

struct Case {
  std::string_view name;
  CountDistribution usual;
  std::uint64_t seen;
  double probability;
};

/// The closed forms, summed term by term.
double summed(const CountDistribution& usual, std::uint64_t seen) {
  double below = 0;
  for (std::uint64_t k = 0; k < seen; ++k) {
    const auto n = static_cast<double>(k);
    if (usual.dispersion == 0) {
      below += std::exp(n * std::log(usual.mean) - usual.mean - std::lgamma(n + 1));
      continue;
    }
    const double shape = 1 / usual.dispersion;
    const double share = usual.mean / (shape + usual.mean);
    below += std::exp(std::lgamma(n + shape) - std::lgamma(shape) - std::lgamma(n + 1) +
                      shape * std::log1p(-share) + n * std::log(share));
  }
  return 1 - below;
}

const Case kCases[] = {
    {"NothingIsCertain", {2, 0}, 0, 1},
    {"OneOrMore", {2, 0}, 1, 1 - std::exp(-2)},
    {"OfNothing", {0, 0}, 1, 0},
    {"PoissonNineAtTwo", {2, 0}, 9, 2.3744e-4},   // tables: 1 - 0.99976
    {"PoissonEightAtTwo", {2, 0}, 8, 1.0967e-3},  // tables: 1 - 0.99890
    {"Geometric", {1, 1}, 10, std::pow(0.5, 10)},
};

class Tails : public testing::TestWithParam<Case> {};

TEST_P(Tails, AreThoseOfTheTables) {
  const double tail = upper_tail(GetParam().usual, GetParam().seen);
  EXPECT_NEAR(tail, GetParam().probability, 1e-4 * GetParam().probability);
}

INSTANTIATE_TEST_SUITE_P(Counts, Tails, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Tails, AgreeWithTheSumOfTheirTerms) {
  for (const double mean : {0.05, 1.0, 7.5, 60.0}) {
    for (const double dispersion : {0.0, 0.02, 0.5, 3.0}) {
      for (const std::uint64_t seen : {1U, 3U, 20U, 90U}) {
        const CountDistribution usual{mean, dispersion};
        EXPECT_NEAR(upper_tail(usual, seen), summed(usual, seen), 1e-9)
            << mean << " " << dispersion << " " << seen;
      }
    }
  }
}

TEST(Tails, AreExactFarOut) {
  // The first term, mean^n e^-mean / n!, and hardly more.
  const double first = std::exp(60 * std::log(2.0) - 2 - std::lgamma(61.0));
  EXPECT_NEAR(upper_tail({2, 0}, 60) / first, 1 / (1 - 2.0 / 61), 1e-3);
}

TEST(LeastSurprisingCount, IsTheFirstBelowTheProbability) {
  for (const double mean : {0.01, 2.0, 40.0, 5000.0}) {
    const CountDistribution usual{mean, 0.1};
    const auto count = least_surprising_count(usual, 1e-5);
    EXPECT_LT(upper_tail(usual, count), 1e-5);
    EXPECT_GE(upper_tail(usual, count - 1), 1e-5);
  }
}

TEST(CombinedProbability, IsThatOfBothOrTwiceThatOfOne) {
  EXPECT_DOUBLE_EQ(combined_probability(1e-4, 1e-4), 1e-4);
  EXPECT_NEAR(combined_probability(1e-4, 1), 2e-4, 1e-7);
  EXPECT_LT(combined_probability(0, 1), 1e-200);
}

}  // namespace
}  // namespace newswatch::correlation
