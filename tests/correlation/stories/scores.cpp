#include "tests/correlation/stories/scores.h"

#include <map>

namespace newswatch::correlation {
namespace {

/// How many things have each label, and each pair of labels.
struct Table {
  Table(const Labels& gold, const Labels& found) {
    for (std::size_t i = 0; i < gold.size(); ++i) {
      ++of_gold[gold[i]];
      ++of_found[found[i]];
      ++of_both[{gold[i], found[i]}];
    }
  }
  std::map<std::string, double> of_gold;
  std::map<std::string, double> of_found;
  std::map<std::pair<std::string, std::string>, double> of_both;
};

template <typename Map>
double pairs_in(const Map& counts) {
  double pairs = 0;
  for (const auto& [label, count] : counts) pairs += count * (count - 1) / 2;
  return pairs;
}

double share(double part, double whole) { return whole > 0 ? part / whole : 1; }

}  // namespace

Score pair_score(const Labels& gold, const Labels& found) {
  const Table table(gold, found);
  const double right = pairs_in(table.of_both);
  return {.precision = share(right, pairs_in(table.of_found)),
          .recall = share(right, pairs_in(table.of_gold))};
}

Score bcubed_score(const Labels& gold, const Labels& found) {
  const Table table(gold, found);
  Score sum = {.precision = 0, .recall = 0};
  for (const auto& [labels, count] : table.of_both) {
    sum.precision += count * count / table.of_found.at(labels.second);
    sum.recall += count * count / table.of_gold.at(labels.first);
  }
  const auto things = static_cast<double>(gold.size());
  return {.precision = share(sum.precision, things), .recall = share(sum.recall, things)};
}

}  // namespace newswatch::correlation
