#include "base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace newswatch {
namespace {

// Readers of the dead-letter topic compare these names.
TEST(ErrorCodes, OfDeadLettersKeepTheirNames) {
  EXPECT_EQ(name_of(ErrorCode::TooLarge), "too_large");
  EXPECT_EQ(name_of(ErrorCode::NotUtf8), "not_utf8");
  EXPECT_EQ(name_of(ErrorCode::InvalidJson), "invalid_json");
  EXPECT_EQ(name_of(ErrorCode::WrongType), "wrong_type");
  EXPECT_EQ(name_of(ErrorCode::NoText), "no_text");
}

TEST(ErrorCodes, HaveNamesOfTheirOwnInSnakeCase) {
  std::set<std::string_view> names;
  for (const auto code : {ErrorCode::TooLarge, ErrorCode::NotUtf8, ErrorCode::InvalidJson,
                          ErrorCode::WrongType, ErrorCode::NoText, ErrorCode::InvalidConfiguration,
                          ErrorCode::InvalidRules, ErrorCode::InvalidQuery, ErrorCode::Unavailable,
                          ErrorCode::Refused, ErrorCode::Fatal, ErrorCode::Io}) {
    EXPECT_THAT(std::string(name_of(code)), testing::MatchesRegex("[a-z0-9_]+"));
    EXPECT_TRUE(names.insert(name_of(code)).second) << name_of(code);
  }
}

}  // namespace
}  // namespace newswatch
