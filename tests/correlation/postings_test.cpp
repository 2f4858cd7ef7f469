#include "correlation/postings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace newswatch::correlation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Postings::Before kDescending = [](auto a, auto b) { return a > b; };

std::vector<Postings::Number> found(const Postings& postings, std::uint32_t mark) {
  const auto articles = postings.find(mark);
  return {articles.begin(), articles.end()};
}

TEST(Postings, AreEmptyAtFirst) {
  Postings postings;
  EXPECT_THAT(found(postings, 7), IsEmpty());
  postings.erase(7, 1, kDescending);
  EXPECT_THAT(found(postings, 7), IsEmpty());
}

TEST(Postings, StandInTheOrderGiven) {
  Postings postings;
  for (const Postings::Number article : {2, 3, 1}) postings.insert(7, article, kDescending);
  EXPECT_THAT(found(postings, 7), ElementsAre(3, 2, 1));
  EXPECT_THAT(found(postings, 8), IsEmpty());
}

TEST(Postings, AreGoneOnceErased) {
  Postings postings;
  for (const Postings::Number article : {2, 3, 1}) postings.insert(7, article, kDescending);
  postings.erase(7, 2, kDescending);
  EXPECT_THAT(found(postings, 7), ElementsAre(3, 1));
  postings.erase(7, 3, kDescending);
  EXPECT_THAT(found(postings, 7), ElementsAre(1));
  postings.erase(7, 9, kDescending);
  postings.erase(7, 1, kDescending);
  EXPECT_THAT(found(postings, 7), IsEmpty());
}

TEST(Postings, HoldAnArticleThatCameTwice) {
  Postings postings;
  postings.insert(7, 1, kDescending);
  postings.insert(7, 1, kDescending);
  postings.erase(7, 1, kDescending);
  EXPECT_THAT(found(postings, 7), ElementsAre(1));
}

TEST(Postings, AreThoseOfAMapOfSets) {
  std::mt19937 random(1);
  Postings postings;
  std::map<std::uint32_t, std::set<Postings::Number, std::greater<>>> expected;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint32_t mark = static_cast<std::uint32_t>(random() % 300) * 0x01000001U;
    const Postings::Number article = static_cast<Postings::Number>(random() % 20);
    if (i % 5 < 2) {
      postings.erase(mark, article, kDescending);
      expected[mark].erase(article);
    } else if (expected[mark].insert(article).second) {
      postings.insert(mark, article, kDescending);
    }
  }
  for (const auto& [mark, articles] : expected)
    EXPECT_THAT(found(postings, mark), testing::ElementsAreArray(articles)) << mark;
}

}  // namespace
}  // namespace newswatch::correlation
