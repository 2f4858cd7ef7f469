#include "tests/detectors/topics/reference_matcher.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "alerts/json_fields.h"
#include "detectors/topics/query_index.h"
#include "rules/query_checks.h"
#include "rules/query_parser.h"
#include "tests/detectors/topics/random_queries.h"

namespace newswatch::detectors::topics {
namespace {

constexpr int kQueries = 4000;
constexpr int kArticles = 40;

/// Another seed every run finds more; the one of a failure repeats it.
std::uint32_t seed() {
  const char* given = std::getenv("NEWSWATCH_TEST_SEED");
  return given == nullptr ? std::random_device()() : static_cast<std::uint32_t>(std::atoll(given));
}

class Reference : public testing::Test {
 protected:
  Reference() {
    RecordProperty("seed", std::to_string(seed_));
    const WordFrequencies frequencies;
    for (int i = 0; i < kQueries; ++i) {
      const rules::Query query = random_.query();
      // It refuses queries without a required word, and others that nobody can mean.
      if (rules::check_query(query)) continue;
      index_.add(query, frequencies);
      queries_.push_back(query);
    }
    index_.build();
  }

  /// Reads the next random article.
  void next() {
    article_ = random_.article();
    analysis_ = &analyser_.analyse({article_.title, article_.body, article_.byline});
    found_ = random_.findings(*analysis_);
  }
  std::vector<std::uint32_t> expected() const {
    const ReferenceMatcher reference(article_, *analysis_, found_);
    std::vector<std::uint32_t> met;
    for (std::uint32_t q = 0; q < queries_.size(); ++q) {
      if (reference.matches(queries_[q])) met.push_back(q);
    }
    return met;
  }
  void expect_same(std::span<const QueryIndex::Met> met,
                   const std::vector<std::uint32_t>& expected) {
    std::vector<std::uint32_t> found, wrong;
    for (const QueryIndex::Met& one : met) found.push_back(one.query);
    std::ranges::sort(found);
    std::ranges::set_symmetric_difference(expected, found, std::back_inserter(wrong));
    for (const std::uint32_t q : wrong) {
      ADD_FAILURE() << (std::ranges::binary_search(expected, q) ? "should be met: " : "is met: ")
                    << to_string(queries_[q]) << "\nin " << described();
    }
  }
  std::string described() const {
    nlohmann::json mentions;
    for (const auto& m : found_.mentions) {
      mentions.push_back({m.official.value, m.role, static_cast<int>(m.place.field),
                          m.place.span.begin, m.place.span.end});
    }
    nlohmann::json quotations;
    for (const auto& q : found_.quotations) {
      quotations.push_back({q.speaker ? q.speaker->name : "", name_of(q.kind),
                            static_cast<int>(q.place.field), q.place.span.begin, q.place.span.end});
    }
    return nlohmann::json{article_.title,
                          article_.body,
                          article_.byline,
                          article_.lang,
                          article_.source.domain,
                          article_.source.country,
                          article_.metadata,
                          mentions,
                          quotations}
        .dump();
  }
  std::vector<Place> places(const ReferenceMatcher::Stretches& stretches) const {
    std::vector<Place> all;
    for (const auto& [field, first, last] : stretches) {
      const auto& tokens = analysis_->of(field).tokens;
      all.push_back({field, {tokens[first].span.begin, tokens[last].span.end}});
    }
    std::ranges::sort(all);
    return all;
  }

