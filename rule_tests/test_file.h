#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "articles/article.h"
#include "articles/article_decoder.h"
#include "base/byte_span.h"
#include "base/field.h"
#include "base/strong_id.h"
#include "rules/rule_files.h"

namespace newswatch::rule_tests {

/// One place that an alert must have among its matches. What is absent is not checked.
struct ExpectedMatch {
  std::string text;
  std::optional<Field> field = {};
  std::optional<std::uint32_t> begin = {};
  std::optional<std::uint32_t> end = {};
};

/// One official that an alert must name. What is absent is not checked; an empty role means none.
struct ExpectedOfficial {
  std::string id;
  std::optional<std::string> role;
  std::optional<std::string> former_role;
  std::optional<std::string> resolved_by;
};

struct ExpectedAlert {
  RuleId rule;
  rules::Position position;
  std::optional<std::vector<std::string>> words = {};  ///< Of all matches, in order of place.
  std::vector<ExpectedMatch> matches = {};
  std::optional<std::int64_t> score = {};
  std::vector<ExpectedOfficial> officials = {};
};

/// One article, and what it must raise. Rules that it does not name are not looked at, unless
/// `nothing_else`.
struct TestCase {
  std::string name;
  rules::Position position;
  articles::Article article = {};
  std::vector<ExpectedAlert> alerts = {};
  std::vector<RuleId> silent = {};
  bool nothing_else = false;

  /// Whether the rule stands in it.
  bool names(const RuleId& rule) const;
  /// Whether it says anything about the rule, be it by `nothing_else`.
  bool concerns(const RuleId& rule) const { return nothing_else || names(rule); }
};

struct TestFile {
  std::string path;
  std::string rules;  ///< The rule file or folder that it tests.
  std::vector<TestCase> tests;
};

/// Reads a file of rule tests; docs/testing-rules.md describes them.
///
/// Adds to `problems.errors`: a file that can't be read, unknown keys with the nearest valid name,
/// a test without name, article or expectation, an article that the decoder refuses.
/// @return what could be read.
TestFile read_test_file(const std::string& path, articles::ArticleDecoder& decoder,
                        rules::Problems& problems);

/// @return the files that are named, and every `*.test.yaml` below the folders that are named, in
/// order of path.
std::vector<std::string> test_files(const std::vector<std::string>& paths);

}  // namespace newswatch::rule_tests
