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

TEST(Ascii, HasNoByteAbove127Anywhere) {
  const std::string ascii = "news\x7F of the week, in full";
  EXPECT_TRUE(is_ascii(""));
  EXPECT_TRUE(is_ascii(ascii));
  for (std::size_t at = 0; at < ascii.size(); ++at) {
    std::string other = ascii;
    other[at] = '\x80';
    EXPECT_FALSE(is_ascii(other)) << at;
  }
}

}  // namespace
}  // namespace newswatch
