#include "importers/congress_legislators.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string_view>

#include "base/files.h"
#include "importers/ambiguities.h"
#include "importers/congress_names.h"
#include "importers/official_ids.h"
#include "importers/rule_file_writer.h"
#include "rules/rule_files.h"

namespace newswatch::importers {
namespace {

using testing::ElementsAre;
using testing::ElementsAreArray;
using testing::HasSubstr;
using testing::IsEmpty;

const Date kDay = *parse_date("2026-06-15");

rules::Node node(std::string_view yaml) {
  std::vector<rules::Problem> problems;
  return rules::parse_yaml(yaml, "list.yaml", problems).value_or(rules::Node());
}

std::vector<std::string> alias_texts(const std::vector<ImportedAlias>& aliases) {
  std::vector<std::string> texts;
  for (const auto& alias : aliases) texts.push_back(alias.name + "/" + alias.kind);
  return texts;
}

struct NameCase {
  std::string_view name;
  std::string_view yaml;
  std::string_view person;
  std::vector<std::string_view> aliases;
  std::string_view surname = "";
  std::string_view wikipedia = "";
};
const NameCase kNames[] = {
    {"Plain", "{first: Jane, last: Doe, official_full: Jane Doe}", "Jane Doe", {}},
    {"NoOfficialName", "{first: Jane, middle: A., last: Doe}", "Jane Doe", {}},
    {"Initial",
     "{first: Robert, middle: B., last: Roe, official_full: Robert B. Roe}",
     "Robert Roe",
     {"Robert B. Roe/full"}},
    {"LeadingInitial",
     "{first: H., middle: Morgan, last: Roe, official_full: H. Morgan Roe}",
     "Morgan Roe",
     {"H. Morgan Roe/full"}},
    {"OnlyInitials", "{first: J. D., last: Roe, official_full: J. D. Roe}", "J. D. Roe", {}},
    {"NicknameInQuotationMarks",
     R"({first: Henry, middle: C., nickname: Hank, last: Roe, suffix: Jr., official_full: 'Henry C. "Hank" Roe, Jr.'})",
     "Henry Roe",
     {"Henry C. Roe Jr./full", "Hank Roe/nickname"}},
    {"NicknameInBrackets",
     "{first: James (Jim), middle: Lee, last: Roe, official_full: James L. Roe}",
     "James Roe",
     {"James L. Roe/full", "James Lee Roe/full", "Jim Roe/nickname"}},
    {"KnownByTheNickname",
     "{first: Michael, nickname: Mike, last: Roe, official_full: Mike Roe}",
     "Mike Roe",
     {"Michael Roe/full"}},
    {"SuffixOutsideTheOfficialName",
     "{first: Ann, last: Roe, suffix: II, official_full: Ann Roe}",
     "Ann Roe",
     {"Ann Roe II/full"}},
    {"SuffixInTheOfficialNameAlone",
     "{first: Rudy, last: Roe, official_full: 'Rudy Roe, III'}",
     "Rudy Roe",
     {"Rudy Roe III/full"}},
    {"NameInWikipedia",
     "{first: James, middle: E., last: Roe, official_full: James E. Roe}",
     "Jim Roe",
     {"James E. Roe/full", "James Roe/full"},
     "",
     "Jim Roe (American politician)"},
    {"NameInWikipediaWithInitialAndSuffix",
     "{first: James, last: Roe, suffix: Jr., official_full: James Roe}",
     "James Roe",
     {"James Roe Jr./full"},
     "",
     "James M. Roe Jr."},
    {"AnotherSurnameInWikipedia",
     "{first: Ann, last: Roe, official_full: Ann Roe}",
     "Ann Roe",
     {},
     "",
     "Ann Lee"},
    {"SurnameOfTwoWords",
     "{first: Ann, last: Van Roe, official_full: Ann Van Roe}",
     "Ann Van Roe",
     {},
     "Van Roe"},
    {"SurnameThatTheOfficialNameCutsShort",
     "{first: Ann, last: Roe Lee, official_full: Ann Roe}",
     "Ann Roe",
     {"Ann Roe Lee/full"}},
    {"AccentsAlone", "{first: Mónica, last: Roe, official_full: Monica Roe}", "Monica Roe", {}},
    {"Nothing", "{first: Ann, last: ''}", "Ann", {}},
};
class CongressNamesOf : public testing::TestWithParam<NameCase> {};
TEST_P(CongressNamesOf, AreThoseThatNewsUses) {
  const auto names = read_congress_names(node(GetParam().yaml), GetParam().wikipedia);
  EXPECT_EQ(names.name, GetParam().person);
  EXPECT_EQ(names.surname, GetParam().surname);
  EXPECT_THAT(alias_texts(names.aliases), ElementsAreArray(GetParam().aliases));
}
INSTANTIATE_TEST_SUITE_P(Importers, CongressNamesOf, testing::ValuesIn(kNames),
                         [](const auto& test) { return std::string(test.param.name); });

constexpr std::string_view kList = R"(
- id: {wikidata: Q1}
  name: {first: Jane, last: Doe}
  bio: {birthday: '1958-10-13', gender: F}
  terms:
  - {type: rep, start: '1993-01-05', end: '1995-01-03', state: WA}
  - {type: sen, start: '2001-01-03', end: '2007-01-03', state: WA}
  - {type: sen, start: '2007-01-04', end: '2013-01-03', state: WA}
  - {type: sen, start: '2025-01-03', end: '2031-01-03', state: WA}
- name: {first: John, last: Roe}
  bio: {birthday: '1960-01-01', gender: M}
  terms: [{type: viceprez, start: '2021-01-20', end: '2025-01-20'}, {type: prez, start: '2025-01-20', end: '2029-01-20'}]
- name: {first: Del, last: Lee}
  terms: [{type: rep, start: '2021-01-03', end: '2023-01-03', state: GU}, {type: rep, start: '2023-01-03', end: '2025-01-03', state: PR}]
)";

class CongressLegislators : public testing::Test {
 protected:
  std::vector<ImportedOfficial> read(std::string_view yaml) {
    auto officials = read_congress_legislators(yaml, "list.yaml", kDay, report);
    return officials ? *officials : std::vector<ImportedOfficial>();
  }
  ImportReport report;
};

TEST_F(CongressLegislators, HaveTheirConsecutiveTermsAsOneRole) {
  const auto officials = read(kList);
  ASSERT_EQ(officials.size(), 3);
  EXPECT_EQ(officials[0].wikidata, "Q1");
  EXPECT_EQ(officials[0].gender, Gender::Female);
  EXPECT_THAT(officials[0].distinctions, ElementsAre("wa", "1958"));
  EXPECT_THAT(
      officials[0].roles,
      ElementsAre(
          ImportedRole{"Representative", "US", *parse_date("1993-01-05"), parse_date("1995-01-03")},
          ImportedRole{"Senator", "US", *parse_date("2001-01-03"), parse_date("2013-01-03")},
          ImportedRole{"Senator", "US", *parse_date("2025-01-03")}));
  EXPECT_TRUE(report.is_clear());
}

TEST_F(CongressLegislators, AreAlsoPresidentsAndVicePresidents) {
  const auto officials = read(kList);
  ASSERT_EQ(officials.size(), 3);
  EXPECT_EQ(officials[1].gender, Gender::Male);
  EXPECT_THAT(officials[1].distinctions, ElementsAre("1960"));
  EXPECT_THAT(officials[1].roles,
              ElementsAre(ImportedRole{"Vice President", "US", *parse_date("2021-01-20"),
                                       parse_date("2025-01-20")},
                          ImportedRole{"President", "US", *parse_date("2025-01-20")}));
}

TEST_F(CongressLegislators, AreDelegatesWhereTheyAreOfTerritories) {
  const auto officials = read(kList);
  ASSERT_EQ(officials.size(), 3);
  ASSERT_EQ(officials[2].roles.size(), 2);
  EXPECT_EQ(officials[2].roles[0].title, "Delegate");
  EXPECT_EQ(officials[2].roles[1].title, "Resident Commissioner");
}

TEST_F(CongressLegislators, LeadTheirHouseBesideTheirSeat) {
  const auto officials = read(R"([{name: {last: Doe}, terms: [
    {type: rep, start: '2017-01-03', end: '2027-01-03'}], leadership_roles: [
    {title: House Republican Conference Vice Chair, start: '2021-01-03', end: '2023-01-03'},
    {title: Speaker of the House, start: '2023-10-25', end: '2025-01-03'},
    {title: Speaker of the House, start: '2025-01-03'}]}])");
  ASSERT_EQ(officials.size(), 1);
  EXPECT_THAT(officials[0].roles,
              ElementsAre(ImportedRole{"Representative", "US", *parse_date("2017-01-03")},
                          ImportedRole{"Speaker of the House", "US", *parse_date("2023-10-25")}));
  EXPECT_TRUE(report.is_clear());
}

