#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <fstream>
#include <sstream>

#include "text/folding.h"
#include "text/tokenizer.h"

// Unicode's own samples of words (WordBreakTest.txt, which Debian ships as unicode-data), of every
// class of characters beside every other. What the tokenizer does otherwise, its header says:
//
// - Colon and @ join nothing. Samples with a colon are left out, and are looked at below.
// - What has no letter or digit is no word, nor is a letter that a zero-width joiner ties to an
// emoji: ICU takes the two for
//   a symbol.
// - A modifier apostrophe at the edge of a word, and the ending of a possessive, are not part of
// it.
//   No sample has these.

namespace newswatch::text {
namespace {

constexpr const char* kSamples = "/usr/share/unicode/auxiliary/WordBreakTest.txt";

struct Sample {
  std::string text;
  std::vector<ByteSpan> words;
};

UChar32 last_character(const std::string& text) {
  const auto characters = icu::UnicodeString::fromUTF8(text);
  return characters.char32At(characters.moveIndex32(characters.length(), -1));
}

bool is_word(std::string_view segment) {
  if (segment.empty() || u_charType(last_character(std::string(segment))) == U_OTHER_SYMBOL)
    return false;
  const std::string folded = fold(segment);
  for (std::size_t at = 0; at < folded.size();) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(folded.data()), at, folded.size(), c);
    if (u_isalnum(c)) return true;
  }
  return false;
}

/// @param line  as `÷ 0061 × 0308 ÷ 0020 ÷`.
Sample sample_of(const std::string& line) {
  Sample sample;
  std::uint32_t begin = 0;
  std::istringstream pieces(line.substr(0, line.find('#')));
  for (std::string piece; pieces >> piece;) {
    const auto end = static_cast<std::uint32_t>(sample.text.size());
    if (piece == "÷") {
      const ByteSpan word{begin, end};
      if (is_word(word.of(sample.text))) sample.words.push_back(word);
      begin = end;
    } else if (piece != "×") {
      char bytes[U8_MAX_LENGTH];
      std::size_t size = 0;
      const auto code_point = static_cast<UChar32>(std::stoul(piece, nullptr, 16));
      U8_APPEND_UNSAFE(bytes, size, code_point);
      sample.text.append(bytes, size);
    }
  }
  return sample;
}

std::vector<ByteSpan> words_of(std::string_view text) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(text, tokens);
  std::vector<ByteSpan> words;
  for (const Token& token : tokens.tokens) words.push_back({token.span.begin, token.full_end});
  return words;
}

std::string described(std::string_view text, const std::vector<ByteSpan>& words) {
  std::string all;
  for (const ByteSpan word : words) all += fmt::format(" [{}]", word.of(text));
  return all;
}

TEST(WordBreaks, AreThoseOfUnicodesSamples) {
  std::ifstream file(kSamples);
  ASSERT_TRUE(file) << kSamples << " comes with the package unicode-data";
  std::size_t samples = 0, with_colon = 0;
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("÷")) continue;
    const Sample sample = sample_of(line);
    ++samples;
    if (sample.text.find(':') != std::string::npos) {
      ++with_colon;
      continue;
    }
    const auto words = words_of(sample.text);
    EXPECT_EQ(words, sample.words) << line << "\nexpected" << described(sample.text, sample.words)
                                   << "\nfound" << described(sample.text, words);
  }
  EXPECT_GT(samples, 1'000U);
  EXPECT_LT(with_colon, samples / 4);
}

TEST(WordBreaks, PartWordsAtColonAndAt) {
  EXPECT_EQ(words_of("a:b"), (std::vector<ByteSpan>{{0, 1}, {2, 3}}));
  EXPECT_EQ(words_of("é:ü"), (std::vector<ByteSpan>{{0, 2}, {3, 5}}));
  EXPECT_EQ(words_of("a@b"), (std::vector<ByteSpan>{{0, 1}, {2, 3}}));
}

}  // namespace
}  // namespace newswatch::text
