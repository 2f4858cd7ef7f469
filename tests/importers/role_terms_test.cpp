#include "importers/role_terms.h"

#include <gmock/gmock.h>

#include <string_view>

namespace newswatch::importers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const Date kToday = *parse_date("2026-06-15");

ImportedRole role(std::string_view from, std::string_view to,
                  const std::string& title = "Senator") {
  return {title, "US", *parse_date(from), parse_date(to)};
}

struct Case {
  std::string_view name;
  std::string from;
  std::string to;
  Finding finding;
};
const Case kCases[] = {
    {"WithoutStart", "", "2020-01-03", Finding::NoStart},
    {"WithoutSense", "soon", "", Finding::UnreadableDate},
    {"BeforeOurEra", "-0044-03-15T00:00:00Z", "", Finding::UnreadableDate},
    {"NoSuchDay", "2021-02-30", "", Finding::UnreadableDate},
    {"AYear", "2009", "", Finding::DateBelowDay},
    {"AMonth", "2009-01", "", Finding::DateBelowDay},
    {"AMonthWithZeroDay", "2009-01-00", "", Finding::DateBelowDay},
    {"EndsInAMonth", "2009-01-20", "2013-02", Finding::DateBelowDay},
    {"EndsFirst", "2013-02-01", "2009-01-20", Finding::EndsBeforeItBegins},
    {"NeverInOffice", "2013-02-01", "2013-02-01", Finding::EndsBeforeItBegins},
    {"TakesOfficeLater", "2027-01-03", "", Finding::BeginsLater},
};
class UnusableTerms : public testing::TestWithParam<Case> {};
TEST_P(UnusableTerms, AreReportedAndLeftOut) {
  ImportReport report;
  std::vector<ImportedRole> roles;
  TermReader(kToday, false, report)
      .read("Jane Doe", {"Senator", "US", GetParam().from, GetParam().to}, roles);
  EXPECT_THAT(roles, IsEmpty());
  EXPECT_EQ(report.count(GetParam().finding), 1);
}
INSTANTIATE_TEST_SUITE_P(Importers, UnusableTerms, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Terms, AreReadWithOrWithoutATimeOfDay) {
  ImportReport report;
  std::vector<ImportedRole> roles;
  TermReader reader(kToday, false, report);
  reader.read("Jane Doe", {"Senator", "US", "2009-01-20", "2013-02-01T00:00:00Z"}, roles);
  EXPECT_THAT(roles, ElementsAre(role("2009-01-20", "2013-02-01")));
  EXPECT_TRUE(report.is_clear());
}

TEST(Terms, HaveNotEndedWhenTheyEndLater) {
  ImportReport report;
  std::vector<ImportedRole> roles;
  TermReader(kToday, false, report)
      .read("Jane Doe", {"Senator", "US", "2021-01-03", "2027-01-03"}, roles);
  EXPECT_THAT(roles, ElementsAre(role("2021-01-03", "")));
}

TEST(Terms, AreKeptButReportedFromAVagueFirstOfJanuary) {
  ImportReport report;
  std::vector<ImportedRole> roles;
  TermReader(kToday, true, report).read("Jane Doe", {"Senator", "US", "2009-01-01", ""}, roles);
  TermReader(kToday, false, report).read("Jane Doe", {"Senator", "US", "2013-01-01", ""}, roles);
  EXPECT_EQ(roles.size(), 2);
  EXPECT_EQ(report.count(Finding::MayBeAYear), 1);
}

class JoinedRoles : public testing::Test {
 protected:
  std::vector<ImportedRole> join(std::vector<ImportedRole> roles) {
    join_roles("Jane Doe", std::chrono::days(14), roles, report);
    return roles;
  }
  ImportReport report;
};

TEST_F(JoinedRoles, AreOneForTermsThatFollowEachOther) {
  EXPECT_THAT(join({role("2013-01-03", "2019-01-03"), role("2007-01-04", "2013-01-03"),
                    role("2019-01-15", "")}),
              ElementsAre(role("2007-01-04", "")));
  EXPECT_TRUE(report.is_clear());
}

TEST_F(JoinedRoles, StayApartOverAGap) {
  const std::vector<ImportedRole> roles = {role("1993-01-05", "1995-01-03"),
                                           role("2001-01-03", "")};
  EXPECT_EQ(join(roles), roles);
}

TEST_F(JoinedRoles, StayApartForOtherOffices) {
  const std::vector<ImportedRole> roles = {role("1993-01-05", "1995-01-03", "Representative"),
                                           role("1995-01-03", "")};
  EXPECT_EQ(join(roles), roles);
}

TEST_F(JoinedRoles, ReachOverAnotherOfficeAtTheSameTime) {
  EXPECT_THAT(join({role("2001-01-03", "2007-01-03"), role("2003-01-03", "", "Whip"),
                    role("2007-01-03", "2013-01-03")}),
              ElementsAre(role("2001-01-03", "2013-01-03"), role("2003-01-03", "", "Whip")));
}

TEST_F(JoinedRoles, AreReportedWhereTermsOverlap) {
  EXPECT_THAT(join({role("2001-01-03", "2007-01-03"), role("2005-01-03", "2006-01-03")}),
              ElementsAre(role("2001-01-03", "2007-01-03")));
  EXPECT_EQ(report.count(Finding::OverlappingTerms), 1);
}

TEST_F(JoinedRoles, TakeTheEndOfTheLaterTermWhereAnEarlierHasNone) {
  EXPECT_THAT(join({role("2001-01-03", ""), role("2007-01-03", "2013-01-03")}),
              ElementsAre(role("2001-01-03", "2013-01-03")));
  EXPECT_EQ(report.count(Finding::OverlappingTerms), 1);
}

}  // namespace
}  // namespace newswatch::importers
