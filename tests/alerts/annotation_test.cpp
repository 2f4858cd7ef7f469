#include "alerts/annotation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/alerts/samples.h"
#include "tests/alerts/schema.h"
#include "tests/alerts/wound.h"

namespace newswatch::alerts {
namespace {

using nlohmann::json;
using testing::IsEmpty;

/// The sample with something of each sort found in it.
json full_annotation() {
  Sample sample;
  sample.article.metadata = {{"section", {"politics"}}};
  const Place words = place_of(sample.article, Field::Body, "China");
  const Place cue = place_of(sample.article, Field::Body, "Antony Blinken");
  sample.findings.quotations.push_back(
      {.place = words,
       .kind = QuotationKind::Mixed,
       .speaker = Speaker{.official = "antony-blinken", .name = "Antony Blinken", .place = cue},
       .cue = "said",
       .rule = "cue_before",
       .confidence = 0.9});
  sample.findings.stances.push_back({.source = "US",
                                     .target = "CN",
                                     .act = "urges",
                                     .quad = Quad::VerbalConflict,
                                     .claimed_by = "antony-blinken",
                                     .place = cue});
  return json::parse(annotation_json(sample.article, sample.findings));
}

TEST(Annotation, ShowsTheArticleAndEveryMention) {
  const Sample sample;
  const std::string text = annotation_json(sample.article, sample.findings);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  const json annotation = json::parse(text);
  EXPECT_EQ(annotation["article"]["id"], "article-1");
  EXPECT_EQ(annotation["lang"], "en");
  ASSERT_EQ(annotation["mentions"].size(), 2U);
  EXPECT_EQ(annotation["mentions"][1], (json{{"id", "antony-blinken"},
                                             {"name", "Antony Blinken"},
                                             {"role", "Secretary of State"},
                                             {"former_role", nullptr},
                                             {"country", "US"},
                                             {"resolved_by", "full_name"},
                                             {"confidence", 0.98},
                                             {"field", "body"},
                                             {"begin", 0},
                                             {"end", 14},
                                             {"text", "Antony Blinken"}}));
}

TEST(Annotation, ShowsWhatMappedFieldsSay) {
  articles::Article article;
  article.metadata = {{"section", {"politics"}}, {"tags", {"a", "b"}}};
  article.id.value = "1";
  const json annotation = json::parse(annotation_json(article, {}));
  EXPECT_THAT(annotation_schema_errors(annotation), IsEmpty());
  EXPECT_EQ(annotation["metadata"],
            (json{{"section", {"politics"}}, {"tags", json::array({"a", "b"})}}));
}

TEST(Annotation, SaysThatNothingWasFound) {
  articles::Article article;
  article.id.value = "1";
  article.body = "Nothing.";
  const std::string text = annotation_json(article, {});
  EXPECT_EQ(text,
            R"({"article":{"id":"1"},"lang":null,"mentions":[],"quotations":[],"stance":[]})");
  EXPECT_THAT(annotation_schema_errors(json::parse(text)), IsEmpty());
}

TEST(Annotation, SaysThatItWasTooLarge) {
  const json annotation = json::parse(truncated_annotation_json(ArticleId("1")));
  EXPECT_EQ(annotation["article"], (json{{"id", "1"}}));
  EXPECT_EQ(annotation["truncated"], true);
  EXPECT_THAT(annotation_schema_errors(annotation), IsEmpty());
}

TEST(Annotation, HasAnIdOfArticleAndVersionAlone) {
  Sample sample;
  const Annotation annotation = make_annotation(sample.article, sample.findings);
  EXPECT_EQ(annotation.article, sample.article.id);
  EXPECT_EQ(annotation.json, annotation_json(sample.article, sample.findings));
  EXPECT_EQ(make_annotation(sample.article, {}).id, annotation.id);
  sample.article.version = "3";
  EXPECT_NE(make_annotation(sample.article, sample.findings).id, annotation.id);
}

/// One wound to a valid annotation.
const Wound kWounds[] = {
    {"NoArticle", "/article", kRemoved},
    {"ArticleWithoutId", "/article/id", kRemoved},
    {"NoLanguage", "/lang", kRemoved},
    {"EmptyLanguage", "/lang", ""},
    {"MetadataIsText", "/metadata/section", "politics"},
    {"EmptyMetadata", "/metadata", json::object()},
    {"NoMentions", "/mentions", kRemoved},
    {"MentionWithoutPlace", "/mentions/0/begin", kRemoved},
    {"MentionOfNobody", "/mentions/0/id", kRemoved},
    {"UnknownWay", "/mentions/0/resolved_by", "guess"},
    {"ConfidenceAboveOne", "/mentions/0/confidence", 1.1},
    {"NoQuotations", "/quotations", kRemoved},
    {"UnknownKindOfQuotation", "/quotations/0/kind", "loud"},
    {"QuotationWithoutPlace", "/quotations/0/end", kRemoved},
    {"SpeakerWithoutName", "/quotations/0/speaker/name", kRemoved},
    {"NoStance", "/stance", kRemoved},
    {"UnknownQuad", "/stance/0/quad", "love"},
    {"StanceWithoutTarget", "/stance/0/target", kRemoved},
    {"TruncatedWithFindings", "/truncated", true},
    {"NotTruncated", "/truncated", false},
};

class MutilatedAnnotation : public testing::TestWithParam<Wound> {};

TEST_P(MutilatedAnnotation, IsRefusedByTheSchema) {
  json annotation = full_annotation();
  ASSERT_THAT(annotation_schema_errors(annotation), IsEmpty());
  GetParam().inflict(annotation);
  EXPECT_THAT(annotation_schema_errors(annotation), testing::Not(IsEmpty()));
}

INSTANTIATE_TEST_SUITE_P(Schema, MutilatedAnnotation, testing::ValuesIn(kWounds),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::alerts
