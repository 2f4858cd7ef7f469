#include "correlation/surges/baseline.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace newswatch::correlation {
namespace {

/// Before anything was seen the total counts as half a story: Jeffreys' prior for a rate.
constexpr double kPriorCount = 0.5;

/// News comes in clusters, and topics with a story a day have too few for that to show in their
/// counts. What is believed beforehand is a dispersion of `kPriorDispersion` + `kPriorClusters` /
/// mean, give or take `kSpread` + `kClusterSpread` / mean. All by measurement:
/// docs/decisions/0014-surges.md.
constexpr double kPriorDispersion = 0.1;
constexpr double kPriorClusters = 2;
constexpr double kSpread = 0.3;
constexpr double kClusterSpread = 0.2;

/// By how many of its standard errors the dispersion is raised: a tail that is taken for too thin
/// costs more false alarms than one for too thick saves. By the same measurement.
constexpr double kMargin = 1.5;

std::array<Grouping, 3> groupings(std::int64_t a_day) {
  // Nights may have a tenth of a day's news, and weekends half of it; little is left after both.
  return {{{.cells = kDaysAWeek, .windows_a_cell = a_day, .prior_variance = 0.3, .prior_cells = 1},
           {.cells = a_day, .windows_a_cell = 1, .prior_variance = 0.3, .prior_cells = 1},
           {.cells = kDaysAWeek * a_day, .prior_variance = 0.05, .prior_cells = 2}}};
}

/// Sums over the past that tell of the dispersion. Each window has the weight of its word.
struct Misses {
  double excess = 0;   ///< Squared misses, less what is explained.
  double squares = 0;  ///< Of means.
  double means = 0;
  double blur = 0;  ///< The variance of `excess` by chance alone.
  double weights = 0;
  double weights2 = 0;  ///< Their squares.

  void add(const PastWindow& past, const CountDistribution& usual) {
    const auto [mean, uncertainty] = usual;
    const double miss = past.count - mean;
    excess += past.weight * (miss * miss - mean - uncertainty * mean * mean);
    squares += past.weight * mean * mean;
    means += past.weight * mean;
    blur += past.weight * past.weight * (2 * mean * mean + mean);
    weights += past.weight;
    weights2 += past.weight * past.weight;
  }

  double dispersion() const {
    const double mean = squares / means;  // of the windows that tell most
    const double spread = kSpread + kClusterSpread / mean;
    const double trust = spread * spread / (spread * spread + blur / (squares * squares));
    const double prior = kPriorDispersion + kPriorClusters / mean;
    const double drawn = std::max(0.0, trust * excess / squares + (1 - trust) * prior);
    // The standard error of a variance, by the kurtosis of the negative binomial distribution.
    const double kurtosis = 6 * drawn + 1 / (mean + drawn * mean * mean);
    return drawn * (1 + kMargin * std::sqrt((2 + kurtosis) * weights2) / weights);
  }
};

}  // namespace

/// The past, and what each step of the product makes of it.
struct Baseline::Fitting {
  std::span<const PastWindow> past;
  std::vector<double> fitted;               ///< By all steps so far.
  std::vector<std::vector<double>> before;  ///< By those before each effect.
};

Baseline::Baseline(std::span<const PastWindow> past, WindowLength length) {
  Fitting fitting{.past = past, .fitted = std::vector<double>(past.size()), .before = {}};
  // The effects and the dispersion each need the other: once without, to learn of it, and once
  // with.
  fit(fitting, length, 0);
  fit(fitting, length, estimate_dispersion(fitting));
  // A week of which a part was never seen may hold anything there.
  const auto a_week = static_cast<double>(kDaysAWeek * windows_a_day(length));
  const double unseen = std::max(0.0, 1 - static_cast<double>(past.size()) / a_week);
  dispersion_ = estimate_dispersion(fitting) + unseen;
}

void Baseline::fit(Fitting& fitting, WindowLength length, double dispersion) {
  const auto& past = fitting.past;
  double seen = kPriorCount;
  double exposure = 0;
  for (const PastWindow& p : past) {
    seen += p.weight * p.count;
    exposure += p.weight * p.exposure;
  }
  rate_ = seen / exposure;
  double variance = 0;
  for (std::size_t i = 0; i < past.size(); ++i) {
    double& fitted = fitting.fitted[i] = rate_ * past[i].exposure;
    variance += past[i].weight * past[i].weight * fitted * (1 + dispersion * fitted);
  }
  rate_uncertainty_ = variance / (seen * seen);
  effects_.clear();
  fitting.before.clear();
  for (const Grouping& grouping : groupings(windows_a_day(length))) {
    fitting.before.push_back(fitting.fitted);
    effects_.emplace_back(grouping, past, fitting.fitted, dispersion);
    for (std::size_t i = 0; i < past.size(); ++i)
      fitting.fitted[i] *= effects_.back().factor(past[i].window);
  }
}

CountDistribution Baseline::expect(WindowNumber window, double exposure) const {
  CountDistribution usual{rate_ * exposure, rate_uncertainty_ + dispersion_};
  for (const Effect& effect : effects_) {
    usual.mean *= effect.factor(window);
    usual.dispersion += effect.uncertainty(window);
  }
  return usual;
}

/// What all but that window let expect of it, without the dispersion that is sought.
CountDistribution Baseline::expect_without(const Fitting& fitting, std::size_t i) const {
  const PastWindow& past = fitting.past[i];
  CountDistribution usual{rate_ * past.exposure, rate_uncertainty_};
  for (std::size_t e = 0; e < effects_.size(); ++e) {
    usual.mean *= effects_[e].factor_without(past, fitting.before[e][i]);
    usual.dispersion += effects_[e].uncertainty_without(past, fitting.before[e][i]);
  }
  return usual;
}

double Baseline::estimate_dispersion(const Fitting& fitting) const {
  Misses misses;
  for (std::size_t i = 0; i < fitting.past.size(); ++i)
    misses.add(fitting.past[i], expect_without(fitting, i));
  return misses.dispersion();
}

}  // namespace newswatch::correlation
