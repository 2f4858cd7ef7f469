#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "detectors/topics/query_index.h"
#include "rules/query_parser.h"
#include "rules/query_references.h"
#include "tests/detectors/topics/reference_matcher.h"

// Every operator inside every other: each pair is read, and means what the reference says.

namespace newswatch::detectors::topics {
namespace {

struct Form {
  std::string_view name;
  std::string_view text;
};

constexpr Form kInner[] = {
    {"Word", "alpha"},
    {"Phrase", "\"alpha beta\""},
    {"PhraseWithAnyWord", "\"alpha * gamma\""},
    {"Sloppy", "\"gamma alpha\"~2"},
    {"Wildcard", "alp*"},
    {"Fuzzy", "alpah~1"},
    {"Regex", "/al.ha/"},
    {"Exact", "raw:Alpha"},
    {"Stem", "stem:alphas"},
    {"And", "alpha AND gamma"},
    {"AndNot", "alpha AND NOT omega"},
    {"Or", "alpha OR gamma"},
    {"Not", "NOT omega"},
    {"Near", "alpha NEAR/3 gamma"},
    {"OrderedNear", "alpha ONEAR/3 gamma"},
    {"NotNear", "alpha NOT NEAR/1 omega"},
    {"Sentence", "alpha SENT gamma"},
    {"Paragraph", "alpha PARA gamma"},
    {"Title", "title:alpha"},
    {"Body", "body:alpha"},
    {"Lead", "lead:alpha"},
    {"Author", "author:alpha"},
    {"Count", "alpha{1,2}"},
    {"CountOfNone", "alpha{0,2}"},
    {"Positions", "alpha[0..4]"},
    {"AtLeast", "(alpha gamma omega)@2"},
    {"Metadata", "lang:en"},
    {"Rule", "@other"},
    {"Official", "official:doe"},
    {"Role", "role:xa-minister"},
    {"Score", "score>=3 { alpha^2 gamma^1x2 omega^-1 }"},
    {"Said", "said:alpha"},
    {"Quote", "quote(speaker:doe text:(alpha OR gamma))"},
    {"QuoteOfAnything", "quote(speaker:doe)"},
};

constexpr Form kOuter[] = {
    {"And", "({}) AND delta"},
    {"Or", "({}) OR delta"},
    {"Not", "delta AND NOT ({})"},
    {"Near", "({}) NEAR/5 delta"},
    {"NearOnTheRight", "delta NEAR/5 ({})"},
    {"OrderedNear", "({}) ONEAR/5 delta"},
    {"NotNear", "({}) NOT NEAR/0 zeta"},
    {"NotNearOnTheRight", "delta NOT NEAR/0 ({})"},
    {"Sentence", "({}) SENT delta"},
    {"Paragraph", "({}) PARA delta"},
    {"Title", "title:({})"},
    {"Body", "body:({})"},
    {"Lead", "lead:({})"},
    {"Count", "({}){{1,}}"},
    {"Positions", "({})[0..9]"},
    {"AtLeast", "ATLEAST/2(({}) delta zeta)"},
    {"Score", "score>=2 {{ ({})^2 delta^1x2 zeta^-1 }}"},
    {"Said", "said:({})"},
    {"Quote", "quote(speaker:(doe OR country:XA) text:({}))"},
};

struct Article {
  std::string_view title, body, author;
};

constexpr Article kArticles[] = {
    {"Alpha", "Alpha beta gamma delta. Zeta omega alpha.\n\nDelta alone.", "Alpha"},
    {"Delta", "gamma x alpha. delta zeta", ""},
    {"", "alpha, alpha; delta! gamma omega", "gamma"},
    {"omega", "nothing here", "delta"},
};

/// @return the query with its references looked up, or why it is refused.
Result<rules::Query> read(const std::string& text) {
  auto parsed = rules::parse_query(text);
  if (!parsed) return Unexpected(parsed.error());
  const auto other = rules::parse_query("alpha NEAR/3 gamma");
  const rules::ReferenceTargets targets{.topic = [&](const std::string&) { return &other->query; },
                                        .topics = {"other"},
                                        .officials = {"doe"},
                                        .roles = {"xa-minister"}};
  return rules::with_references("nested", parsed->query, text, targets);
}

class Nested : public testing::TestWithParam<std::tuple<Form, Form>> {};

TEST_P(Nested, MeansWhatTheReferenceSays) {
  const auto& [outer, inner] = GetParam();
  const std::string text = fmt::format(fmt::runtime(outer.text), inner.text);
  const auto query = read(text);
  if (!query) {
    // What nobody can mean: no place to measure from, another field, or nothing required.
    EXPECT_THAT(query.error().message, testing::AnyOf(testing::HasSubstr("has no place for"),
                                                      testing::HasSubstr("can never match"),
                                                      testing::HasSubstr("no required word")))
        << text;
    return;
  }
  QueryIndex index;
  index.add(*query, {});
  index.build();
  QueryIndex::Session session(index);
  text::Analyser analyser;
  for (const Article& sample : kArticles) {
    articles::Article article;
    article.title = sample.title;
    article.body = sample.body;
    article.byline = sample.author;
    article.lang = "en-GB";
    const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
    alerts::Findings found;
    if (!analysis.of(Field::Body).tokens.empty()) {
      found.mentions.push_back({.official = RuleId{"doe"},
                                .name = "Doe",
                                .role = "Minister",
                                .former_role = "",
                                .country = "XA",
                                .resolved_by = "full_name",
                                .confidence = 1,
                                .place = {Field::Body, analysis.of(Field::Body).tokens[1].span}});
      alerts::Quotation quotation;
      quotation.place = {Field::Body, {0, static_cast<std::uint32_t>(sample.body.size() / 2)}};
      quotation.speaker = alerts::Speaker{"doe", "Doe", {}};
      found.quotations.push_back(quotation);
    }
    const ReferenceMatcher reference(article, analysis, found);
    EXPECT_EQ(!session.match(article, analysis, found).empty(), reference.matches(*query))
        << text << " in " << article.body;
    EXPECT_EQ(session.explain(0).hits.size(), reference.hits(*query).size())
        << text << " in " << article.body;
  }
}

/// Of the pairs that measure a place, only conditions are refused.
TEST(Nesting, RefusesConditionsAloneAsSidesOfNear) {
  for (const Form& inner : kInner) {
    const bool condition =
        inner.name == "Not" || inner.name == "Metadata" || inner.name == "CountOfNone";
    const bool elsewhere = inner.name == "Author";
    const auto query = read(fmt::format("({}) NEAR/5 delta", inner.text));
    EXPECT_EQ(!query, condition || elsewhere) << inner.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Operators, Nested,
                         testing::Combine(testing::ValuesIn(kOuter), testing::ValuesIn(kInner)),
                         [](const auto& test) {
                           return fmt::format("{}Of{}", std::get<0>(test.param).name,
                                              std::get<1>(test.param).name);
                         });

}  // namespace
}  // namespace newswatch::detectors::topics
