#include "text/boilerplate.h"

#include <gtest/gtest.h>

#include "text/tokenizer.h"

namespace newswatch::text {
namespace {

/// @return the folded words that are a body's own, with blanks between them.
std::string own_words(std::string_view body) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize(body, tokens);
  std::vector<WordRange> own;
  find_own_words(tokens, own);
  std::string words;
  for (const WordRange& range : own) {
    for (std::uint32_t at = range.begin; at < range.end; ++at) {
      if (!words.empty()) words += ' ';
      words += tokens.folded_of(tokens.tokens[at]);
    }
  }
  return words;
}

struct Case {
  std::string_view name;
  std::string_view body;
  std::string_view own;
};
const Case kCases[] = {
    {"PlainText", "It rained all day.", "it rained all day"},
    {"Empty", "", ""},
    {"DatelineWithAgency", "WASHINGTON (Reuters) - It rained all day.", "it rained all day"},
    {"DatelineWithDate", "LONDON, March 3 (AP) — It rained all day.", "it rained all day"},
    {"DatelineOfSmallWords", "Rio de Janeiro – It rained all day.", "it rained all day"},
    {"DatelineWithColon", "NEW DELHI: It rained all day.", "it rained all day"},
    {"AgencyAlone", "(Reuters) - It rained all day.", "it rained all day"},
    {"ColonInASentence", "The minister said: it rained.", "the minister said it rained"},
    {"DashInASentence", "It rained all day - again.", "it rained all day again"},
    {"DatelineOnlyInFront", "It rained all day.\n\nOslo - It snowed all day.",
     "it rained all day oslo it snowed all day"},
    {"Credits", "It rained all day.\n\n(Reporting by Ann Poe in Oslo; Editing by John Roe)",
     "it rained all day"},
    {"CreditsBehindASentence", "It rained all day. (Reporting by Ann Poe)", "it rained all day"},
    {"Contributor", "It rained all day.\n\nPress writer Ann Poe contributed to this report.",
     "it rained all day"},
    {"Standards", "It rained all day.\n\nOur Standards: The Principles of Trust.",
     "it rained all day"},
    {"SignUp", "Sign up for our newsletter here.\n\nIt rained all day.", "it rained all day"},
    {"Rights", "It rained all day.\n\n© 2024 The Press. All rights reserved.", "it rained all day"},
    {"Copyright", "It rained all day.\n\nCopyright 2024 The Example Press.", "it rained all day"},
    {"Updated", "This story has been updated with a reply.\n\nIt rained all day.",
     "it rained all day"},
    {"ReadMoreInTheMiddle", "It rained.\n\nRead more: Why it always rains\n\nIt rained all day.",
     "it rained all day"},
    {"SmallParagraph", "Advertisement\n\nIt rained all day.\n\nENDS", "it rained all day"},
    {"Byline", "By Ann Poe and John Roe\n\nIt rained all day.", "it rained all day"},
    {"NoByline", "By noon it had rained all day.", "by noon it had rained all day"},
    {"PhraseInsideASentence", "He asked her to read more about rain.",
     "he asked her to read more about rain"},
    {"LongSentence",
     "Copyright one two three four five six seven eight nine ten one two three four five six seven "
     "eight nine ten one two three four five six seven eight nine ten one two three four five six "
     "seven eight nine ten.",
     "copyright one two three four five six seven eight nine ten one two three four five six seven "
     "eight nine ten one two three four five six seven eight nine ten one two three four five six "
     "seven eight nine ten"},
    {"OnlyBoilerplate", "Subscribe to continue reading.", ""},
};
class Boilerplate : public testing::TestWithParam<Case> {};

TEST_P(Boilerplate, IsLeftOut) { EXPECT_EQ(own_words(GetParam().body), GetParam().own); }

INSTANTIATE_TEST_SUITE_P(All, Boilerplate, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(OwnWords, AreOneRangeWhereNothingIsLeftOut) {
  Tokenizer tokenizer;
  Tokens tokens;
  tokenizer.tokenize("It rained all day. It snowed.\n\nThen the sun came out.", tokens);
  std::vector<WordRange> own = {{7, 9}};
  find_own_words(tokens, own);
  EXPECT_EQ(own, (std::vector<WordRange>{{0, 11}}));
}

}  // namespace
}  // namespace newswatch::text
