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

using Runs = std::vector<std::pair<std::size_t, std::size_t>>;

Runs runs_of(const ByteMasks& masks) {
  Runs runs;
  masks.for_each_run([&](std::size_t begin, std::size_t end) { runs.emplace_back(begin, end); });
  return runs;
}

Runs runs_byte_by_byte(const std::string& text) {
  Runs runs;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_blank(text[at])) continue;
    if (runs.empty() || runs.back().second != at) runs.emplace_back(at, at);
    runs.back().second = at + 1;
  }
  return runs;
}

void expect_as_byte_by_byte(ByteMasks& masks, const std::string& text) {
  PaddedText lowered;
  masks.read(text, lowered);
  EXPECT_EQ(runs_of(masks), runs_byte_by_byte(text));
  ASSERT_EQ(lowered.size(), text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    EXPECT_EQ(lowered[at], lower(text[at])) << at;
    const std::uint64_t bits = masks.not_alphanumeric(at);
    for (std::size_t i = 0; i < 64; ++i) {
      const bool expected = at + i < text.size() && !is_alphanumeric(text[at + i]);
      EXPECT_EQ((bits >> i & 1) != 0, expected) << at << '+' << i;
    }
  }
}

// Sizes round the 64 bytes that are read at once; every value of a byte.
TEST(ByteMasks, SayOfEachByteWhatIsThere) {
  std::mt19937 random(1);
  ByteMasks masks;
  for (const std::size_t size : {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 300}) {
    std::string text(size, ' ');
    for (char& c : text) c = random() % 4 == 0 ? ' ' : static_cast<char>(random() % 256);
    expect_as_byte_by_byte(masks, text);
    ASSERT_FALSE(HasFailure()) << "size " << size;
  }
}

TEST(ByteMasks, ForgetTheTextBefore) {
  ByteMasks masks;
  expect_as_byte_by_byte(masks, std::string(200, '!'));
  expect_as_byte_by_byte(masks, "ab");
}

TEST(ByteMasks, FindTheRunsThatEndWhereSixtyFourBytesDo) {
  ByteMasks masks;
  for (const std::size_t size : {63, 64, 65, 128}) {
    expect_as_byte_by_byte(masks, std::string(size, 'x'));
    expect_as_byte_by_byte(masks, std::string(size, 'x') + ' ');
    expect_as_byte_by_byte(masks, ' ' + std::string(size - 1, 'x') + " y");
  }
}

TEST(ByteMasks, FindNothingInBlanksAlone) {
  ByteMasks masks;
  PaddedText lowered;
  masks.read(std::string(130, '\n'), lowered);
  EXPECT_TRUE(runs_of(masks).empty());
}

}  // namespace
}  // namespace newswatch::text
