#include "alerts/annotation.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/alerts/samples.h"

namespace newswatch::alerts {
namespace {

using nlohmann::json;

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
  EXPECT_EQ(json::parse(annotation_json(article, {}))["metadata"],
            (json{{"section", {"politics"}}, {"tags", json::array({"a", "b"})}}));
}

TEST(Annotation, SaysThatNothingWasFound) {
  articles::Article article;
  article.id.value = "1";
  article.body = "Nothing.";
  EXPECT_EQ(annotation_json(article, {}), R"({"article":{"id":"1"},"lang":null,"mentions":[],"quotations":[],"stance":[]})");
}

}  // namespace
}  // namespace newswatch::alerts
