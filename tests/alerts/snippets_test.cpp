#include "alerts/snippets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/utf8.h"
#include "tests/alerts/samples.h"

namespace newswatch::alerts {
namespace {

using testing::ElementsAre;

constexpr std::size_t kMostBytes = 600;

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

Match match_at(std::uint32_t begin, std::uint32_t end, Field field = Field::Body) {
  return {{field, {begin, end}}, "x"};
}

std::vector<std::string> texts(const articles::Article& article,
                               const std::vector<Match>& matches) {
  std::vector<std::string> all;
  for (const Place& place : snippets(article, matches)) {
    const std::string& field = place.field == Field::Title ? article.title : article.body;
    all.emplace_back(place.span.of(field));
  }
  return all;
}

articles::Article with_body(std::string body) {
  articles::Article article;
  article.body = std::move(body);
  return article;
}

TEST(Snippets, AreTheWholeOfAShortField) {
  const auto article = with_body("China acts.");
  EXPECT_THAT(texts(article, {match_at(0, 5)}), ElementsAre("China acts."));
}

TEST(Snippets, AreNoneWithoutMatches) {
  EXPECT_TRUE(snippets(with_body("China acts."), {}).empty());
}

TEST(Snippets, AreCutBetweenWords) {
  const auto article = with_body(repeated("before ", 30) + "China" + repeated(" behind", 30));
  const auto begin = static_cast<std::uint32_t>(article.body.find("China"));
  EXPECT_THAT(texts(article, {match_at(begin, begin + 5)}),
              ElementsAre(repeated("before ", 9) + "China" + repeated(" behind", 10)));
}

TEST(Snippets, OfNearMatchesBecomeOne) {
  const auto article = with_body("China and Mexico " + repeated("behind ", 50));
  EXPECT_EQ(texts(article, {match_at(0, 5), match_at(10, 16)}).size(), 1U);
}

TEST(Snippets, OfTwoFieldsStayApart) {
  auto article = with_body("China acts.");
  article.title = "China";
  EXPECT_THAT(texts(article, {match_at(0, 5, Field::Title), match_at(0, 5)}),
              ElementsAre("China", "China acts."));
}

TEST(Snippets, AreThreeAtMost) {
  const auto article = with_body(repeated("China " + repeated("between ", 40), 6));
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < 6; ++i) matches.push_back(match_at(i * 326, i * 326 + 5));
  const auto found = texts(article, matches);
  EXPECT_EQ(found.size(), 3U);
  for (const std::string& text : found) EXPECT_NE(text.find("China"), std::string::npos);
}

TEST(Snippets, OfManyMatchesDoNotBecomeTheWholeArticle) {
  const auto article = with_body(repeated("China acts on fentanyl. ", 1000));
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < 1000; ++i) matches.push_back(match_at(i * 24, i * 24 + 5));
  for (const std::string& text : texts(article, matches)) EXPECT_LE(text.size(), kMostBytes);
}

TEST(Snippets, OfMatchesThatOverlapInAChainStayShort) {
  const auto article = with_body(repeated("ha ", 1000));
  std::vector<Match> matches;
  for (std::uint32_t i = 0; i < 999; ++i) matches.push_back(match_at(i * 3, i * 3 + 5));
  for (const std::string& text : texts(article, matches)) EXPECT_LE(text.size(), kMostBytes);
}

TEST(Snippets, HoldALongMatchWhole) {
  const std::string match(900, 'x');
  const auto article = with_body(repeated("before ", 30) + match + repeated(" behind", 30));
  EXPECT_THAT(texts(article, {match_at(210, 1110)}), ElementsAre(testing::HasSubstr(match)));
}

TEST(Snippets, NeverCutACharacter) {
  // Without blanks, so that every cut falls somewhere inside; widths of one to four bytes.
  for (const std::string_view letter : {"é", "中", "😀"}) {
    for (int shift = 0; shift < 4; ++shift) {
      const std::string before = repeated("a", shift) + repeated(letter, 100);
      const auto article = with_body(before + "X" + repeated("b", shift) + repeated(letter, 100));
      const auto begin = static_cast<std::uint32_t>(before.size());
      const auto found = texts(article, {match_at(begin, begin + 1)});
      ASSERT_EQ(found.size(), 1U);
      EXPECT_FALSE(first_invalid_utf8(found[0]));
      EXPECT_NE(found[0].find('X'), std::string::npos);
      EXPECT_LE(found[0].size(), 150U);
    }
  }
}

TEST(Snippets, KeepTheirPromisesOnRandomMatches) {
  const std::uint32_t seed = std::random_device()();
  SCOPED_TRACE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 500; ++round) {
    std::string body;
    std::vector<Match> matches;
    for (unsigned i = 0; i < random() % 200; ++i) {
      const auto begin = static_cast<std::uint32_t>(body.size());
      body += random() % 2 == 0 ? "中国" : "word";
      if (random() % 8 == 0)
        matches.push_back(match_at(begin, static_cast<std::uint32_t>(body.size())));
      if (random() % 3 == 0) body += " ";
    }
    const auto article = with_body(body);
    const auto found = snippets(article, matches);
    EXPECT_LE(found.size(), 3U);
    EXPECT_EQ(found.empty(), matches.empty());
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_FALSE(first_invalid_utf8(found[i].span.of(body)));
      EXPECT_LE(found[i].span.size_bytes(), kMostBytes);
      EXPECT_TRUE(std::ranges::any_of(matches, [&](const Match& match) {
        return found[i].span.begin <= match.place.span.begin &&
               match.place.span.end <= found[i].span.end;
      })) << "each shows a match";
      EXPECT_TRUE(i == 0 || found[i - 1].span.end <= found[i].span.begin);
    }
  }
}

}  // namespace
}  // namespace newswatch::alerts
