#pragma once

#include <cstdint>

namespace newswatch::correlation {

/// How a count is spread around its mean: its variance is mean + dispersion * mean^2. Without
/// dispersion that is Poisson's distribution, with it the negative binomial one.
struct CountDistribution {
  double mean = 0;        ///< At least 0.
  double dispersion = 0;  ///< At least 0.
};

/// @return the probability of a count of at least `seen`, exact to some ten digits.
double upper_tail(const CountDistribution& usual, std::uint64_t seen);

/// @return the smallest count whose upper tail is below `probability`, which is above 0.
std::uint64_t least_surprising_count(const CountDistribution& usual, double probability);

/// One probability out of two that speak of the same windows: their harmonic mean. Where both are
/// the same it is that; where one of them stands alone, twice that one. Source: Wilson, PNAS 2019.
double combined_probability(double a, double b);

}  // namespace newswatch::correlation
