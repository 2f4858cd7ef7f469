#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "articles/article_decoder.h"
#include "detectors/detector_options.h"
#include "rule_tests/coverage.h"
#include "rules/rule_files.h"

namespace newswatch::rule_tests {

/// What became of one test.
struct TestResult {
  std::string file;
  rules::Position position;
  std::string name;
  std::vector<std::string> failures;  ///< Empty when it passed.
};

/// A clause that can be removed from a topic without a test that fails.
struct Survivor {
  std::string topic;
  std::string removed;
};

/// What became of all tests of one rule file or folder.
struct Report {
  std::string rules;
  std::vector<TestResult> tests;
  std::size_t failed = 0;
  std::map<std::string, Coverage::Topic> topics;  ///< Those that tests name, by id.
  std::vector<std::string> untested;              ///< Topics that no test names.
  std::size_t mutants = 0;                        ///< Queries with one clause removed.
  std::vector<Survivor> survivors;
};

/// Runs tests, those of the same rules together.
/// @param paths   files, or folders whose `*.test.yaml` are meant.
/// @param mutate  whether to remove clauses.
/// @param detectors  what the rules may ask for; the mapping is that of `decoder`.
/// Adds to `problems`: what is wrong with test files or rules, and paths without any test.
std::vector<Report> run_test_files(const std::vector<std::string>& paths,
                                   articles::ArticleDecoder& decoder, bool mutate,
                                   rules::Problems& problems,
                                   const detectors::DetectorOptions& detectors = {});

/// @return lines for people.
std::string report_text(const Report& report);

/// @return `{"rules", "tests": [{"file", "line", "name", "passed", "failures"}], "passed",
/// "failed", "coverage": {"clauses", "covered", "topics": {id: {"clauses", "covered",
/// "uncovered"}}, "untested"}, "mutation": {"mutants", "survivors": [{"topic", "removed"}]}}`, the
/// last only where clauses were removed.
nlohmann::ordered_json report_json(const Report& report);

}  // namespace newswatch::rule_tests
