#include "alerts/explanation.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "alerts/json_text.h"
#include "tests/alerts/samples.h"

namespace newswatch::alerts {
namespace {

Explanation explanation_of(const articles::Article& article) {
  return {.clause = "china AND NOT taiwan",
          .matched = true,
          .hits = {place_of(article, Field::Body, "China")},
          .parts = {{.clause = "china",
                     .matched = true,
                     .hits = {place_of(article, Field::Body, "China")},
                     .parts = {}},
                    {.clause = "NOT taiwan", .matched = false, .hits = {}, .parts = {}}}};
}

TEST(Explanation, IsATreeInJson) {
  const Sample sample;
  const auto json = nlohmann::json::parse(json_object([&](JsonText& object) {
    put_explanation(object, sample.article, explanation_of(sample.article));
  }));
  const auto begin = sample.article.body.find("China");
  EXPECT_EQ(json["clause"], "china AND NOT taiwan");
  EXPECT_EQ(json["matched"], true);
  ASSERT_EQ(json["parts"].size(), 2U);
  EXPECT_EQ(json["parts"][0]["hits"][0]["begin"], begin);
  EXPECT_EQ(json["parts"][0]["hits"][0]["text"], "China");
  EXPECT_EQ(json["parts"][1]["matched"], false);
  EXPECT_TRUE(json["parts"][1]["hits"].empty());
  EXPECT_FALSE(json["parts"][1].contains("parts"));
}

TEST(Explanation, IsATreeInText) {
  const Sample sample;
  EXPECT_EQ(explanation_text(sample.article, explanation_of(sample.article)),
            "yes china AND NOT taiwan\n"
            "      body 48-53: China\n"
            "  yes china\n"
            "        body 48-53: China\n"
            "  no  NOT taiwan\n");
}

}  // namespace
}  // namespace newswatch::alerts
