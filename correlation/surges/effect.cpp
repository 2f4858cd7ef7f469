#include "correlation/surges/effect.h"

#include <algorithm>

namespace newswatch::correlation {

Effect::Effect(const Grouping& grouping, std::span<const PastWindow> past,
               std::span<const double> fitted, double dispersion)
    : grouping_(grouping), cells_(static_cast<std::size_t>(grouping.cells)) {
  for (std::size_t i = 0; i < past.size(); ++i) {
    Cell& cell = cells_[index(past[i].window)];
    const double weight = past[i].weight;
    cell.seen += weight * past[i].count;
    cell.expected += weight * fitted[i];
    cell.variance += weight * weight * fitted[i] * (1 + dispersion * fitted[i]);
  }
  for (Cell& cell : cells_)
    if (cell.expected > 0) cell.certainty = cell.expected / cell.variance;
  shape_ = 1 / variance_between();
}

std::size_t Effect::index(WindowNumber window) const {
  const auto cell = window / grouping_.windows_a_cell % grouping_.cells;
  return static_cast<std::size_t>(cell < 0 ? cell + grouping_.cells : cell);
}

double Effect::factor(const Cell& c, double less_seen, double less_expected) const {
  return (std::max(0.0, c.seen - less_seen) * c.certainty + shape_) /
         (std::max(0.0, c.expected - less_expected) * c.certainty + shape_);
}

double Effect::uncertainty(const Cell& c, double less_expected) const {
  return 1 / (std::max(0.0, c.expected - less_expected) * c.certainty + shape_);
}

double Effect::variance_between() const {
  constexpr double kLeast = 1e-4;
  double excess = 0;
  double squares = 0;
  double known = 0;
  for (const Cell& c : cells_) {
    if (c.expected <= 0) continue;
    excess += (c.seen - c.expected) * (c.seen - c.expected) - c.variance;
    squares += c.expected * c.expected;
    ++known;
  }
  if (known == 0) return grouping_.prior_variance;
  const double prior = grouping_.prior_cells * squares / known;
  return std::max(kLeast, (excess + prior * grouping_.prior_variance) / (squares + prior));
}

}  // namespace newswatch::correlation
