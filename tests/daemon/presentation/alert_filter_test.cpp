#include "daemon/presentation/alert_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

constexpr std::string_view kAlert = R"({"data": {"kind": "statement",
    "rule": {"id": "talks", "severity": "medium"},
    "article": {"title": "Calm returns", "source": {"name": "The Example"}},
    "snippets": [{"text": "… said on Monday …"}],
    "officials": [{"id": "ann-lee"}],
    "quotations": [{"speaker": {"id": "jane-doe"}}, {"speaker": {"name": "a clerk"}}, {}],
    "reason": "Jane Doe is quoted."}})";

struct Case {
  std::string name;
  AlertFilter filter;
  bool passes;
};

class AlertFilterTest : public testing::TestWithParam<Case> {};

TEST_P(AlertFilterTest, LetsPassWhatFitsAllThatIsSet) {
  const auto passes = GetParam().filter.lets_pass(kAlert);
  ASSERT_TRUE(passes) << passes.error().message;
  EXPECT_EQ(*passes, GetParam().passes);
}

INSTANTIATE_TEST_SUITE_P(
    All, AlertFilterTest,
    testing::Values(
        Case{"Nothing", {}, true}, Case{"Rule", {.rules = {"a", "talks"}}, true},
        Case{"OtherRule", {.rules = {"a"}}, false}, Case{"Kind", {.kinds = {"statement"}}, true},
        Case{"OtherKind", {.kinds = {"topic"}}, false},
        Case{"SameSeverity", {.severity = "medium"}, true},
        Case{"LessSeverity", {.severity = "info"}, true},
        Case{"MoreSeverity", {.severity = "high"}, false},
        Case{"Official", {.official = "ann-lee"}, true},
        Case{"Speaker", {.official = "jane-doe"}, true},
        Case{"OtherOfficial", {.official = "joe"}, false}, Case{"Title", {.text = "CALM"}, true},
        Case{"Outlet", {.text = "example"}, true}, Case{"Snippet", {.text = "on monday"}, true},
        Case{"Reason", {.text = "quoted"}, true}, Case{"OtherText", {.text = "storm"}, false},
        Case{"AllButOne", {.rules = {"talks"}, .severity = "high"}, false}),
    [](const auto& one) { return one.param.name; });

TEST(AlertFilter, RefusesWhatIsNoAlert) {
  for (const std::string_view json : {"", "{}", "[1]", R"({"data": []})"}) {
    const auto passes = AlertFilter().lets_pass(json);
    ASSERT_FALSE(passes) << json;
    EXPECT_EQ(passes.error().code, ErrorCode::InvalidJson);
  }
}

}  // namespace
}  // namespace newswatch::daemon
