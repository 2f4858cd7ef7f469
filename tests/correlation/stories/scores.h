#pragma once

#include <string>
#include <vector>

namespace newswatch::correlation {

/// Precision, recall, and their harmonic mean.
struct Score {
  double precision = 1;
  double recall = 1;

  double f1() const { return 2 * precision * recall / (precision + recall); }
};

/// What somebody said which things belong together: one label a thing.
using Labels = std::vector<std::string>;

/// Counts pairs of things with the same label. Several streams are scored together by chaining
/// their labels, made distinct.
Score pair_score(const Labels& gold, const Labels& found);

/// Averages over things: the share of those found with it that belong there, and the reverse.
/// Source: Bagga and Baldwin, 1998.
Score bcubed_score(const Labels& gold, const Labels& found);

}  // namespace newswatch::correlation
