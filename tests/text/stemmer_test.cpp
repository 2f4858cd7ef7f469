#include "text/stemmer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::text {
namespace {

std::string stem(std::string_view language, std::string_view word) {
  auto stemmer = Stemmer::create(language);
  EXPECT_TRUE(stemmer) << language;
  std::string out;
  if (stemmer) stemmer->stem_into(out, word);
  return out;
}

TEST(Stemmer, ReducesTheFormsOfAWordToOne) {
  EXPECT_EQ(stem("en", "negotiations"), stem("en", "negotiate"));
  EXPECT_EQ(stem("de", "verhandlungen"), stem("de", "verhandlung"));
  EXPECT_EQ(stem("ru", "санкции"), stem("ru", "санкция"));
  EXPECT_NE(stem("en", "trade"), stem("en", "traitor"));
}

TEST(Stemmer, TakesTheFirstPartOfALanguageTag) {
  EXPECT_EQ(stem("en-GB", "talks"), "talk");
  EXPECT_EQ(stem("nb", "handelen"), stem("no", "handelen"));
}

TEST(Stemmer, ExistsForEveryLanguageItNames) {
  EXPECT_GT(Stemmer::languages().size(), 20U);
  for (const std::string& language : Stemmer::languages()) {
    EXPECT_TRUE(Stemmer::create(language)) << language;
  }
}

TEST(Stemmer, RefusesOtherLanguagesAndListsItsOwn) {
  for (const char* language : {"", "xx", "english", "EN", "porter"}) {
    const auto stemmer = Stemmer::create(language);
    ASSERT_FALSE(stemmer) << language;
    EXPECT_EQ(stemmer.error().code, ErrorCode::InvalidQuery);
    EXPECT_THAT(stemmer.error().message, testing::HasSubstr("de, el, en, es"));
  }
}

TEST(Stemmer, LeavesAnEmptyWordAlone) { EXPECT_EQ(stem("en", ""), ""); }

}  // namespace
}  // namespace newswatch::text
