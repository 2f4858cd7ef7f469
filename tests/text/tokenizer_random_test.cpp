#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/brkiter.h>
#include <unicode/utf8.h>

#include <memory>
#include <random>

#include "base/utf8.h"
#include "text/folding.h"
#include "text/markup.h"
#include "text/tokenizer.h"

// The tokenizer on random texts, beside what ICU says and what its header promises.

namespace newswatch::text {
namespace {

class RandomTexts {
 public:
  explicit RandomTexts(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  /// Letters, digits and the marks that join them, more often than others.
  std::string ascii(std::size_t size) {
    constexpr std::string_view kFrequent = "aabcsSUN0123'''...,,;;::__- \n";
    std::string text;
    while (text.size() < size) {
      text += below(8) == 0 ? static_cast<char>(below(0x80)) : kFrequent[below(kFrequent.size())];
    }
    return text;
  }

  std::string utf8(std::size_t pieces) {
    constexpr std::string_view kPieces[] = {"a",
                                            "U.S.",
                                            "U.N.\u2019s",
                                            "'s",
                                            "\u2019s",
                                            " ",
                                            "\n",
                                            ".",
                                            "-",
                                            "\u00E9",
                                            "e\u0301",
                                            "\u4E2D\u56FD",
                                            "\u0E01\u0E32",
                                            "\u0416.",
                                            "\u05D0\"\u05D1",
                                            "<b>",
                                            "</b>",
                                            "<p>",
                                            "<a ",
                                            "=\"",
                                            ">",
                                            "<!--",
                                            "-->",
                                            "&amp;",
                                            "&eacute;",
                                            "&#8217;s",
                                            "&",
                                            "\u200D",
                                            "\u00AD",
                                            "\uFEFF",
                                            "\U0001F600",
                                            "\u3099",
                                            "\u304B",
                                            "\u1112\u1161",
                                            ":",
                                            "3.5",
                                            "_",
                                            "\u02BC",
                                            "<script>"};
    std::string text;
    for (; pieces > 0; --pieces) {
      if (below(10) == 0) {
        append(text, static_cast<UChar32>(below(0x110000)));
      } else {
        text += kPieces[below(std::size(kPieces))];
      }
    }
    return text;
  }

 private:
  static void append(std::string& text, UChar32 c) {
    if (U_IS_SURROGATE(c)) return;
    char bytes[U8_MAX_LENGTH];
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, c);
    text.append(bytes, size);
  }

