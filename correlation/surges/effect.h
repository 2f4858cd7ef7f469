#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "correlation/surges/windows.h"

namespace newswatch::correlation {

/// What is known of one window of the past.
struct PastWindow {
  WindowNumber window = 0;
  double count = 0;
  double exposure = 0;  ///< How much could have been seen: the articles of the stream. Above 0.
  double weight = 1;    ///< Of its word against others', above 0 and at most 1.
};

/// How windows fall into the cells of an effect: days of the week, times of the day or both.
struct Grouping {
  std::int64_t cells = 1;
  std::int64_t windows_a_cell = 1;  ///< Windows in a row that share one.
  double prior_variance = 0;        ///< What is believed of the cells' variance beforehand,
  double prior_cells = 0;           ///< and how many cells that belief is worth.
};

/// One factor of a rate for each cell, around 1. Each is drawn to 1 as far as chance may have made
/// it: a gamma prior, whose variance is estimated over all cells by moments.
///
/// Sources: Robbins 1956 and Morris, JASA 1983 (empirical Bayes).
class Effect {
 public:
  /// @param fitted      what the rest of the product expects of each past window.
  /// @param dispersion  of the counts around that.
  Effect(const Grouping& grouping, std::span<const PastWindow> past, std::span<const double> fitted,
         double dispersion);

  double factor(WindowNumber window) const { return factor(cell(window), 0, 0); }
  /// @return the factor as if that window had not been seen.
  double factor_without(const PastWindow& past, double fitted) const {
    return factor(cell(past.window), past.weight * past.count, past.weight * fitted);
  }

  /// @return the variance of the factor over its square.
  double uncertainty(WindowNumber window) const { return uncertainty(cell(window), 0); }
  double uncertainty_without(const PastWindow& past, double fitted) const {
    return uncertainty(cell(past.window), past.weight * fitted);
  }

 private:
  struct Cell {
    double seen = 0;
    double expected = 0;
    double variance = 0;   ///< Of `seen`, were the factor 1.
    double certainty = 0;  ///< How many independent stories one of `expected` is worth; 0 if none.
  };

  const Cell& cell(WindowNumber window) const { return cells_[index(window)]; }
  std::size_t index(WindowNumber window) const;
  double factor(const Cell& c, double less_seen, double less_expected) const;
  double uncertainty(const Cell& c, double less_expected) const;
  double variance_between() const;

  Grouping grouping_;
  std::vector<Cell> cells_;
  double shape_ = 0;  ///< Of the gamma prior: one over its variance.
};

}  // namespace newswatch::correlation
