#include "base/ascii.h"

#include <gtest/gtest.h>

namespace newswatch {
namespace {

TEST(AsciiCase, ChangesLettersAlone) {
  EXPECT_EQ(ascii_lower("@AZ[ `az{ 09"), "@az[ `az{ 09");
  EXPECT_EQ(ascii_upper("@AZ[ `az{ 09"), "@AZ[ `AZ{ 09");
  EXPECT_EQ(ascii_lower("ÄÉ"), "ÄÉ");
  EXPECT_EQ(ascii_upper(""), "");
}

}  // namespace
}  // namespace newswatch
