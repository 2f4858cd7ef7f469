#include "rule_tests/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "detectors/registry.h"
#include "detectors/topics/topic_detector.h"
#include "rule_tests/mutation.h"
#include "rule_tests/test_run.h"

namespace newswatch::rule_tests {
namespace {

using detectors::DetectorSet;
using detectors::topics::TopicRule;
using nlohmann::ordered_json;

/// The topics below a path. It was read without errors before.
std::vector<TopicRule> topics_of(const std::string& path,
                                 const detectors::DetectorOptions& options) {
  rules::Problems problems;
  auto entries = rules::load_rule_files(path, detectors::section_names(), problems);
  const auto directory = detectors::directory_of(entries, options);
  std::erase_if(entries, [](const auto& entry) { return entry.section != "topics"; });
  return detectors::topics::read_topics(std::move(entries), directory, problems);
}

/// All tests of one rule file or folder.
class Suite {
 public:
  Suite(std::string rules, std::shared_ptr<const DetectorSet> set,
        const detectors::DetectorOptions& options)
      : set_(std::move(set)),
        scratches_(set_->make_scratches()),
        topics_(topics_of(rules, options)) {
    report_.rules = std::move(rules);
    std::erase_if(topics_, [](const TopicRule& topic) { return !topic.alert; });
  }

  void run(const TestFile& file) {
    for (const TestCase& test : file.tests) {
      auto run = std::make_unique<TestRun>(test, *set_, scratches_);
      TestResult result{file.path, test.position, test.name, run->failures()};
      cover(*run);
      if (result.failures.empty()) {
        passed_.push_back(std::move(run));
      } else {
        ++report_.failed;
      }
      report_.tests.push_back(std::move(result));
    }
  }

  Report finish(bool mutate) {
    report_.topics = coverage_.topics();
    for (const TopicRule& topic : topics_) {
      const std::string& id = topic.summary.id.value;
      if (!named_.contains(id)) {
        report_.topics.erase(id);
        report_.untested.push_back(id);
      } else if (mutate) {
        this->mutate(topic);
      }
    }
    return std::move(report_);
  }

 private:
  /// @param run  the last one.
  void cover(const TestRun& run) {
    for (const TopicRule& topic : topics_) {
      const std::string& id = topic.summary.id.value;
      if (!run.test().concerns(topic.summary.id)) continue;
      if (run.test().names(topic.summary.id)) named_.insert(id);
      const auto explanation = set_->explain(id, scratches_, run.findings());
      if (explanation) coverage_.add(id, *explanation);
    }
  }

  void mutate(const TopicRule& topic) {
    for (Mutant& mutant : mutants_of(topic.query)) {
      ++report_.mutants;
      TopicRule changed = topic;
      changed.query = std::move(mutant.query);
      std::vector<TopicRule> rule;
      rule.push_back(std::move(changed));
      if (survives(detectors::topics::TopicDetector(std::move(rule)), topic.summary.id)) {
        report_.survivors.push_back({topic.summary.id.value, mutant.removed});
      }
    }
  }

  /// Whether the tests that pass with the topic as it is pass with the changed one too.
  bool survives(const detectors::topics::TopicDetector& detector, const RuleId& rule) const {
    const auto scratch = detector.make_scratch();
    return std::ranges::all_of(passed_, [&](const std::unique_ptr<TestRun>& run) {
      const TestCase& test = run->test();
      if (!test.concerns(rule)) return true;
      alerts::Findings found;
      found.mentions = run->findings().mentions;
      found.stances = run->findings().stances;
      detector.detect(test.article, run->analysis(), *scratch, found, nullptr);
      const auto* detection = found.detections.empty() ? nullptr : &found.detections.front();
      return failures_of(test, rule, detection, found.mentions).empty();
    });
  }

