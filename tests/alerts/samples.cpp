#include "tests/alerts/samples.h"

#include "alerts/json_fields.h"

namespace newswatch::alerts {

Place place_of(const articles::Article& article, Field field, const std::string& text) {
  const auto at = static_cast<std::uint32_t>(text_of(article, field).find(text));
  return {field, {at, at + static_cast<std::uint32_t>(text.size())}};
}

Sample::Sample() {
  article.id.value = "article-1";
  article.version = "2";
  article.url = "https://news.example/1";
  article.title = "Blinken urges China to act on fentanyl";
  article.body =
      "Antony Blinken — the top diplomat — said “China” must cooperate on fentanyl.\n\n"
      "Blinken left.";
  article.byline = "Jane Doe";
  article.source = {"The Example", "news.example", "GB"};
  article.lang = "en";
  article.published_at = parse_rfc3339("2023-06-18T10:00:00Z");
  article.date_doubt = articles::DateDoubt::None;
  article.received_at = parse_rfc3339("2023-06-18T10:00:05.250Z");

  topic_rule = {.id = RuleId("fentanyl-policy"),
                .name = "Fentanyl policy",
                .severity = "high",
                .labels = {{"desk", "americas"}, {"a", "b"}},
                .version = "0123456789abcdef0123456789abcdef"};
  official_rule = {.id = RuleId("antony-blinken"),
                   .name = "Antony Blinken",
                   .severity = "medium",
                   .labels = {},
                   .version = "fedcba9876543210fedcba9876543210"};

  const auto mention = [&](Place place, std::string_view by, double confidence) {
    findings.mentions.push_back({.official = official_rule.id,
                                 .name = official_rule.name,
                                 .role = "Secretary of State",
                                 .former_role = "",
                                 .country = "US",
                                 .resolved_by = by,
                                 .confidence = confidence,
                                 .place = place});
  };
  const Place title = place_of(article, Field::Title, "Blinken");
  const Place full = place_of(article, Field::Body, "Antony Blinken");
  mention(title, "surname", 0.8);
  mention(full, "full_name", 0.98);

  findings.detections.push_back({Kind::Topic,
                                 &topic_rule,
                                 {{place_of(article, Field::Title, "fentanyl"), "fentanyl"},
                                  {place_of(article, Field::Body, "cooperate"), "cooperat*"},
                                  {place_of(article, Field::Body, "fentanyl"), "fentanyl"}},
                                 {},
                                 {}});
  findings.detections.push_back({Kind::Official,
                                 &official_rule,
                                 {{title, "Antony Blinken"}, {full, "Antony Blinken"}},
                                 {0, 1},
                                 {}});
}

}  // namespace newswatch::alerts
