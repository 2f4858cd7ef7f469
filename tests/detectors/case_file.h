#pragma once

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "articles/article.h"
#include "base/field.h"
#include "detectors/detector_options.h"
#include "detectors/detector_set.h"

namespace newswatch::detectors {

/// One thing that an article of a case must give. Keys of a case file:
///
///     {body: fentanyl}                   those letters, where they first stand in the body
///     {title: China, nth: 2}             … where they stand for the second time in the title
///     {author: Doe, rule: bylines}       topics: found by this rule, where the case has several
///     {body: Blinken, who: antony-blinken, by: surname, role: Secretary of State}
///                                        officials; `role: ~` and `former_role: ~` mean none
struct Expectation {
  Place place;
  std::string text;
  std::string rule;
  std::string by;
  std::optional<std::string> role;  ///< Absent: not checked. Empty: none.
  std::optional<std::string> former_role;
};

/// One article, the rules, and what must be found. A case has `name`, `title`, `body`, `author`,
/// `country` (of the outlet), `published_at`, `metadata` (a map of mapped fields to a text or a
/// list of them), and either `finds:` with a list of expectations by rule id and place, or
/// `stances:` with a list of texts, see `described_stance`, or `silent: true`. Its rules are its
/// own `query:` (one topic), or its own `rules:` (a text in the form of a rule file), or the
/// `rules:` at the top of the case file. `mapped:` at the top lists the mapped fields, and
/// `annotate: true` asks for all that can be found.
struct Case {
  std::string name;  ///< Letters and digits.
  std::string file;
  int line = 0;
  std::string rules;
  DetectorOptions options;
  articles::Article article;
  std::vector<Expectation> finds;
  std::vector<std::string> stances;
};

/// Reads every `*.yaml` of a folder, in order of name: maps with `cases:`, maybe `rules:` and
/// `mapped:`.
/// Ends the program with a message when one is not as described above: a case that is skipped
/// would be a test that can't fail.
/// @param folder  below `tests/detectors`.
std::vector<Case> read_cases(const std::string& folder);

/// Runs all detectors over the article of a case.
/// @return what they find; it may be used while the case lives. Reports bad rules as a failure.
struct Outcome {
  std::vector<std::string> rule_ids;     ///< Of the detections, in their order.
  std::vector<alerts::Match> matches;    ///< Of all detections, in their order.
  std::vector<std::string> match_rules;  ///< One for each of `matches`.
  std::vector<alerts::Mention> mentions;
  std::shared_ptr<const DetectorSet> detectors;  ///< Own what the rest borrows.
  std::vector<std::string> stances;
};
Outcome run(const Case& test);

/// @return `body 12-20 "fentanyl"`.
std::string described(const articles::Article& article, const Place& place);

/// @return `CN > US cooperate material_cooperation negated promised`; what is asserted
/// and not negated goes without saying.
std::string described_stance(const alerts::Stance& stance);

/// Names a case in the output of a failed test: file and line.
void PrintTo(const Case& test, std::ostream* out);

}  // namespace newswatch::detectors
