#include "daemon/replay/rules_diff.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/replay/diff_report.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;
using testing::UnorderedElementsAre;

/// An alert of `rule` in its version `version`, about one article of 1 November.
alerts::Alert alert(const std::string& rule, const std::string& article,
                    const std::vector<std::string>& words, const std::string& version = "1",
                    const std::string& severity = "low") {
  nlohmann::ordered_json matches = nlohmann::ordered_json::array();
  for (const std::string& word : words)
    matches.push_back({{"field", "body"}, {"begin", 0}, {"end", word.size()}, {"text", word}});
  const nlohmann::ordered_json event = {
      {"specversion", "1.0"},
      {"id", rule + version + article},
      {"subject", rule},
      {"time", "2026-11-01T08:00:00Z"},
      {"data",
       {{"kind", "topic"},
        {"rule", {{"id", rule}, {"severity", severity}, {"version", version}}},
        {"article",
         {{"id", article}, {"title", "On " + article}, {"source", {{"domain", "a.example"}}}}},
        {"matches", matches}}}};
  alerts::Alert alert;
  alert.id = rule + version + article;
  alert.rule.id = RuleId(rule);
  alert.json = event.dump();
  return alert;
}

RulesDiff diff(std::vector<alerts::Alert> before, std::vector<alerts::Alert> after,
               std::set<std::pair<std::string, std::string>> met_before = {}) {
  RulesDiff diff;
  diff.articles.days[Date(std::chrono::year(2026) / 11 / 1)] = 10;
  diff.rules["floods"] = {.in_old = true, .in_new = true};
  diff.add({.alerts = std::move(before), .met = std::move(met_before)},
           {.alerts = std::move(after)});
  return diff;
}

TEST(RulesDiff, FindsNothingWhereOnlyVersionsDiffer) {
  const auto found =
      diff({alert("floods", "a", {"flood"})}, {alert("floods", "a", {"flood"}, "2")});
  EXPECT_FALSE(found.rules.at("floods").is_any());
  EXPECT_EQ(found.rules.at("floods").before.total(), 1U);
  EXPECT_EQ(found.rules.at("floods").after.total(), 1U);
}

TEST(RulesDiff, FindsWhatIsGainedAndLostWithItsWords) {
  const auto found =
      diff({alert("floods", "a", {"flood"}), alert("floods", "b", {"Deluge"})},
           {alert("floods", "a", {"flood"}), alert("floods", "c", {"dyke", "Dyke"})});
  const RuleDiff& rule = found.rules.at("floods");
  EXPECT_THAT(rule.gained.words, ElementsAre(Pair("dyke", 1)));
  EXPECT_THAT(rule.lost.words, ElementsAre(Pair("deluge", 1)));
  EXPECT_EQ(rule.gained.newest.front().title, "On c");
  EXPECT_EQ(rule.gained.newest.front().source, "a.example");
  EXPECT_EQ(rule.changed.counts.total(), 0U);
}

TEST(RulesDiff, FindsWhatIsToldOtherwise) {
  const auto words =
      diff({alert("floods", "a", {"flood"})}, {alert("floods", "a", {"flood", "dyke"}, "2")});
  EXPECT_THAT(words.rules.at("floods").changed.words, ElementsAre(Pair("+dyke", 1)));
  const auto severity =
      diff({alert("floods", "a", {"flood"})}, {alert("floods", "a", {"flood"}, "2", "high")});
  EXPECT_EQ(severity.rules.at("floods").changed.counts.total(), 1U);
}

TEST(RulesDiff, KnowsWhatWasOnlyKeptBack) {
  const auto found = diff({}, {alert("floods", "a", {"flood"}), alert("floods", "b", {"flood"})},
                          {{"floods", "a"}});
  EXPECT_EQ(found.rules.at("floods").gained.counts.total(), 2U);
  EXPECT_EQ(found.rules.at("floods").gained.kept_back, 1U);
}

