#include "text/byte_masks.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace newswatch::text {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
bool is_alphanumeric(char c) {
  return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9');
}

void expect_as_byte_by_byte(const ByteMasks& masks, const std::string& text) {
  EXPECT_EQ(std::string(masks.lowered(), text.size()).size(), text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    EXPECT_EQ(masks.lowered()[at], lower(text[at])) << at;
    std::size_t blank = at, other = at;
    while (blank < text.size() && !is_blank(text[blank])) ++blank;
    while (other < text.size() && is_blank(text[other])) ++other;
    EXPECT_EQ(masks.next_blank(at), blank) << at;
    EXPECT_EQ(masks.next_not_blank(at), other) << at;
    const std::uint64_t bits = masks.not_alphanumeric(at);
    for (std::size_t i = 0; i < 64; ++i) {
      const bool expected = at + i < text.size() && !is_alphanumeric(text[at + i]);
      EXPECT_EQ((bits >> i & 1) != 0, expected) << at << '+' << i;
    }
  }
  EXPECT_EQ(masks.next_blank(text.size()), text.size());
  EXPECT_EQ(masks.next_not_blank(text.size()), text.size());
}

// Sizes round the 64 bytes that are read at once; every value of a byte.
TEST(ByteMasks, SayOfEachByteWhatIsThere) {
  std::mt19937 random(1);
  ByteMasks masks;
  for (const std::size_t size : {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300}) {
    std::string text(size, ' ');
    for (char& c : text) c = random() % 4 == 0 ? ' ' : static_cast<char>(random() % 256);
    masks.read(text);
    expect_as_byte_by_byte(masks, text);
    ASSERT_FALSE(HasFailure()) << "size " << size;
  }
}

TEST(ByteMasks, ForgetTheTextBefore) {
  ByteMasks masks;
  masks.read(std::string(200, '!'));
  masks.read("ab");
  expect_as_byte_by_byte(masks, "ab");
}

TEST(ByteMasks, FindNothingInBlanksAlone) {
  ByteMasks masks;
  masks.read(std::string(130, '\n'));
  EXPECT_EQ(masks.next_not_blank(0), 130U);
  EXPECT_EQ(masks.next_blank(0), 0U);
}

}  // namespace
}  // namespace newswatch::text
