#include "rule_tests/test_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "alerts/json_fields.h"
#include "base/nearest_name.h"

namespace newswatch::rule_tests {
namespace {

using alerts::Detection;
using alerts::Match;
using alerts::Mention;

std::string text_of(const articles::Article& article, const Place& place) {
  return std::string(place.span.of(alerts::text_of(article, place.field)));
}

std::string described(const articles::Article& article, const Place& place) {
  return fmt::format("\"{}\" ({} {}-{})", text_of(article, place), name_of(place.field),
                     place.span.begin, place.span.end);
}

/// The alert of one rule, held against what a test expects of it.
class Comparison {
 public:
  Comparison(const TestCase& test, const ExpectedAlert& expected, const Detection& detection,
             const std::vector<Mention>& mentions)
      : article_(test.article), expected_(expected), detection_(detection), mentions_(mentions) {}

  std::vector<std::string> failures() {
    compare_words();
    for (const ExpectedMatch& match : expected_.matches) compare_match(match);
    compare_score();
    for (const ExpectedOfficial& official : expected_.officials) compare_official(official);
    return std::move(failures_);
  }

 private:
  template <typename... Args>
  void fail(fmt::format_string<Args...> format, Args&&... args) {
    failures_.push_back(expected_.rule.value + ": " +
                        fmt::format(format, std::forward<Args>(args)...));
  }

  void compare_words() {
    if (!expected_.words) return;
    std::vector<std::string> words;
    for (const Match& match : detection_.matches) words.push_back(text_of(article_, match.place));
    if (words == *expected_.words) return;
    fail("expected the words \"{}\", found \"{}\"", fmt::join(*expected_.words, "\", \""),
         fmt::join(words, "\", \""));
  }

  void compare_match(const ExpectedMatch& expected) {
    const auto fits = [&](const Match& match) {
      const ByteSpan span = match.place.span;
      return text_of(article_, match.place) == expected.text &&
             match.place.field == expected.field.value_or(match.place.field) &&
             span.begin == expected.begin.value_or(span.begin) &&
             span.end == expected.end.value_or(span.end);
    };
    if (std::ranges::any_of(detection_.matches, fits)) return;
    std::vector<std::string> found;
    for (const Match& match : detection_.matches) {
      found.push_back(described(article_, match.place));
    }
    fail("no match \"{}\" as expected; found {}", expected.text, fmt::join(found, ", "));
  }

  void compare_score() {
    if (!expected_.score) return;
    if (!detection_.score)
      return fail("expected the score {}, but it has no weights", *expected_.score);
    if (detection_.score->points != *expected_.score) {
      fail("expected the score {}, found {}", *expected_.score, detection_.score->points);
    }
  }

  void compare_official(const ExpectedOfficial& expected) {
    const auto mention = std::ranges::find_if(mentions_, [&](const Mention& m) {
      return m.official.value == expected.id &&
             m.resolved_by == expected.resolved_by.value_or(std::string(m.resolved_by));
    });
    if (mention == mentions_.end()) {
      return fail("no mention of {}{}", expected.id,
                  expected.resolved_by ? " by " + *expected.resolved_by : "");
    }
    compare_role(expected.id, "role", expected.role, mention->role);
    compare_role(expected.id, "former_role", expected.former_role, mention->former_role);
  }

  void compare_role(const std::string& id, std::string_view what,
                    const std::optional<std::string>& expected, std::string_view actual) {
    const auto shown = [](std::string_view role) {
      return role.empty() ? std::string("none") : fmt::format("\"{}\"", role);
    };
    if (!expected || *expected == actual) return;
    fail("expected the {} {} of {}, found {}", what, shown(*expected), id, shown(actual));
  }

  const articles::Article& article_;
  const ExpectedAlert& expected_;
  const Detection& detection_;
  const std::vector<Mention>& mentions_;
  std::vector<std::string> failures_;
};

std::string words_of(const TestCase& test, const Detection& detection) {
  std::vector<std::string> words;
  for (const Match& match : detection.matches) {
    words.push_back(described(test.article, match.place));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

std::vector<std::string> failures_of(const TestCase& test, const RuleId& rule,
                                     const Detection* detection,
                                     const std::vector<Mention>& mentions) {
  std::vector<std::string> all;
  bool expected_alert = false;
  for (const ExpectedAlert& expected : test.alerts) {
    if (expected.rule != rule) continue;
    expected_alert = true;
    if (detection == nullptr) return {rule.value + ": expected an alert, but it is silent"};
    const auto own = Comparison(test, expected, *detection, mentions).failures();
    all.insert(all.end(), own.begin(), own.end());
  }
  if (detection == nullptr || expected_alert || !test.concerns(rule)) return all;
  return {
      fmt::format("{}: expected silence, but it found {}", rule.value, words_of(test, *detection))};
}

TestRun::TestRun(TestCase test, const detectors::DetectorSet& set,
                 const detectors::DetectorSet::Scratches& scratches)
    : test_(std::move(test)) {
  const articles::Article& article = test_.article;
  analysis_ = &analyser_.analyse({article.title, article.body, article.byline});
  set.detect(article, *analysis_, scratches, found_, {});
}

std::vector<std::string> TestRun::failures() const {
  std::vector<RuleId> rules = test_.silent;
  for (const ExpectedAlert& alert : test_.alerts) rules.push_back(alert.rule);
  for (const Detection& detection : found_.detections) {
    if (test_.nothing_else) rules.push_back(detection.rule->id);
  }
  std::ranges::sort(rules);
  rules.erase(std::ranges::unique(rules).begin(), rules.end());

  std::vector<std::string> all;
  for (const RuleId& rule : rules) {
    const auto detection =
        std::ranges::find(found_.detections, rule, [](const Detection& d) { return d.rule->id; });
    const bool fired = detection != found_.detections.end();
    const auto own = failures_of(test_, rule, fired ? &*detection : nullptr, found_.mentions);
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

void check_rules(const TestFile& file, const std::vector<std::string>& ids,
                 rules::Problems& problems) {
  const auto check = [&](const RuleId& rule, rules::Position position) {
    if (std::ranges::binary_search(ids, rule.value)) return;
    problems.errors.push_back({file.path, position,
                               fmt::format("no rule \"{}\" that raises alerts in {}{}", rule.value,
                                           file.rules, did_you_mean(rule.value, ids))});
  };
  for (const TestCase& test : file.tests) {
    for (const ExpectedAlert& alert : test.alerts) check(alert.rule, alert.position);
    for (const RuleId& rule : test.silent) check(rule, test.position);
  }
}

}  // namespace newswatch::rule_tests