  std::shared_ptr<const DetectorSet> set_;
  DetectorSet::Scratches scratches_;
  std::vector<TopicRule> topics_;
  std::vector<std::unique_ptr<TestRun>> passed_;
  std::set<std::string> named_;  ///< Topics. `silent: true` alone makes none of them tested.
  Coverage coverage_;
  Report report_;
};

struct Totals {
  std::size_t clauses = 0;
  std::size_t covered = 0;
};

Totals totals(const Report& report) {
  Totals totals;
  for (const auto& [id, topic] : report.topics) {
    totals.clauses += topic.clauses;
    totals.covered += topic.clauses - topic.uncovered.size();
  }
  return totals;
}

}  // namespace

std::vector<Report> run_test_files(const std::vector<std::string>& paths,
                                   articles::ArticleDecoder& decoder, bool mutate,
                                   rules::Problems& problems,
                                   const detectors::DetectorOptions& detectors) {
  std::map<std::string, std::vector<TestFile>> by_rules;
  const auto files = test_files(paths);
  if (files.empty()) {
    problems.errors.push_back({fmt::format("{}", fmt::join(paths, ", ")),
                               {0, 0},
                               "holds no file that ends in .test.yaml"});
  }
  for (const std::string& path : files) {
    TestFile file = read_test_file(path, decoder, problems);
    by_rules[file.rules].push_back(std::move(file));
  }
  std::vector<Report> reports;
  for (const auto& [rules, own] : by_rules) {
    rules::Problems found;
    const auto set = DetectorSet::load(rules, found, detectors);
    problems.errors.insert(problems.errors.end(), found.errors.begin(), found.errors.end());
    if (!set) continue;
    for (const TestFile& file : own) check_rules(file, set->rule_ids(), problems);
    if (!problems.errors.empty()) continue;
    Suite suite(rules, set, detectors);
    for (const TestFile& file : own) suite.run(file);
    reports.push_back(suite.finish(mutate));
  }
  return reports;
}

std::string report_text(const Report& report) {
  std::string text;
  for (const TestResult& test : report.tests) {
    if (test.failures.empty()) continue;
    text += fmt::format("FAILED {}:{} {}\n", test.file, test.position.line, test.name);
    for (const std::string& failure : test.failures) text += "  " + failure + "\n";
  }
  const auto [clauses, covered] = totals(report);
  text += fmt::format("{}: {} passed, {} failed\n", report.rules,
                      report.tests.size() - report.failed, report.failed);
  text += fmt::format("{} of {} clauses of {} topics met by a test\n", covered, clauses,
                      report.topics.size());
  for (const auto& [id, topic] : report.topics) {
    for (const std::string& clause : topic.uncovered) {
      text += fmt::format("  {}: never met: {}\n", id, clause);
    }
  }
  if (!report.untested.empty()) {
    text += fmt::format("  topics without a test: {}\n", fmt::join(report.untested, ", "));
  }
  if (report.mutants == 0) return text;
  text += fmt::format("{} of {} removed clauses make a test fail\n",
                      report.mutants - report.survivors.size(), report.mutants);
  for (const Survivor& survivor : report.survivors) {
    text += fmt::format("  {}: no test needs: {}\n", survivor.topic, survivor.removed);
  }
  return text;
}

ordered_json report_json(const Report& report) {
  ordered_json json;
  json["rules"] = report.rules;
  json["tests"] = ordered_json::array();
  for (const TestResult& test : report.tests) {
    json["tests"].push_back({{"file", test.file},
                             {"line", test.position.line},
                             {"name", test.name},
                             {"passed", test.failures.empty()},
                             {"failures", test.failures}});
  }
  json["passed"] = report.tests.size() - report.failed;
  json["failed"] = report.failed;
  const auto [clauses, covered] = totals(report);
  ordered_json topics = ordered_json::object();
  for (const auto& [id, topic] : report.topics) {
    topics[id] = {{"clauses", topic.clauses},
                  {"covered", topic.clauses - topic.uncovered.size()},
                  {"uncovered", topic.uncovered}};
  }
  json["coverage"] = {{"clauses", clauses},
                      {"covered", covered},
                      {"topics", std::move(topics)},
                      {"untested", report.untested}};
  if (report.mutants == 0) return json;
  json["mutation"] = {{"mutants", report.mutants}, {"survivors", ordered_json::array()}};
  for (const Survivor& survivor : report.survivors) {
    json["mutation"]["survivors"].push_back(
        {{"topic", survivor.topic}, {"removed", survivor.removed}});
  }
  return json;
}

}  // namespace newswatch::rule_tests
