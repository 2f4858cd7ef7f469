#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detectors/detector_set.h"

namespace newswatch::detectors {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// One query and one article, and the clause that the article misses: nothing where it meets the
/// query or misses more.
struct Row {
  std::string name;
  std::string query;
  std::string body;
  std::string missed;
};

/// The near misses of one article, for a set with these topics.
class NearMissesOf {
 public:
  explicit NearMissesOf(const std::string& topics, std::optional<std::uint32_t> margin = 20) {
    rules::Problems problems;
    set_ = DetectorSet::read("topics:\n" + topics, "rules.yaml", problems,
                             {.near_miss_margin = margin});
    for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  }

  const std::vector<alerts::NearMiss>& in(const std::string& body) {
    articles::Article article;
    article.body = body;
    set_->detect(article, analyser_.analyse({article.title, article.body, article.byline}),
                 set_->make_scratches(), found_, {});
    return found_.near_misses;
  }
  const alerts::Findings& found() const { return found_; }
  /// The clauses of the words of the first near miss in an article.
  std::vector<std::string_view> clauses_in(const std::string& body) {
    std::vector<std::string_view> clauses;
    for (const auto& match : in(body).at(0).detection.matches) clauses.push_back(match.clause);
    return clauses;
  }

 private:
  std::shared_ptr<const DetectorSet> set_;
  text::Analyser analyser_;
  alerts::Findings found_;
};

std::string topic(const std::string& id, const std::string& query) {
  return "  - {id: " + id + ", name: T, query: '" + query + "'}\n";
}

class NearMiss : public testing::TestWithParam<Row> {};

TEST_P(NearMiss, IsMissedByOneClause) {
  NearMissesOf near_misses(topic("t", GetParam().query));
  std::vector<std::string> missed;
  for (const auto& near_miss : near_misses.in(GetParam().body)) missed.push_back(near_miss.missed);
  if (GetParam().missed.empty()) {
    EXPECT_THAT(missed, IsEmpty());
  } else {
    EXPECT_THAT(missed, ElementsAre(GetParam().missed));
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, NearMiss,
    testing::Values(
        Row{"AndWithoutItsRarest", "zinc AND copper AND the", "the copper", "zinc"},
        Row{"AndWithoutItsMostFrequent", "zinc AND copper AND the", "zinc, copper", "the"},
        Row{"AndWithoutTwo", "zinc AND copper AND tin", "zinc", ""},
        Row{"AndMet", "zinc AND copper", "zinc copper", ""},
        Row{"AndExcluded", "zinc AND NOT tin", "zinc and tin", "NOT tin"},
        Row{"AndWithNothingOfIt", "zinc AND NOT tin", "copper", ""},
        Row{"AndWithMetadata", "zinc AND lang:de", "zinc", "lang:de"},
        Row{"AndOfLargerParts", "(zinc OR copper) AND tin NEAR/2 ore", "zinc tin and much more ore",
            "tin NEAR/2 ore"},
        Row{"InAField", "body:(zinc AND copper)", "copper", "zinc"},
        Row{"NearAtTwiceTheDistance", "zinc NEAR/2 tin", "zinc a b c d tin", "zinc NEAR/2 tin"},
        Row{"NearAtMore", "zinc NEAR/2 tin", "zinc a b c d e tin", ""},
        Row{"NearOfNoDistance", "zinc NEAR/0 tin", "zinc a tin", ""},
        Row{"OrderedNear", "zinc ONEAR/2 tin", "zinc a b c tin", "zinc ONEAR/2 tin"},
        Row{"OrderedNearInTheOtherOrder", "zinc ONEAR/2 tin", "tin a b c zinc", ""},
        Row{"NearMet", "zinc NEAR/2 tin", "zinc a tin", ""},
        Row{"AtLeast", "ATLEAST/3(zinc copper tin lead)", "tin, lead",
            "ATLEAST/3(zinc copper tin lead)"},
        Row{"AtLeastTwoShort", "ATLEAST/3(zinc copper tin lead)", "tin", ""},
        Row{"AtLeastOne", "ATLEAST/1(zinc copper)", "tin", ""},
        Row{"ScoreWithinTheMargin", "score>=10 { zinc^8 copper^4 }", "zinc",
            "score>=10 { zinc^8 copper^4 }"},
        Row{"ScoreBelowTheMargin", "score>=10 { zinc^7 copper^4 }", "zinc", ""},
        Row{"ScoreReached", "score>=10 { zinc^8 copper^4 }", "zinc copper", ""},
        Row{"ScorePressedDown", "score>=10 { zinc^11 tin^-2 }", "zinc tin",
            "score>=10 { zinc^11 tin^-2 }"},
        Row{"AndWithWhatNeedsNoWord", "zinc AND tin{,3}", "tin", "zinc"},
        Row{"AndWithAnAlternativeToMetadata", "(lang:de OR zinc) AND tin", "zinc", "tin"},
        Row{"AndWithAnAlternativeToAnExclusion", "zinc AND (NOT tin OR copper)", "tin and copper",
            "zinc"},
        Row{"AtLeastWithMetadata", "ATLEAST/2(lang:de zinc copper)", "zinc",
            "ATLEAST/2(lang:de zinc copper)"},
        Row{"ScoreThatMetadataNearlyReach", "score>=20 { status:usable^16 zinc^3 tin^3 }", "zinc",
            "score>=20 { status:usable^16 zinc^3 tin^3 }"},
        Row{"ScorePressedDownFromTheThreshold", "score>=10 { status:usable^9 zinc^5 tin^-5 }",
            "zinc tin", "score>=10 { status:usable^9 zinc^5 tin^-5 }"},
        Row{"Or", "zinc OR copper", "tin", ""}, Row{"Word", "zinc", "copper", ""}),
    [](const auto& row) { return row.param.name; });

TEST(NearMisses, CarryTheWordsThatTheArticleHas) {
  NearMissesOf near_misses(topic("t", "zinc AND (copper OR brass) AND tin"));
  EXPECT_THAT(near_misses.clauses_in("brass, zinc"), ElementsAre("brass", "zinc"));
}

TEST(NearMisses, CarryBothSidesOfANear) {
  NearMissesOf near_misses(topic("t", "zinc NEAR/2 (copper OR tin)"));
  EXPECT_THAT(near_misses.clauses_in("tin a b c zinc, and much later than that: copper"),
              ElementsAre("tin", "zinc"));
}

TEST(NearMisses, CarryTheScore) {
  NearMissesOf near_misses(topic("t", "score>=10 { zinc^8 copper^4 }"));
  ASSERT_EQ(near_misses.in("zinc").size(), 1U);
  const auto& score = near_misses.found().near_misses[0].detection.score;
  ASSERT_TRUE(score);
  EXPECT_EQ(score->points, 8);
  EXPECT_EQ(score->threshold, 10);
}

TEST(NearMisses, CarryTheScoreOfAField) {
  NearMissesOf near_misses(topic("t", "body:(score>=10 { zinc^8 copper^4 })"));
  ASSERT_EQ(near_misses.in("zinc").size(), 1U);
  ASSERT_TRUE(near_misses.found().near_misses[0].detection.score);
  EXPECT_EQ(near_misses.found().near_misses[0].detection.score->points, 8);
}

TEST(NearMisses, FollowTopicsByTheirNames) {
  NearMissesOf near_misses(topic("metals", "zinc AND copper") + topic("t", "@metals"));
  std::vector<std::string> ids;
  for (const auto& near_miss : near_misses.in("copper")) {
    ids.push_back(near_miss.detection.rule->id.value);
  }
  EXPECT_THAT(ids, ElementsAre("metals", "t"));
}

TEST(NearMisses, AreOfRulesThatAlert) {
  NearMissesOf near_misses("  - {id: t, name: T, query: zinc AND tin, alert: false}\n");
  EXPECT_THAT(near_misses.in("zinc"), IsEmpty());
}

TEST(NearMisses, AreNotLookedForUnlessAskedFor) {
  NearMissesOf near_misses(topic("t", "zinc AND tin"), std::nullopt);
  EXPECT_THAT(near_misses.in("zinc"), IsEmpty());
}

TEST(NearMisses, TakeTheMarginThatIsGiven) {
  NearMissesOf none(topic("t", "score>=10 { zinc^5 copper^5 }"), 20);
  EXPECT_THAT(none.in("zinc"), IsEmpty());
  NearMissesOf half(topic("t", "score>=10 { zinc^5 copper^5 }"), 50);
  EXPECT_EQ(half.in("zinc").size(), 1U);
}

}  // namespace
}  // namespace newswatch::detectors
