#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "detectors/detector_set.h"

namespace newswatch::detectors::officials {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> errors_of(std::string_view rules) {
  rules::Problems problems;
  DetectorSet::read(rules, "rules.yaml", problems);
  std::vector<std::string> messages;
  for (const rules::Problem& problem : problems.errors) messages.push_back(to_string(problem));
  return messages;
}

/// A person with `more` among the keys of the rule.
std::string person(std::string_view more) {
  return "offices: [{id: xa-mayor, name: Mayor, country: XA}]\n"
         "officials:\n"
         "  - id: a\n"
         "    name: Jane Doe\n"
         "    " +
         std::string(more) + "\n";
}

constexpr std::string_view kRoles = "roles: [{office: xa-mayor, from: 2020-01-01}]";

struct Case {
  std::string_view name;
  std::string_view keys;
  std::string_view message;
};
const Case kCases[] = {
    {"AnUnknownOffice", "roles: [{office: xa-mayr, from: 2020-01-01}]",
     "5:22: no office has the id \"xa-mayr\"; did you mean \"xa-mayor\"?"},
    {"ARoleWithoutTitleOrOffice", "roles: [{country: XA, from: 2020-01-01}]",
     "\"title\" is missing"},
    {"ARoleThatEndsBeforeItBegins", "roles: [{office: xa-mayor, from: 2020-01-01, to: 2019-01-01}]",
     "5:54: the role ends on 2019-01-01, but begins on 2020-01-01"},
    {"NoRole", "labels: {k: v}", "an official needs at least one role"},
};
class OfficialRules : public testing::TestWithParam<Case> {};

TEST_P(OfficialRules, TellWhatIsWrong) {
  EXPECT_THAT(errors_of(person(GetParam().keys)), ElementsAre(HasSubstr(GetParam().message)));
}
INSTANTIATE_TEST_SUITE_P(Keys, OfficialRules, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

const Case kMore[] = {
    {"Kind", "aliases: [{name: Janie Doe, kind: nick}]",
     "\"nick\" is no kind of alias: expected full, short, nickname, transliteration, misspelling"},
    {"KeyOfAnAlias", "aliases: [{name: Janie Doe, kindd: full}]",
     "unknown key \"kindd\"; did you mean \"kind\"?"},
    {"Gender", "gender: femal", "\"femal\" is no gender that pronouns tell of"},
    {"Wikidata", "wikidata: 42", "\"42\" is no id of Wikidata, as in Q42"},
    {"Surname", "surname: Roe", "\"Roe\" is no part of the name \"Jane Doe\""},
    {"NotMe", "not_me: {a: b}", "\"not_me\" must be a list of texts"},
};
class OptionalKeys : public testing::TestWithParam<Case> {};

TEST_P(OptionalKeys, TellWhatIsWrong) {
  const auto rules = person(std::string(GetParam().keys) + "\n    " + std::string(kRoles));
  EXPECT_THAT(errors_of(rules), ElementsAre(HasSubstr(GetParam().message)));
}
INSTANTIATE_TEST_SUITE_P(Keys, OptionalKeys, testing::ValuesIn(kMore),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(OfficeRules, RefuseHoldersWhoAreNobody) {
  EXPECT_THAT(
      errors_of("offices:\n"
                "  - id: xa-mayor\n"
                "    name: Mayor\n"
                "    holders: [{official: jane-do, from: 2020-01-01}]\n"
                "officials: [{id: jane-doe, name: Jane Doe, roles: [{title: Mayor, from: "
                "2020-01-01}]}]\n"),
      ElementsAre(HasSubstr(
          "rules.yaml:4:26: no official has the id \"jane-do\"; did you mean \"jane-doe\"?")));
}

TEST(OfficeRules, ShareTheIdsOfAllRules) {
  EXPECT_THAT(errors_of("offices: [{id: a, name: Mayor}]\n"
                        "topics: [{id: a, name: A, query: x}]\n"),
              ElementsAre(HasSubstr("the id \"a\" stands already at rules.yaml:1")));
}

TEST(OfficeRules, RaiseNoAlertsAndAreNoRules) {
  rules::Problems problems;
  const auto set = DetectorSet::read(person(kRoles), "rules.yaml", problems);
  ASSERT_THAT(problems.errors, IsEmpty());
  EXPECT_THAT(set->rule_ids(), ElementsAre("a"));
  EXPECT_EQ(set->parts()[0].rules, 1U);
}

TEST(OfficeRules, GiveRolesToQueries) {
  EXPECT_THAT(errors_of(person(kRoles) + "topics: [{id: t, name: T, query: 'role:xa-mayor'}]\n"),
              IsEmpty());
  EXPECT_THAT(errors_of("offices: [{id: o, name: Mayor, country: XA, holders: [{official: a, from: "
                        "2020-01-01}]}]\n"
                        "officials: [{id: a, name: Jane Doe}]\n"
                        "topics: [{id: t, name: T, query: 'role:xa-mayor'}]\n"),
              IsEmpty());
}

}  // namespace
}  // namespace newswatch::detectors::officials
