#include "tests/detectors/topics/reference_matcher.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "alerts/article_json.h"
#include "detectors/detector_set.h"
#include "rules/query_parser.h"
#include "tests/detectors/topics/random_queries.h"

namespace newswatch::detectors::topics {
namespace {

constexpr int kQueries = 3000;
constexpr int kArticles = 40;

/// Another seed every run finds more; the one of a failure repeats it.
std::uint32_t seed() {
  const char* given = std::getenv("NEWSWATCH_TEST_SEED");
  return given == nullptr ? std::random_device()() : static_cast<std::uint32_t>(std::atoll(given));
}

std::string id_of(std::size_t index) { return fmt::format("topic-{:05}", index); }

class Reference : public testing::Test {
 protected:
  Reference() {
    RecordProperty("seed", std::to_string(seed_));
    for (int i = 0; i < kQueries; ++i) add(random_.query());
    rules::Problems problems;
    set_ = DetectorSet::read(yaml_, "random.yaml", problems);
    for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  }

  /// Keeps what the parser accepts; it refuses queries without a required word and the like.
  void add(const rules::Query& query) {
    const std::string text = to_string(query);
    const auto parsed = rules::parse_query(text);
    if (!parsed) return;
    EXPECT_EQ(parsed->query, query) << text;
    yaml_ += fmt::format("  - {{id: {}, name: Random, query: {}}}\n", id_of(queries_.size()),
                         nlohmann::json(text).dump());
    queries_.push_back(query);
  }

  static std::string described(const articles::Article& article) {
    return nlohmann::json{article.title, article.body, article.byline}.dump();
  }

  const std::uint32_t seed_ = seed();
  const testing::ScopedTrace trace_{__FILE__, __LINE__,
                                    fmt::format("repeat with NEWSWATCH_TEST_SEED={}", seed_)};
  RandomQueries random_{seed_};
  std::string yaml_ = "topics:\n";
  std::vector<rules::Query> queries_;
  std::shared_ptr<const DetectorSet> set_;
  text::Analyser analyser_;
};

std::vector<std::string> ids(const alerts::Findings& found) {
  std::vector<std::string> all;
  for (const alerts::Detection& detection : found.detections)
    all.push_back(detection.rule->id.value);
  return all;
}

std::vector<Place> places(const ReferenceMatcher::Stretches& stretches,
                          const text::Analysis& analysis) {
  std::vector<Place> all;
  for (const auto& [field, first, last] : stretches) {
    const auto& tokens = analysis.of(field).tokens;
    all.push_back({field, {tokens[first].span.begin, tokens[last].span.end}});
  }
  return all;
}

TEST_F(Reference, AgreesWithTheEngineOnWhichTopicsAreMet) {
  ASSERT_TRUE(set_);
  ASSERT_GT(queries_.size(), kQueries / 2U);
  const auto scratches = set_->make_scratches();
  std::size_t met = 0;
  for (int i = 0; i < kArticles; ++i) {
    const articles::Article article = random_.article();
    const auto& analysis = analyser_.analyse({article.title, article.body, article.byline});
    alerts::Findings found;
    set_->detect(article, analysis, scratches, found, {});
    std::vector<std::string> expected;
    for (std::size_t q = 0; q < queries_.size(); ++q) {
      if (ReferenceMatcher(analysis).matches(queries_[q])) expected.push_back(id_of(q));
    }
    met += expected.size();
    std::vector<std::string> wrong;
    std::ranges::set_symmetric_difference(expected, ids(found), std::back_inserter(wrong));
    for (const std::string& id : wrong) {
      ADD_FAILURE() << to_string(queries_[std::stoul(id.substr(6))]) << "\nin "
                    << described(article);
    }
    ASSERT_FALSE(HasFailure());
  }
  EXPECT_GT(met, queries_.size()) << "random articles should meet random queries often";
}

TEST_F(Reference, AgreesWithTheEngineOnTheHits) {
  ASSERT_TRUE(set_);
  for (std::size_t q = 0; q < queries_.size(); ++q) {
    const articles::Article article = random_.article();
    const auto& analysis = analyser_.analyse({article.title, article.body, article.byline});
    const ReferenceMatcher reference(analysis);
    const auto explanation = set_->explain(id_of(q), article, analysis);
    ASSERT_TRUE(explanation);
    EXPECT_EQ(explanation->matched, reference.matches(queries_[q]));
    auto hits = explanation->hits;
    std::ranges::sort(hits);
    auto expected = places(reference.hits(queries_[q]), analysis);
    std::ranges::sort(expected);
    EXPECT_EQ(hits, expected) << to_string(queries_[q]) << "\nin " << described(article);
    ASSERT_FALSE(HasFailure());
  }
}

}  // namespace
}  // namespace newswatch::detectors::topics
