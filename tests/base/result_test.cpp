#include "base/result.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace newswatch {
namespace {

Result<std::string> name_for(int number) {
  if (number < 0) return fail(ErrorCode::WrongType, "negative");
  return std::string("a name");
}

Result<void> accept(bool fine) {
  if (!fine) return fail(ErrorCode::Io, "no");
  return {};
}

TEST(Results, HoldAValue) {
  const auto result = name_for(1);
  ASSERT_TRUE(result);
  EXPECT_TRUE(result.has_value());
  EXPECT_EQ(*result, "a name");
  EXPECT_EQ(result->size(), 6U);
}

TEST(Results, HoldAnError) {
  const auto result = name_for(-1);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::WrongType);
  EXPECT_EQ(result.error().message, "negative");
}

TEST(Results, CanBeChangedInPlace) {
  auto result = name_for(1);
  ASSERT_TRUE(result);
  *result += " more";
  result->push_back('!');
  EXPECT_EQ(result.value(), "a name more!");
}

TEST(Results, HandOverWhatCannotBeCopied) {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(7);
  ASSERT_TRUE(result);
  const std::unique_ptr<int> number = *std::move(result);
  EXPECT_EQ(*number, 7);
}

TEST(Results, PassAnErrorOnToAnotherType) {
  const auto outer = [](int number) -> Result<int> {
    const auto name = name_for(number);
    if (!name) return Unexpected(name.error());
    return static_cast<int>(name->size());
  };
  EXPECT_EQ(*outer(1), 6);
  EXPECT_EQ(outer(-1).error().message, "negative");
}

TEST(Results, OfErrorTypeAreNotMistakenForFailures) {
  const Result<Error> result = Error{ErrorCode::Io, "kept as a value"};
  ASSERT_TRUE(result);
  EXPECT_EQ(result->message, "kept as a value");
}

TEST(Results, WithoutValueSayWhetherAllWentWell) {
  EXPECT_TRUE(accept(true));
  const auto refused = accept(false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::Io);
}

}  // namespace
}  // namespace newswatch
