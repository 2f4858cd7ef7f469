#include "text/analyser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::text {
namespace {

std::vector<std::string> words_of(const Analysis& analysis, Field field) {
  std::vector<std::string> words;
  const Tokens& tokens = analysis.of(field);
  for (const Token& token : tokens.tokens) words.emplace_back(tokens.folded_of(token));
  return words;
}

TEST(Analysers, ReadEachFieldByItself) {
  Analyser analyser;
  const Analysis& analysis = analyser.analyse({"Rain in Spain", "It rained.", "Ann Lee"});
  EXPECT_THAT(words_of(analysis, Field::Title), testing::ElementsAre("rain", "in", "spain"));
  EXPECT_THAT(words_of(analysis, Field::Body), testing::ElementsAre("it", "rained"));
  EXPECT_THAT(words_of(analysis, Field::Author), testing::ElementsAre("ann", "lee"));
}

TEST(Analysers, ForgetTheLastArticle) {
  Analyser analyser;
  analyser.analyse({"A long title", "A body with <b>markup</b>", "Somebody"});
  const Analysis& analysis = analyser.analyse({"", "Short", ""});
  EXPECT_THAT(words_of(analysis, Field::Title), testing::IsEmpty());
  EXPECT_THAT(words_of(analysis, Field::Body), testing::ElementsAre("short"));
  EXPECT_THAT(words_of(analysis, Field::Author), testing::IsEmpty());
}

}  // namespace
}  // namespace newswatch::text
