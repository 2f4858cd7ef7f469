#include "daemon/top/metrics_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

MetricsPage page(std::string_view text) {
  auto parsed = MetricsPage::parse(text);
  EXPECT_TRUE(parsed) << parsed.error().message;
  return parsed ? *std::move(parsed) : MetricsPage();
}

TEST(MetricsPage, ReadsNamesLabelsAndValues) {
  const auto read = page(
      "# HELP a_total Words.\n# TYPE a_total counter\n"
      "a_total{topic=\"x\",partition=\"1\"} 2\na_total{topic=\"y\",} 3.5 1395066363000\n\n"
      "b 1e3\nc{l=\"a\\\"b\\\\c\\nd,}\"} +Inf\nd NaN\n");
  EXPECT_EQ(read.sum("a_total"), 5.5);
  EXPECT_EQ(read.sum("a_total", "topic", "y"), 3.5);
  EXPECT_THAT(read.sums_by("topic", "a_total"), ElementsAre(Pair("x", 2), Pair("y", 3.5)));
  EXPECT_EQ(read.sum("b"), 1000);
  EXPECT_THAT(read.series("c").at(0).labels, ElementsAre(Pair("l", "a\"b\\c\nd,}")));
  EXPECT_TRUE(std::isinf(read.sum("c")));
  EXPECT_TRUE(std::isnan(read.sum("d")));
  EXPECT_THAT(read.series("e"), IsEmpty());
  EXPECT_EQ(read.sum("e"), 0);
}

TEST(MetricsPage, NamesALineThatIsNone) {
  for (const char* line : {"<html>", "a", "a{", "a{b} 1", "a{b=\"c} 1", "a{b=\"c\"", "a x", "a 1x",
                           "{} 1", "a{=\"c\"} 1"}) {
    const auto parsed = MetricsPage::parse(std::string("ok 1\n") + line);
    ASSERT_FALSE(parsed) << line;
    EXPECT_THAT(parsed.error().message, HasSubstr(line));
  }
}

}  // namespace
}  // namespace newswatch::daemon
