#include "daemon/replay/archive_stats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;

articles::Article article(std::string lang, std::string domain, int day) {
  articles::Article article;
  article.lang = std::move(lang);
  article.source.domain = std::move(domain);
  article.published_at = Timestamp(Date(std::chrono::year(2026) / 11 / day));
  article.date_doubt = articles::DateDoubt::None;
  return article;
}

/// Two parts of an archive, added.
ArchiveStats sample() {
  const RuleSummary floods{
      .id = RuleId("floods"), .name = "", .severity = "", .labels = {}, .version = ""};
  alerts::Findings met;
  met.detections.push_back({});
  met.detections.back().rule = &floods;
  ArchiveStats first, second;
  first.add(article("en", "a.example", 1), met);
  first.add(article("en", "b.example", 1), {});
  second.add(article("de", "a.example", 3), met);
  second.add(articles::Article(), {});
  second.dead_letters = 1;
  first.add(second);
  return first;
}

TEST(ArchiveStats, CountWhatTheArchiveHolds) {
  const ArchiveStats stats = sample();
  std::ostringstream out;
  write_json(stats, {"floods", "rain"}, out);
  const auto json = nlohmann::json::parse(out.str());
  EXPECT_EQ(json["articles"], 4);
  EXPECT_EQ(json["undated"], 1);
  EXPECT_EQ(json["dead_letters"], 1);
  EXPECT_EQ(json["languages"], (nlohmann::json{{"en", 2}, {"de", 1}, {"", 1}}));
  EXPECT_EQ(json["sources"], (nlohmann::json{{"a.example", 2}, {"b.example", 1}, {"", 1}}));
  EXPECT_EQ(json["days"], (nlohmann::json{{"2026-11-01", 2}, {"2026-11-03", 1}}));
  EXPECT_EQ(json["rules"]["floods"]["articles"], 2);
  EXPECT_EQ(json["rules"]["rain"]["articles"], 0);
}

TEST(ArchiveStats, TellOfRulesThatNeverFire) {
  std::ostringstream text, html;
  write_text(sample(), {"floods", "rain"}, text);
  EXPECT_THAT(text.str(), HasSubstr("4 articles of 2026-11-01 to 2026-11-03, 1 a day; 1 without a "
                                    "date to trust; 1 records are none"));
  EXPECT_THAT(text.str(), HasSubstr("floods  |█ █|"));
  EXPECT_THAT(text.str(), HasSubstr("         0            rain\n"));
  write_html(sample(), {"floods", "rain"}, html);
  EXPECT_THAT(html.str(), HasSubstr("<td>rain</td><td>0</td>"));
}

TEST(ArchiveStats, CanBeOfNothing) {
  std::ostringstream text, json, html;
  write_text({}, {}, text);
  write_json({}, {}, json);
  write_html({}, {}, html);
  EXPECT_THAT(text.str(), HasSubstr("0 articles"));
  EXPECT_EQ(nlohmann::json::parse(json.str())["articles"], 0);
  EXPECT_THAT(html.str(), HasSubstr("0 articles"));
}

}  // namespace
}  // namespace newswatch::daemon
