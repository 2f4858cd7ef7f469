#include "daemon/replay/day_counts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;

Date day(unsigned number) { return Date(std::chrono::year(2026) / 11 / number); }

DayCounts sample() { return {.days = {{day(1), 4}, {day(3), 8}, {day(4), 1}}, .undated = 2}; }

TEST(DayCounts, CountDaysInUtcAndWhatHasNone) {
  DayCounts counts;
  counts.add(Timestamp(day(1)) + std::chrono::hours(23));
  counts.add(Timestamp(day(2)));
  counts.add(Timestamp(day(2)));
  counts.add(std::nullopt);
  EXPECT_EQ(counts, (DayCounts{.days = {{day(1), 1}, {day(2), 2}}, .undated = 1}));
  EXPECT_EQ(counts.total(), 4U);
}

TEST(DayCounts, AddUp) {
  DayCounts counts = sample();
  counts.add(sample());
  EXPECT_EQ(counts, (DayCounts{.days = {{day(1), 8}, {day(3), 16}, {day(4), 2}}, .undated = 4}));
}

TEST(DayCounts, MakeASeriesWithTheDaysInBetween) {
  const auto span = span_of(sample());
  ASSERT_TRUE(span);
  EXPECT_EQ(span->days(), 4);
  EXPECT_THAT(series_of(sample(), *span, 10), ElementsAre(4, 0, 8, 1));
  EXPECT_THAT(series_of(sample(), *span, 2), ElementsAre(4, 9));
  EXPECT_THAT(series_of(sample(), *span, 3), ElementsAre(4, 9));
  EXPECT_FALSE(span_of(DayCounts()));
}

TEST(DayCounts, TellTheirRateWithTheDaysWithoutAny) {
  DayCounts counts;
  for (unsigned i = 1; i <= 20; ++i) counts.days[day(i)] = i == 20 ? 100 : i % 2;
  const Rate rate = rate_of(counts, {.first = day(1), .last = day(20)});
  EXPECT_DOUBLE_EQ(rate.mean, 110.0 / 20);
  EXPECT_EQ(rate.low, 0);
  EXPECT_EQ(rate.high, 1);
}

struct Case {
  std::string_view name;
  std::vector<std::uint64_t> series;
  std::string_view line;
};
class Sparkline : public testing::TestWithParam<Case> {};
TEST_P(Sparkline, HasABlockForEachNumber) {
  EXPECT_EQ(sparkline(GetParam().series), GetParam().line);
}
const Case kCases[] = {
    {"Nothing", {}, ""},
    {"Zeros", {0, 0}, "  "},
    {"Steps", {1, 2, 3, 4, 5, 6, 7, 8}, "▁▂▃▄▅▆▇█"},
    {"OneAmongMany", {1, 1000, 0, 500}, "▁█ ▄"},
};
INSTANTIATE_TEST_SUITE_P(Series, Sparkline, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::daemon
