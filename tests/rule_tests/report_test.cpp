#include "rule_tests/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "articles/article_decoder.h"
#include "tests/articles/default_fields.h"

namespace newswatch::rule_tests {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view kRules = R"(
topics:
  - {id: ports, name: Ports, query: '(strike* OR walkout*) NEAR/10 port AND NOT title:film'}
  - {id: weighed, name: Weighed, query: 'score>=3 { ports^2 strike*^1x3 }'}
  - {id: untested, name: Untested, query: zinc}
officials:
  - id: jane-doe
    name: Jane Doe
    roles: [{title: Minister of Transport, country: US, from: 2024-03-01}]
)";

/// A folder with the rules above, and test files of its own.
class RuleTests : public testing::Test {
 protected:
  RuleTests() : folder_(fs::temp_directory_path() / ("rule-tests-" + std::to_string(getpid()))) {
    fs::create_directories(folder_);
    write("rules.yaml", kRules);
  }
  ~RuleTests() override { fs::remove_all(folder_); }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
  }
  /// Runs one test of the rules.
  Report run(const std::string& test, bool mutate = false) {
    write("one.test.yaml", "tests:\n" + test);
    rules::Problems problems;
    auto reports = run_test_files({folder_.string()}, decoder_, mutate, problems);
    for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
    return reports.empty() ? Report{} : std::move(reports.front());
  }
  std::vector<std::string> failures(const std::string& test) {
    auto report = run(test);
    return report.tests.empty() ? std::vector<std::string>{"no test"} : report.tests[0].failures;
  }
  std::vector<std::string> errors(const std::string& text) {
    write("one.test.yaml", text);
    rules::Problems problems;
    EXPECT_THAT(run_test_files({folder_.string()}, decoder_, false, problems), IsEmpty());
    std::vector<std::string> messages;
    for (const rules::Problem& problem : problems.errors) messages.push_back(to_string(problem));
    return messages;
  }

  const fs::path folder_;
  articles::ArticleDecoder decoder_{{.fields = articles::default_fields()}};
};

TEST_F(RuleTests, KnowMappedFields) {
  write("rules.yaml", "topics: [{id: ports, name: Ports, query: 'port AND tags:(strike OR 5)'}]\n");
  write("one.test.yaml", R"(tests:
  - {name: Text, article: {title: Port, tags: [sea, Strike]}, alerts: [{rule: ports}]}
  - {name: Number, article: {title: Port, tags: 5}, alerts: [{rule: ports}]}
  - {name: Absent, article: {title: Port}, silent: true}
)");
  articles::DecoderOptions options{.fields = articles::default_fields()};
  options.fields.metadata = {{"tags", articles::pointers({"/tags"})}};
  articles::ArticleDecoder decoder(options);
  rules::Problems problems;
  const auto reports =
      run_test_files({folder_.string()}, decoder, false, problems, {.metadata = {"tags"}});
  for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_EQ(reports[0].tests.size(), 3U);
  EXPECT_EQ(reports[0].failed, 0U) << report_text(reports[0]);
  ASSERT_TRUE(reports[0].topics.contains("ports"));
  EXPECT_GT(reports[0].topics.at("ports").clauses, 1U);
}

constexpr auto kArticle = R"(  - name: A strike
    article: {title: Vote, body: The port strike of strikes. Jane Doe spoke., published_at: 2025-02-03T08:00:00Z}
)";

std::string test_of(const std::string& expectations) { return kArticle + expectations; }