  const std::uint32_t seed_ = seed();
  const testing::ScopedTrace trace_{__FILE__, __LINE__,
                                    fmt::format("repeat with NEWSWATCH_TEST_SEED={}", seed_)};
  RandomQueries random_{seed_};
  std::vector<rules::Query> queries_;
  QueryIndex index_;
  text::Analyser analyser_;
  articles::Article article_;
  const text::Analysis* analysis_ = nullptr;
  alerts::Findings found_;
};

TEST_F(Reference, AgreesWithTheEngineOnWhichTopicsAreMet) {
  ASSERT_GT(queries_.size(), kQueries / 3U);
  QueryIndex::Session session(index_);
  std::size_t met = 0;
  for (int i = 0; i < kArticles && !HasFailure(); ++i) {
    next();
    const auto expected = this->expected();
    met += expected.size();
    expect_same(session.match(article_, *analysis_, found_), expected);
  }
  EXPECT_GT(met, queries_.size() / 4) << "random articles should meet random queries often";
}

TEST_F(Reference, AgreesWithTheEngineWhenItsIndexIsOff) {
  QueryIndex::Session session(index_);
  for (int i = 0; i < kArticles && !HasFailure(); ++i) {
    next();
    expect_same(session.match_all(article_, *analysis_, found_), expected());
  }
}

TEST_F(Reference, AgreesWithTheEngineOnTheHits) {
  QueryIndex::Session session(index_);
  for (std::uint32_t q = 0; q < queries_.size() && !HasFailure(); ++q) {
    next();
    session.match(article_, *analysis_, found_);
    const auto verdict = session.explain(q);
    const ReferenceMatcher reference(article_, *analysis_, found_);
    EXPECT_EQ(verdict.met, reference.matches(queries_[q]));
    std::vector<Place> hits;
    for (const Stretch hit : verdict.hits) hits.push_back(session.terms().place_of(hit));
    std::ranges::sort(hits);
    EXPECT_EQ(hits, places(reference.hits(queries_[q])))
        << to_string(queries_[q]) << "\nin " << described();
    if (queries_[q].kind == rules::Query::Kind::Score) {
      EXPECT_EQ(verdict.score, reference.score(queries_[q]))
          << to_string(queries_[q]) << "\nin " << described();
    }
  }
}

/// A match is a word of the query that lies in a hit of it, wherever the query has places.
TEST_F(Reference, FindsEachMatchOfTheEngineInsideAHit) {
  QueryIndex::Session session(index_);
  std::vector<alerts::Match> matches;
  for (int i = 0; i < kArticles && !HasFailure(); ++i) {
    next();
    const ReferenceMatcher reference(article_, *analysis_, found_);
    const auto found = session.match(article_, *analysis_, found_);
    for (const QueryIndex::Met& met : std::vector(found.begin(), found.end())) {
      session.collect(met, matches);
      const std::uint32_t q = met.query;
      EXPECT_TRUE(std::ranges::is_sorted(matches, {}, &alerts::Match::place));
      if (queries_[q].kind != rules::Query::Kind::Near) continue;
      EXPECT_FALSE(matches.empty()) << to_string(queries_[q]) << "\nin " << described();
      const auto hits = places(reference.hits(queries_[q]));
      for (const alerts::Match& match : matches) {
        const bool inside = std::ranges::any_of(hits, [&](const Place& hit) {
          return hit.field == match.place.field && hit.span.begin <= match.place.span.begin &&
                 match.place.span.end <= hit.span.end;
        });
        EXPECT_TRUE(inside) << to_string(queries_[q]) << "\nin " << described();
      }
    }
  }
}

/// What the index knows of a query without reading it tells the same words.
TEST_F(Reference, FindsTheSameWordsWithAndWithoutTheIndex) {
  QueryIndex::Session indexed(index_), reading(index_);
  std::vector<alerts::Match> found, expected;
  const auto is_same = [](const alerts::Match& one, const alerts::Match& other) {
    return one.place == other.place && one.clause == other.clause;
  };
  for (int i = 0; i < kArticles && !HasFailure(); ++i) {
    next();
    reading.match_all(article_, *analysis_, found_);
    for (const QueryIndex::Met& met : indexed.match(article_, *analysis_, found_)) {
      indexed.collect(met, found);
      reading.collect(QueryIndex::Met{.query = met.query}, expected);
      EXPECT_TRUE(std::ranges::equal(found, expected, is_same))
          << to_string(queries_[met.query]) << "\nin " << described();
      EXPECT_EQ(indexed.quoted(), reading.quoted());
    }
  }
}

/// The canonical form says the same as the tree. What refers to other rules is left out: a parser
/// does not know them.
TEST_F(Reference, MakesQueriesThatTheParserReadsBack) {
  const auto names_rule = [](const auto& self, const rules::Query& query) -> bool {
    return query.kind == rules::Query::Kind::Rule ||
           std::ranges::any_of(query.parts, [&](const rules::Query& p) { return self(self, p); });
  };
  const std::vector<std::string> mapped{"tags"};
  for (const rules::Query& query : queries_) {
    if (names_rule(names_rule, query)) continue;
    const auto parsed = rules::parse_query(to_string(query), {.metadata = mapped});
    ASSERT_TRUE(parsed) << to_string(query) << '\n' << parsed.error().message;
    EXPECT_EQ(parsed->query, query) << to_string(query) << '\n' << to_string(parsed->query);
  }
}

}  // namespace
}  // namespace newswatch::detectors::topics
