#include "rules/alert_options.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/rule_files.h"

namespace newswatch::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// The options of a rule with these keys, in a file with these defaults; or what is wrong.
struct Read {
  std::vector<std::string> options;
  std::vector<std::string> problems;
};

Read read(std::string_view keys, std::string_view defaults = "") {
  Problems problems;
  const auto rules =
      read_rules(fmt::format("defaults: {{{}}}\ntopics: [{{id: a, name: A, {}}}]", defaults, keys),
                 "a.yaml", {"topics"}, problems);
  Read result;
  if (!rules.empty()) result.options = canonical_form(rules[0].options);
  for (const Problem& problem : problems.errors) result.problems.push_back(to_string(problem));
  return result;
}

struct Case {
  std::string_view name;
  std::string_view keys;
  std::vector<std::string> options;
  std::string_view defaults = "";
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kCases[] = {
    {"Nothing", "", {}},
    {"WhatHoldsAnyway", "alert_on: every, copies: pass, throttle: none, digest: none", {}},
    {"First", "alert_on: first", {"alert_on", "first", "copies", "suppress"}},
    {"Updates", "alert_on: updates", {"alert_on", "updates", "copies", "suppress"}},
    {"CopiesInUpdates",
     "alert_on: updates, copies: update",
     {"alert_on", "updates", "copies", "update"}},
    {"CopiesSuppressed", "copies: suppress", {"copies", "suppress"}},
    {"Throttle", "throttle: {at_most: 5, per: 60m}", {"throttle", "5/1h"}},
    {"Threshold", "threshold: {count: 3, within: 1h}", {"threshold", "3/1h"}},
    {"Digest", "digest: {every: 6h}", {"digest", "6h"}},
    {"QuietHours",
     "quiet_hours: {from: '22:00', to: '06:00', time_zone: Europe/Paris}",
     {"quiet_hours", "22:00-06:00 Europe/Paris"}},
    {"QuietHoursWithoutQuotes",
     "quiet_hours: {from: 22:00, to: 06:00}",
     {"quiet_hours", "22:00-06:00 UTC"}},
    {"ThresholdOfADigest",
     "digest: {every: 6h}, threshold: {count: 3, within: 6h}",
     {"threshold", "3/6h", "digest", "6h"}},
    {"OfDefaults", "", {"alert_on", "first", "copies", "suppress"}, "alert_on: first"},
    {"OwnWins",
     "throttle: {at_most: 1, per: 1d}",
     {"throttle", "1/1d"},
     "throttle: {at_most: 5, per: 1h}"},
    {"OwnNoneWins",
     "throttle: none, quiet_hours: none, digest: none, threshold: none",
     {},
     "threshold: {count: 2, within: 1h}, quiet_hours: {from: '22:00', to: '06:00'}"},
    {"NullIsAbsent", "throttle: ", {"throttle", "5/1h"}, "throttle: {at_most: 5, per: 1h}"},
    {"CopiesPassAgainWithEvery", "alert_on: every", {}, "alert_on: first"},
    {"CopiesOfDefaultsGiveWayToFirst",
     "alert_on: first",
     {"alert_on", "first", "copies", "suppress"},
     "alert_on: updates, copies: update"},
    {"DigestInPlaceOfThrottle",
     "digest: {every: 1d}, throttle: none",
     {"digest", "1d"},
     "throttle: {at_most: 5, per: 1h}"},
};

class Options : public testing::TestWithParam<Case> {};

TEST_P(Options, AreRead) {
  const Read found = read(GetParam().keys, GetParam().defaults);
  EXPECT_THAT(found.problems, IsEmpty());
  EXPECT_EQ(found.options, GetParam().options);
}

INSTANTIATE_TEST_SUITE_P(AlertOptions, Options, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

struct Wrong {
  std::string_view name;
  std::string_view keys;
  std::vector<std::string> problems;
  std::string_view defaults = "";
};
void PrintTo(const Wrong& c, std::ostream* out) { *out << c.name; }

const Wrong kWrong[] = {
    {"AlertOn",
     "alert_on: frist",
     {"a.yaml:2:37: \"frist\" is none of every, updates, first; did you mean \"first\"?"}},
    {"Copies", "copies: drop", {"a.yaml:2:35: \"drop\" is none of pass, update, suppress"}},
    {"ThrottleIsText", "throttle: 5", {"a.yaml:2:37: \"throttle\" must be a map"}},
    {"ThrottleIsEmpty",
     "throttle: {}",
     {"a.yaml:2:37: \"at_most\" is missing", "a.yaml:2:37: \"per\" is missing"}},
    {"ThrottleOfNothing",
     "throttle: {at_most: 0, per: 1h}",
     {"a.yaml:2:47: \"at_most\" must be a whole number from 1 to 1000"}},
    {"ThrottleOfAWord",
     "throttle: {at_most: 5x, per: soon}",
     {"a.yaml:2:47: \"at_most\" must be a whole number from 1 to 1000",
      "a.yaml:2:56: \"per\" must be a duration from 1s to 31d, as in 6h"}},
    {"ThrottlePerTooLong",
     "throttle: {at_most: 5, per: 32d}",
     {"a.yaml:2:55: \"per\" must be a duration from 1s to 31d, as in 6h"}},
    {"UnknownKeyInside",
     "throttle: {at_most: 5, pre: 1h, per: 1h}",
     {"a.yaml:2:50: unknown key \"pre\"; did you mean \"per\"?"}},
    {"ThresholdOfOne",
     "threshold: {count: 1, within: 1h}",
     {"a.yaml:2:46: \"count\" must be a whole number from 2 to 1000"}},
    {"DigestTooOften",
     "digest: {every: 30s}",
     {"a.yaml:2:43: \"every\" must be a duration from 1m to 31d, as in 6h"}},
    {"DigestIsADuration", "digest: 6h", {"a.yaml:2:35: \"digest\" must be a map"}},
    {"QuietHoursOfNoLength",
     "quiet_hours: {from: '22:00', to: '22:00'}",
     {"a.yaml:2:60: quiet hours have no length: \"from\" and \"to\" are the same"}},
    {"QuietHoursWithoutEnd", "quiet_hours: {from: '22:00'}", {"a.yaml:2:40: \"to\" is missing"}},
    {"QuietHoursAtNoTime",
     "quiet_hours: {from: '10pm', to: '06:00'}",
     {"a.yaml:2:47: \"10pm\" is no time of the day, as in \"22:00\""}},
    {"QuietHoursInNoZone",
     "quiet_hours: {from: '22:00', to: '06:00', time_zone: Europe/Parris}",
     {"a.yaml:2:80: \"Europe/Parris\" is no time zone, as in Europe/Paris; did you mean "
      "\"Europe/Paris\"?"}},
    {"CopiesThatCantPass",
     "alert_on: first, copies: pass",
     {"a.yaml:2:52: copies can't pass where \"alert_on\" is first"}},
    {"CopiesThatCantPassByDefaults",
     "copies: pass",
     {"a.yaml:2:35: copies can't pass where \"alert_on\" is updates"},
     "alert_on: updates"},
    {"CopiesWithoutUpdates",
     "alert_on: first, copies: update",
     {"a.yaml:2:52: copies can't go into updates where \"alert_on\" is first: there are none"}},
    {"DigestWithThrottle",
     "digest: {every: 6h}, throttle: {at_most: 5, per: 1h}",
     {"a.yaml:2:58: a digest leaves nothing to throttle: one of \"digest\" and \"throttle\" must "
      "be none"}},
    {"DigestWithThrottleOfDefaults",
     "digest: {every: 6h}",
     {"a.yaml:2:35: a digest leaves nothing to throttle: one of \"digest\" and \"throttle\" must "
      "be none"},
     "throttle: {at_most: 5, per: 1h}"},
    {"ThresholdLongerThanTheDigest",
     "digest: {every: 6h}, threshold: {count: 3, within: 1d}",
     {"a.yaml:2:59: the threshold counts within 1d, but a digest covers 6h"}},
    {"DefaultsAreToldOnce",
     "severity: low",
     {"a.yaml:1:43: a digest leaves nothing to throttle: one of \"digest\" and \"throttle\" must "
      "be none"},
     "digest: {every: 6h}, throttle: {at_most: 5, per: 1h}"},
    {"AllAtOnce",
     "alert_on: x, copies: y, throttle: z",
     {"a.yaml:2:37: \"x\" is none of every, updates, first",
      "a.yaml:2:48: \"y\" is none of pass, update, suppress",
      "a.yaml:2:61: \"throttle\" must be a map"}},
};

class WrongOptions : public testing::TestWithParam<Wrong> {};

TEST_P(WrongOptions, AreNamedWithTheirPlace) {
  EXPECT_EQ(read(GetParam().keys, GetParam().defaults).problems, GetParam().problems);
}

INSTANTIATE_TEST_SUITE_P(AlertOptions, WrongOptions, testing::ValuesIn(kWrong),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(AlertOptions, OfManyRulesShareTheHoursOfTheirDefaults) {
  Problems problems;
  const auto rules = read_rules(
      "defaults: {quiet_hours: {from: '22:00', to: '06:00'}}\n"
      "topics: [{id: a, name: A}, {id: b, name: B}]",
      "a.yaml", {"topics"}, problems);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_NE(rules[0].options.quiet_hours, nullptr);
  EXPECT_EQ(rules[0].options.quiet_hours, rules[1].options.quiet_hours);
}

}  // namespace
}  // namespace newswatch::rules
