#include "detectors/topics/topic_survey.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/query_parser.h"

namespace newswatch::detectors::topics {
namespace {

using testing::ElementsAre;

TopicRule topic(const std::string& id, std::string_view query, bool alert = true) {
  TopicRule rule{.summary = {}, .alert = alert, .query = {}};
  rule.summary.id = RuleId(id);
  rule.query = rules::parse_query(query, {})->query;
  return rule;
}

std::vector<TopicRule> topics() {
  std::vector<TopicRule> all;
  all.push_back(topic("either", "zinc OR copper"));
  all.push_back(topic("both", "zinc AND antimony"));
  all.push_back(topic("quiet", "copper", false));
  return all;
}

class TopicSurveyTest : public testing::Test {
 protected:
  void add(const std::string& body) {
    articles::Article article;
    article.body = body;
    survey_.add(article, analyser_.analyse({article.title, article.body, article.byline}), {});
  }
  TopicSurvey::Row row(std::string_view id) const {
    const auto rows = survey_.rows();
    return *std::ranges::find(rows, id, [](const auto& r) { return r.rule->id.value; });
  }

  TopicDetector detector_{topics()};
  TopicSurvey survey_{detector_};
  text::Analyser analyser_;
};

TEST_F(TopicSurveyTest, TellsHowATopicIsLookedUpAndHowOftenItMatches) {
  for (const auto* body : {"zinc", "zinc and copper", "tin", "lead"}) add(body);
  const auto either = row("either");
  ASSERT_EQ(either.terms.size(), 2U);
  EXPECT_EQ(either.terms[0].text, "zinc");
  EXPECT_EQ(either.terms[0].share, 0.5);
  EXPECT_EQ(either.terms[1].text, "copper");
  EXPECT_EQ(either.terms[1].share, 0.25);
  EXPECT_EQ(either.matches, 2U);
  EXPECT_TRUE(either.raises_alerts);
  EXPECT_FALSE(row("quiet").raises_alerts);
}

TEST_F(TopicSurveyTest, TellsTheRarerOfTwoWordsThatMustBeThere) {
  add("zinc, antimony");
  ASSERT_EQ(row("both").terms.size(), 1U);
  EXPECT_EQ(row("both").terms[0].text, "antimony");
}

TEST_F(TopicSurveyTest, OfNoArticleTellsNothing) {
  EXPECT_EQ(survey_.articles(), 0U);
  EXPECT_EQ(survey_.rows().size(), 3U);
  EXPECT_EQ(row("either").matches, 0U);
}

}  // namespace
}  // namespace newswatch::detectors::topics
