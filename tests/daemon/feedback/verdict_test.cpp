#include "daemon/feedback/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;

TEST(Verdict, IsReadWithAllThatItMayHave) {
  const auto verdict = parse_verdict(
      R"({"alert": "a1", "rule": "floods", "article": "n7", "by": "anna", "verdict": "wrong",
          "comment": "a film"})");
  ASSERT_TRUE(verdict);
  EXPECT_EQ(verdict->alert, "a1");
  EXPECT_EQ(verdict->rule, "floods");
  EXPECT_EQ(verdict->article, "n7");
  EXPECT_EQ(verdict->by, "anna");
  EXPECT_FALSE(verdict->is_right);
}

TEST(Verdict, NeedsNeitherArticleNorName) {
  const auto verdict =
      parse_verdict(R"({"alert": "a1", "rule": "floods", "verdict": "right", "article": null})");
  ASSERT_TRUE(verdict);
  EXPECT_TRUE(verdict->is_right);
  EXPECT_EQ(verdict->article + verdict->by, "");
}

struct Bad {
  const char* name;
  std::string json;
  ErrorCode code;
  const char* words;
};

class BadVerdict : public testing::TestWithParam<Bad> {};

TEST_P(BadVerdict, IsRefusedWithWhatIsWrong) {
  const auto verdict = parse_verdict(GetParam().json);
  ASSERT_FALSE(verdict);
  EXPECT_EQ(verdict.error().code, GetParam().code);
  EXPECT_THAT(verdict.error().message, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    Of, BadVerdict,
    testing::Values(
        Bad{"Nothing", "", ErrorCode::InvalidJson, "no JSON"},
        Bad{"Half", R"({"alert": "a)", ErrorCode::InvalidJson, "no JSON"},
        Bad{"BadBytes", "{\"alert\": \"\xff\"}", ErrorCode::InvalidJson, "no JSON"},
        Bad{"AList", "[]", ErrorCode::WrongType, "expected an object"},
        Bad{"NoAlert", R"({"rule": "r", "verdict": "right"})", ErrorCode::WrongType, "\"alert\""},
        Bad{"EmptyAlert", R"({"alert": "", "rule": "r", "verdict": "right"})", ErrorCode::WrongType,
            "\"alert\""},
        Bad{"NoRule", R"({"alert": "a", "verdict": "right"})", ErrorCode::WrongType, "\"rule\""},
        Bad{"NumberAsArticle", R"({"alert": "a", "rule": "r", "article": 7, "verdict": "right"})",
            ErrorCode::WrongType, "\"article\""},
        Bad{"TrueAsVerdict", R"({"alert": "a", "rule": "r", "verdict": true})",
            ErrorCode::WrongType, "\"verdict\""},
        Bad{"AnotherVerdict", R"({"alert": "a", "rule": "r", "verdict": "maybe"})",
            ErrorCode::WrongType, "right or wrong as \"verdict\", not \"maybe\""},
        Bad{"DeepNesting", std::string(100'000, '['), ErrorCode::InvalidJson, "no JSON"}),
    [](const auto& bad) { return bad.param.name; });

}  // namespace
}  // namespace newswatch::daemon