TEST_F(RuleTests, PassWhenEverythingIsAsExpected) {
  EXPECT_THAT(failures(test_of(R"(
    nothing_else: true
    alerts:
      - rule: ports
        words: [port, strike]
        matches: [{text: strike, field: body, begin: 9, end: 15}, {text: port}]
      - rule: jane-doe
        words: [Jane Doe]
        officials: [{id: jane-doe, role: Minister of Transport, former_role: ~, resolved_by: full_name}]
)")),
              IsEmpty());
}

TEST_F(RuleTests, TellWhatIsOtherwise) {
  EXPECT_THAT(failures(test_of("    alerts: [{rule: ports, words: [strike]}]\n")),
              ElementsAre("ports: expected the words \"strike\", found \"port\", \"strike\""));
  EXPECT_THAT(
      failures(test_of("    alerts: [{rule: ports, matches: [{text: strike, begin: 4}]}]\n")),
      ElementsAre(HasSubstr("no match \"strike\" as expected; found \"port\" (body 4-8)")));
  EXPECT_THAT(failures(test_of("    alerts: [{rule: ports, score: 2}]\n")),
              ElementsAre("ports: expected the score 2, but it has no weights"));
  EXPECT_THAT(failures(test_of("    silent: [ports]\n")),
              ElementsAre(HasSubstr("ports: expected silence, but it found \"port\"")));
  EXPECT_THAT(
      failures(test_of("    silent: true\n")),
      ElementsAre(HasSubstr("jane-doe: expected silence"), HasSubstr("ports: expected silence")));
  EXPECT_THAT(
      failures(
          test_of("    alerts: [{rule: jane-doe, officials: [{id: jane-doe, role: Mayor}]}]\n")),
      ElementsAre(
          "jane-doe: expected the role \"Mayor\" of jane-doe, found \"Minister of Transport\""));
  EXPECT_THAT(
      failures(test_of("    alerts: [{rule: jane-doe, officials: [{id: jane-doe, role: ~}]}]\n")),
      ElementsAre(HasSubstr("expected the role none")));
  EXPECT_THAT(
      failures(test_of(
          "    alerts: [{rule: ports, officials: [{id: jane-doe, resolved_by: surname}]}]\n")),
      ElementsAre("ports: no mention of jane-doe by surname"));
}

TEST_F(RuleTests, TellWhatIsSilent) {
  EXPECT_THAT(failures(test_of("    alerts: [{rule: weighed, score: 3}]\n")),
              ElementsAre("weighed: expected an alert, but it is silent"));
}

TEST_F(RuleTests, CompareScores) {
  const std::string ports =
      "  - {name: x, article: {title: Strike in ports}, alerts: [{rule: weighed, ";
  EXPECT_THAT(failures(ports + "score: 3}]}\n"), IsEmpty());
  EXPECT_THAT(failures(ports + "score: 4}]}\n"),
              ElementsAre("weighed: expected the score 4, found 3"));
}

TEST_F(RuleTests, LeaveRulesAloneThatTheyDoNotName) {
  EXPECT_THAT(failures(test_of("    alerts: [{rule: ports}]\n")), IsEmpty());
}

TEST_F(RuleTests, TakeArticlesFromFiles) {
  write("articles.ndjson", R"({"id": "one", "title": "Calm"}

{"id": "two", "title": "Port strike"}
)");
  EXPECT_THAT(failures("  - {name: First, article_file: articles.ndjson, silent: true}\n"),
              IsEmpty());
  EXPECT_THAT(failures("  - {name: Second, article_file: articles.ndjson, article_id: two, alerts: "
                       "[{rule: ports, words: [Port, strike]}]}\n"),
              IsEmpty());
}

TEST_F(RuleTests, CountTheClausesThatArticlesMeet) {
  const Report report = run(test_of("    alerts: [{rule: ports}]\n"));
  ASSERT_TRUE(report.topics.contains("ports"));
  const auto& ports = report.topics.at("ports");
  EXPECT_EQ(ports.clauses, 9U);
  EXPECT_THAT(ports.uncovered, ElementsAre("walkout*", "title:film", "film"));
  EXPECT_THAT(report.untested, ElementsAre("weighed", "untested"));
  const auto json = report_json(report);
  EXPECT_EQ(json["coverage"]["covered"], 6);
  EXPECT_EQ(json["coverage"]["topics"]["ports"]["uncovered"].size(), 3U);
  EXPECT_FALSE(json.contains("mutation"));
  EXPECT_THAT(report_text(report), HasSubstr("ports: never met: walkout*"));
}

TEST_F(RuleTests, NameTheClausesThatNoTestNeeds) {
  const Report report = run(test_of("    alerts: [{rule: ports, words: [port, strike]}]\n"), true);
  std::vector<std::string> removed;
  for (const Survivor& survivor : report.survivors) removed.push_back(survivor.removed);
  EXPECT_THAT(removed, testing::UnorderedElementsAre("walkout*", "NOT title:film", "title:"));
  EXPECT_EQ(report.mutants, 6U);
  EXPECT_EQ(report_json(report)["mutation"]["survivors"].size(), 3U);
  EXPECT_THAT(report_text(report), HasSubstr("3 of 6 removed clauses make a test fail"));
}

TEST_F(RuleTests, RefuseWhatTheyCanNotRead) {
  EXPECT_THAT(errors("tests: [{name: x, article: {title: y}, alerts: [{rule: prots}]}]"),
              ElementsAre(HasSubstr("no rule \"prots\" that raises alerts")));
  EXPECT_THAT(errors("tests: [{name: x, article: {title: y}, alrts: [{rule: ports}]}]"),
              testing::Contains(HasSubstr("unknown key \"alrts\"; did you mean \"alerts\"?")));
  EXPECT_THAT(errors("tests: [{name: x, article: {title: y}}]"),
              ElementsAre(HasSubstr("a test needs \"alerts\"")));
  EXPECT_THAT(errors("tests: [{name: x, silent: true}]"),
              ElementsAre(HasSubstr("either \"article\" or \"article_file\"")));
  EXPECT_THAT(errors("tests: [{name: x, article: {body: ''}, silent: true}]"),
              ElementsAre(HasSubstr("no usable article: ")));
  EXPECT_THAT(errors("tests: [{name: x, article_file: none.ndjson, silent: true}]"),
              ElementsAre(HasSubstr("can't be read")));
  EXPECT_THAT(
      errors("tests: [{name: x, article: {title: y}, alerts: [{rule: ports, score: many}]}]"),
      ElementsAre(HasSubstr("expected a whole number instead of \"many\"")));
  EXPECT_THAT(errors("rules: none.yaml\ntests: [{name: x, article: {title: y}, silent: true}]"),
              testing::Contains(HasSubstr("none.yaml")));
  EXPECT_THAT(errors("tests: []"), ElementsAre(HasSubstr("needs \"tests\"")));
}

TEST_F(RuleTests, SayWhenThereAreNone) {
  rules::Problems problems;
  run_test_files({folder_.string()}, decoder_, false, problems);
  ASSERT_EQ(problems.errors.size(), 1U);
  EXPECT_THAT(problems.errors[0].message, HasSubstr("holds no file that ends in .test.yaml"));
}

}  // namespace
}  // namespace newswatch::rule_tests