TEST_F(CongressLegislators, WithoutUsableNameOrRoleAreReported) {
  EXPECT_THAT(
      read("[{terms: []}, {name: {last: '12'}}, {name: {last: Doe}, terms: [{type: judge}]}]"),
      IsEmpty());
  EXPECT_EQ(report.to_text(),
            "left out: no name: list.yaml:1\n"
            "left out: name without letters: \"12\", list.yaml:1\n"
            "left out: no known office: Doe: \"judge\"\n"
            "left out: no role: Doe\n"
            "1 left out: no name\n"
            "1 left out: name without letters\n"
            "1 left out: no known office\n"
            "1 left out: no role\n");
}

TEST_F(CongressLegislators, AreRefusedInAnotherShape) {
  for (const auto* yaml : {"a: b", "text", "- [", ""}) {
    const auto officials = read_congress_legislators(yaml, "list.yaml", kDay, report);
    ASSERT_FALSE(officials) << yaml;
    EXPECT_EQ(officials.error().code, ErrorCode::WrongType) << yaml;
    EXPECT_THAT(officials.error().message, HasSubstr("list.yaml:")) << yaml;
  }
}

/// The real lists lie beside the repository, where a developer has them.
class RealList : public testing::TestWithParam<std::string> {};
TEST_P(RealList, BecomesARuleFileWithoutErrors) {
  const auto path = std::string(NEWSWATCH_SOURCE_DIR) + "/../shared/data/" + GetParam();
  const auto content = read_file(path);
  if (!content) GTEST_SKIP() << path << " IS NOT THERE: the real list is not checked";
  ImportReport report;
  auto officials = read_congress_legislators(*content, GetParam(), kDay, report);
  ASSERT_TRUE(officials) << officials.error().message;
  EXPECT_GE(officials->size(), 80);
  EXPECT_EQ(report.count(Finding::NoRole), 0) << report.to_text();
  EXPECT_EQ(report.count(Finding::OverlappingTerms), 0) << report.to_text();
  assign_ids(*officials, {});
  rules::Problems problems;
  const auto text = rule_file(*officials, {"a list", GetParam(), kDay});
  const auto entries = rules::read_rules(text, "rules.yaml", {"officials"}, problems);
  EXPECT_EQ(entries.size(), officials->size());
  for (const auto& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  for (const auto& official : *officials) {
    EXPECT_THAT(official.name, HasSubstr(surname_of(official)));
    EXPECT_THAT(official.name, Not(HasSubstr("\"")));
  }
}
INSTANTIATE_TEST_SUITE_P(Importers, RealList,
                         testing::Values("legislators-current.yaml", "executive.yaml"),
                         [](const auto& test) {
                           return test.param.substr(0, test.param.find_first_of("-."));
                         });

}  // namespace
}  // namespace newswatch::importers
