#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <random>

#include "tests/correlation/stories/grouping.h"

namespace newswatch::correlation {
namespace {

struct Set {
  const char* name;  ///< Of the folder.
  double least_pair_f1;
};
constexpr Set kSets[] = {{"development", 0.77}, {"held-out", 0.90}};

constexpr int kShuffles = 5;

struct Result {
  Labels gold;
  Labels found;
};

void add(Result& result, const Stream& stream, const std::string& mark) {
  for (const auto& label : gold_of(stream)) result.gold.push_back(mark + label);
  for (const auto& label : grouped(stream)) result.found.push_back(mark + label);
}

void print(const std::string& what, const Result& result) {
  const Score pairs = pair_score(result.gold, result.found);
  const Score bcubed = bcubed_score(result.gold, result.found);
  std::printf("%-44s pairs P %.3f R %.3f F1 %.3f   BCubed P %.3f R %.3f F1 %.3f\n", what.c_str(),
              pairs.precision, pairs.recall, pairs.f1(), bcubed.precision, bcubed.recall,
              bcubed.f1());
}

/// Each stream is a rule of its own; their pairs are counted together.
Result result_of(const std::vector<Stream>& streams) {
  Result result;
  for (std::size_t i = 0; i < streams.size(); ++i) add(result, streams[i], std::to_string(i) + ' ');
  return result;
}

/// Deterministic, unlike std::shuffle over libraries.
void shuffle(Stream& stream, std::mt19937& random) {
  for (std::size_t i = stream.size(); i > 1; --i) std::swap(stream[i - 1], stream[random() % i]);
}

void print_shuffled(const std::string& what, std::vector<Stream> streams) {
  for (int seed = 1; seed <= kShuffles; ++seed) {
    std::mt19937 random(static_cast<unsigned>(seed));
    for (Stream& stream : streams) shuffle(stream, random);
    print(what + ", shuffled with seed " + std::to_string(seed), result_of(streams));
  }
}

class StoryQuality : public testing::TestWithParam<Set> {};

TEST_P(StoryQuality, ReachesTheLeastPairF1InOrder) {
  const auto streams =
      read_streams(std::string(NEWSWATCH_SOURCE_DIR "/evaluation/stories/") + GetParam().name);
  const std::vector<Stream> one = {merged(streams)};
  for (const auto& [what, split] :
       {std::pair("a rule a topic", streams), std::pair("one rule", one)}) {
    const std::string name = std::string(GetParam().name) + ", " + what;
    const Result in_order = result_of(split);
    print(name, in_order);
    EXPECT_GE(pair_score(in_order.gold, in_order.found).f1(), GetParam().least_pair_f1) << name;
    print_shuffled(name, split);
  }
}

INSTANTIATE_TEST_SUITE_P(Sets, StoryQuality, testing::ValuesIn(kSets), [](const auto& test) {
  return std::string_view(test.param.name) == "held-out" ? "HeldOut" : "Development";
});

}  // namespace
}  // namespace newswatch::correlation
