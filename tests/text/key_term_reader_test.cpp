#include "text/key_term_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace newswatch::text {
namespace {

KeyTerms terms_of(std::string_view title, std::string_view body, std::string_view language = "en") {
  Analyser analyser;
  KeyTermReader reader;
  return reader.read(analyser.analyse({title, body, {}}), language);
}

/// Texts of which both have exactly one term, and the same one or not.
struct Case {
  std::string_view name;
  std::string_view left;
  std::string_view right;
  bool same = true;
  std::string_view language = "en";
};
const Case kCases[] = {
    {"Inflections", "negotiated", "negotiations"},
    {"OtherWords", "negotiated", "cucumbers", false},
    {"CountryAndAdjective", "Brazil", "Brazilian"},
    {"PeopleOfACountry", "Germany", "Germans"},
    {"SmallLettersAreNoCountry", "turkey", "Turkey", false},
    {"InflectionsOfALanguageWithoutStemmer", "mabomu", "mabomus", false, "sw"},
};
class KeyTermsOfTitles : public testing::TestWithParam<Case> {};

TEST_P(KeyTermsOfTitles, AreTheSameForTheSameWord) {
  const auto left = terms_of(GetParam().left, "", GetParam().language);
  const auto right = terms_of(GetParam().right, "", GetParam().language);
  ASSERT_EQ(left.terms.size(), 1U);
  ASSERT_EQ(right.terms.size(), 1U);
  EXPECT_EQ(left.terms[0].hash == right.terms[0].hash, GetParam().same);
}

INSTANTIATE_TEST_SUITE_P(Words, KeyTermsOfTitles, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(KeyTerms, LeaveOutWordsOfEveryArticle) {
  EXPECT_THAT(terms_of("", "They said that it was for the government.").terms, testing::IsEmpty());
}

TEST(KeyTerms, KnowNamesInsideSentences) {
  const auto terms = terms_of("", "Yesterday the mayor met Marchetti.").terms;
  EXPECT_EQ(std::ranges::count_if(terms, [](const KeyTerm& term) { return term.is_name; }), 1);
}

TEST(KeyTerms, TakeNoFirstWordOfASentenceForAName) {
  const auto terms = terms_of("", "Cucumbers rot. Tomatoes ripen.").terms;
  EXPECT_EQ(std::ranges::count_if(terms, [](const KeyTerm& term) { return term.is_name; }), 0);
}

TEST(KeyTerms, TakeTheFirstWordForANameThatStandsElsewhere) {
  const auto terms = terms_of("", "The mayor met Marchetti. Marchetti smiled.").terms;
  const auto name = std::ranges::find_if(terms, [](const KeyTerm& term) { return term.is_name; });
  ASSERT_NE(name, terms.end());
  EXPECT_EQ(name->count, 4);  // The lead counts double.
}

TEST(KeyTerms, JoinTheWordsOfAName) {
  // Both words, and the two as one.
  const auto terms = terms_of("", "The mayor met Helen Marchetti.").terms;
  EXPECT_EQ(std::ranges::count_if(terms, [](const KeyTerm& term) { return term.is_name; }), 3);
}

TEST(KeyTerms, MarkTitleAndFirstSentence) {
  const auto terms = terms_of("Cucumbers", "Tomatoes ripen. Potatoes sprout.").terms;
  EXPECT_EQ(std::ranges::count_if(terms, [](const KeyTerm& term) { return term.in_title; }), 1);
  EXPECT_EQ(std::ranges::count_if(terms, [](const KeyTerm& term) { return term.in_lead; }), 2);
}

std::string many_words() {
  std::string words;
  for (int i = 0; i < 500; ++i)
    words += "zyx" + std::to_string(i * 7919) + "q Name" + std::to_string(i) + " ";
  return words;
}

TEST(KeyTerms, StayBounded) {
  const auto terms = terms_of("A title of its own", many_words());
  EXPECT_EQ(terms.terms.size(), KeyTerms::kMaxTerms);
  EXPECT_LT(encode(terms).size(), 450U);
  EXPECT_TRUE(std::ranges::is_sorted(terms.terms, {}, &KeyTerm::hash));
}

TEST(KeyTerms, AreReadAsTheyWereWritten) {
  const auto terms = terms_of("A title of its own", many_words());
  const auto read = decode_key_terms(encode(terms));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, terms);
}

TEST(KeyTerms, RefuseCutBytes) {
  const std::string bytes = encode(terms_of("Cucumbers", "Tomatoes ripen. Potatoes sprout."));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_key_terms(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_key_terms(bytes + "x"));
}

TEST(KeyTerms, DependOnTheArticleAloneAndOnNoneBeforeIt) {
  constexpr std::string_view kTitle = "Negotiators met";
  constexpr std::string_view kBody =
      "Negotiations went on. Die Verhandlungen in Berlin dauerten an.";
  Analyser analyser;
  KeyTermReader reader;
  for (const std::string_view language : {"en", "de", "sw", "en"})
    EXPECT_EQ(reader.read(analyser.analyse({kTitle, kBody, {}}), language),
              terms_of(kTitle, kBody, language))
        << language;
}

TEST(KeyTerms, AreTheSameAfterMoreWordsThanAreRemembered) {
  const auto first = terms_of("", "Negotiations went on.");
  Analyser analyser;
  KeyTermReader reader;
  for (int article = 0; article < 8; ++article) {
    std::string many;
    for (int word = 0; word < 20'000; ++word)
      many += "word" + std::to_string(20'000 * article + word) + ' ';
    EXPECT_FALSE(reader.read(analyser.analyse({"", many, {}}), "en").terms.empty());
    EXPECT_EQ(reader.read(analyser.analyse({"", "Negotiations went on.", {}}), "en"), first);
  }
}

}  // namespace
}  // namespace newswatch::text
