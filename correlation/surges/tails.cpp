#include "correlation/surges/tails.h"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

namespace newswatch::correlation {
namespace {

namespace policies = boost::math::policies;

/// Values alone: an underflow is the 0 that it is, and nothing throws. Doubles are exact enough.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>, policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>, policies::promote_double<false>>;

/// Below, both distributions agree to more digits than anybody asks for.
constexpr double kNoDispersion = 1e-9;

/// What probabilities are raised to before they divide.
constexpr double kLeastProbability = 1e-300;

}  // namespace

double upper_tail(const CountDistribution& usual, std::uint64_t seen) {
  if (seen == 0) return 1;
  if (usual.mean <= 0) return 0;
  const auto count = static_cast<double>(seen);
  if (usual.dispersion < kNoDispersion) return boost::math::gamma_p(count, usual.mean, Quiet());
  const double shape = 1 / usual.dispersion;
  return boost::math::ibeta(count, shape, usual.mean / (shape + usual.mean), Quiet());
}

std::uint64_t least_surprising_count(const CountDistribution& usual, double probability) {
  auto low = static_cast<std::uint64_t>(usual.mean);  // its tail is far above
  std::uint64_t step = 1;
  while (upper_tail(usual, low + step) >= probability) {
    low += step;
    step *= 2;
  }
  while (step > 1) {
    step /= 2;
    if (upper_tail(usual, low + step) >= probability) low += step;
  }
  return low + 1;
}

double combined_probability(double a, double b) {
  return 2 / (1 / std::max(a, kLeastProbability) + 1 / std::max(b, kLeastProbability));
}

}  // namespace newswatch::correlation