  std::mt19937_64 random_;
};

/// The words of ASCII text by UAX #29 alone. Colon and @, on which versions of ICU differ, join
/// nothing; underscores alone are no word.
std::vector<ByteSpan> words_of_icu(icu::BreakIterator& iterator, std::string text) {
  for (char& c : text) c = c == ':' || c == '@' ? '!' : c;
  const icu::UnicodeString wide(text.data(), static_cast<std::int32_t>(text.size()), "ASCII");
  iterator.setText(wide);  // borrowed
  std::vector<ByteSpan> words;
  auto begin = iterator.first();
  for (auto end = iterator.next(); end != icu::BreakIterator::DONE;
       begin = end, end = iterator.next()) {
    const ByteSpan word{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (iterator.getRuleStatus() < UBRK_WORD_NONE_LIMIT) continue;
    if (word.of(text).find_first_not_of('_') != std::string::npos) words.push_back(word);
  }
  return words;
}

/// Takes back what the tokenizer adds to UAX #29: the dot and the ending behind an abbreviation.
std::vector<ByteSpan> as_icu_words(const Tokens& tokens) {
  std::vector<ByteSpan> words;
  for (const Token& token : tokens.tokens) {
    ByteSpan word{token.span.begin, token.full_end};
    const auto dot = tokens.raw_of(token).ends_with('.');
    if (dot) word.end = token.span.end - 1;
    words.push_back(word);
    if (dot && token.full_end > token.span.end)
      words.push_back({token.full_end - 1, token.full_end});
  }
  return words;
}

TEST(RandomAscii, IsSplitAsIcuDoes) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  ASSERT_TRUE(U_SUCCESS(status));
  RandomTexts random(seed);
  Tokenizer tokenizer;
  Tokens tokens;
  for (int i = 0; i < 20000; ++i) {
    std::string text = random.ascii(1 + random.below(40));
    for (char& c : text) c = c == '<' || c == '&' ? ' ' : c;  // markup is not ICU's business
    tokenizer.tokenize(text, tokens);
    ASSERT_EQ(as_icu_words(tokens), words_of_icu(*iterator, text)) << testing::PrintToString(text);
  }
}

// ICU reads a run as soon as it holds one character that is not ASCII: its neighbours stay the
// same.
TEST(RandomAscii, IsSplitAlikeOnBothPaths) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomTexts random(seed);
  Tokenizer tokenizer;
  Tokens fast, slow;
  for (int i = 0; i < 20000; ++i) {
    std::string text = random.ascii(1 + random.below(40));
    for (char& c : text) c = c == ' ' || (c >= '\t' && c <= '\r') ? '!' : c;
    const std::string marked = text + "!\u00BF";
    tokenizer.tokenize(text, fast);
    tokenizer.tokenize(marked, slow);
    ASSERT_EQ(fast.tokens.size(), slow.tokens.size()) << testing::PrintToString(text);
    for (std::size_t n = 0; n < fast.tokens.size(); ++n) {
      const Token &a = fast.tokens[n], &b = slow.tokens[n];
      ASSERT_EQ(a.span, b.span) << testing::PrintToString(text);
      ASSERT_EQ(a.full_end, b.full_end) << testing::PrintToString(text);
      ASSERT_EQ(fast.folded_of(a), slow.folded_of(b)) << testing::PrintToString(text);
      ASSERT_EQ(fast.full_folded_of(a), slow.full_folded_of(b)) << testing::PrintToString(text);
      ASSERT_EQ(a.gap, b.gap) << testing::PrintToString(text);
      ASSERT_EQ(a.capitalised, b.capitalised) << testing::PrintToString(text);
      ASSERT_EQ(a.abbreviation, b.abbreviation) << testing::PrintToString(text);
    }
  }
}

TEST(RandomTexts, HaveTheirWordsInOrderOnCharacterBoundaries) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomTexts random(seed);
  Tokenizer tokenizer;
  Tokens tokens;
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.utf8(1 + random.below(30));
    SCOPED_TRACE(testing::PrintToString(text));
    tokenizer.tokenize(text, tokens);
    std::uint32_t last_end = 0, last_paragraph = 0;
    for (const Token& token : tokens.tokens) {
      ASSERT_LE(last_end, token.span.begin);
      ASSERT_LT(token.span.begin, token.span.end);
      ASSERT_LE(token.span.end, token.full_end);
      ASSERT_LE(token.full_end, text.size());
      // Cut there, both halves are UTF-8 still.
      for (const auto at : {token.span.begin, token.span.end, token.full_end}) {
        ASSERT_EQ(first_invalid_utf8(std::string_view(text).substr(0, at)), std::nullopt);
      }
      ASSERT_LE(token.folded_begin, token.folded_end);
      ASSERT_LE(token.folded_end, token.full_folded_end);
      ASSERT_LE(token.full_folded_end, tokens.folded.size());
      ASSERT_EQ(first_invalid_utf8(tokens.full_folded_of(token)), std::nullopt);
      ASSERT_EQ(token.gap == Gap::Paragraph && last_end > 0 ? last_paragraph + 1 : last_paragraph,
                token.paragraph);
      last_end = token.full_end;
      last_paragraph = token.paragraph;
    }
  }
}

TEST(RandomTexts, FoldToAFormThatStays) {
  const auto seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  RandomTexts random(seed);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random.utf8(1 + random.below(6));
    const std::string once = fold(text);
    ASSERT_EQ(fold(once), once) << testing::PrintToString(text);
  }
}

}  // namespace
}  // namespace newswatch::text