TEST(RulesDiff, TellsWhatSubscribersSaidOfTheAlerts) {
  RulesDiff diff;
  diff.rules["floods"] = {.in_old = true, .in_new = true};
  const auto judge = [&](const std::string& article, bool is_right, bool by_article = true) {
    diff.judged.add({.alert = by_article ? "of long ago" : "floods1" + article,
                     .rule = "floods",
                     .article = by_article ? article : "",
                     .by = "",
                     .is_right = is_right});
  };
  judge("stays", true);
  judge("other version", true, false);
  judge("lost", false);
  judge("gained", true);
  judge("elsewhere", true);
  diff.add(
      {.alerts = {alert("floods", "stays", {"flood"}), alert("floods", "other version", {"flood"}),
                  alert("floods", "lost", {"flood"})}},
      {.alerts = {alert("floods", "stays", {"flood"}),
                  alert("floods", "other version", {"flood"}, "2"),
                  alert("floods", "gained", {"dyke"}, "2")}});
  const auto counts = diff.judged.of_rule("floods");
  EXPECT_EQ(counts.before, (Tally{2, 1}));
  EXPECT_EQ(counts.after, (Tally{3, 0}));
  EXPECT_EQ(diff.rules.at("floods").lost.newest.front().verdicts, (Tally{0, 1}));

  std::ostringstream text, json, html;
  write_text(diff, text);
  EXPECT_THAT(text.str(), HasSubstr("4 of 5 verdicts are on alerts of these articles"));
  EXPECT_THAT(text.str(), HasSubstr("verdicts: precision 0.67 (2 right, 1 wrong) before, precision "
                                    "1.00 (3 right, 0 wrong) now"));
  EXPECT_THAT(text.str(), HasSubstr("1 lost (0 judged right, 1 wrong)"));
  EXPECT_THAT(text.str(), HasSubstr("[flood]  judged wrong"));
  write_json(diff, json);
  const auto rule = nlohmann::json::parse(json.str())["rules"]["floods"];
  EXPECT_EQ(rule["verdicts"]["lost"]["wrong"], 1);
  EXPECT_EQ(rule["verdicts"]["after"]["precision"], 1.0);
  EXPECT_EQ(rule["gained"]["newest"][0]["verdicts"]["right"], 1);
  write_html(diff, html);
  EXPECT_THAT(html.str(), HasSubstr("<em>judged wrong</em>"));
}

TEST(RulesDiff, KeepsTheNewestAndTheMostTypical) {
  DiffGroup group;
  const Timestamp begin(Date(std::chrono::year(2026) / 11 / 1));
  for (int i = 0; i < 300; ++i) {
    const bool is_odd = i % 100 == 7;
    group.add({.time = begin + std::chrono::hours(i),
               .title = is_odd ? fmt::format("Something else entirely {}", i)
                               : fmt::format("Flood defences fail again {}", i),
               .url = {},
               .source = {},
               .words = {"flood"}},
              false);
  }
  EXPECT_EQ(group.counts.total(), 300U);
  ASSERT_EQ(group.newest.size(), DiffGroup::kMostExamples);
  EXPECT_EQ(group.newest.front().title, "Flood defences fail again 299");
  EXPECT_EQ(group.newest.back().title, "Flood defences fail again 100");
  for (const DiffExample* example : group.most_typical(3))
    EXPECT_THAT(example->title, HasSubstr("Flood defences"));
}

TEST(RulesDiff, IsToldAsTextJsonAndHtml) {
  auto found = diff({alert("floods", "b", {"deluge"})}, {alert("floods", "<c>", {"dyke"})});
  found.rules["rain"] = {.in_old = false, .in_new = true};
  found.rules["wind"] = {.in_old = true, .in_new = true};
  std::ostringstream text, json, html;
  write_text(found, text);
  EXPECT_THAT(text.str(), HasSubstr("10 articles of 2026-11-01 to 2026-11-01: 1 alerts gained, 1 "
                                    "lost, 0 changed"));
  EXPECT_THAT(text.str(), HasSubstr("rain: a new rule"));
  EXPECT_THAT(text.str(), HasSubstr("1 rules raise the same alerts as before"));
  write_json(found, json);
  const auto read = nlohmann::json::parse(json.str());
  EXPECT_EQ(read["rules"]["floods"]["gained"]["alerts"], 1);
  EXPECT_EQ(read["rules"]["floods"]["lost"]["newest"][0]["title"], "On b");
  EXPECT_FALSE(read["rules"].contains("wind"));
  write_html(found, html);
  EXPECT_THAT(html.str(), HasSubstr("On &lt;c&gt;"));
  EXPECT_THAT(html.str(), HasSubstr("<mark>dyke</mark>"));
}

}  // namespace
}  // namespace newswatch::daemon
