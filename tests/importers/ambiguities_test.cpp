#include "importers/ambiguities.h"

#include <gmock/gmock.h>

#include <string_view>

namespace newswatch::importers {
namespace {

using testing::HasSubstr;

ImportedOfficial senator(const std::string& id, const std::string& name, std::string_view from,
                         std::string_view to) {
  ImportedOfficial official;
  official.id = id;
  official.name = name;
  official.roles = {{"Senator", "US", *parse_date(from), parse_date(to)}};
  return official;
}

TEST(Ambiguities, AreNamesOfSeveralPeople) {
  auto alias = senator("b", "Bob Doe", "2010-01-01", "2011-01-01");
  alias.aliases = {{"JOHN ROE", "nickname", ""}};
  ImportReport report;
  report_ambiguities({senator("a", "John Roe", "2001-01-01", "2002-01-01"), alias}, report);
  EXPECT_THAT(report.to_text(), HasSubstr("one name, several people: \"john roe\": a, b\n"));
  EXPECT_EQ(report.count(Finding::SameSurnameAndOffice), 0);
}

TEST(Ambiguities, AreSurnamesInOneOfficeAtOneTime) {
  ImportReport report;
  report_ambiguities(
      {senator("a", "John Roe", "2001-01-01", ""), senator("b", "Ann Roe", "2009-01-01", ""),
       senator("c", "Joe Roe", "1990-01-01", "2001-01-01"),
       senator("d", "Ann Lee", "2001-01-01", "")},
      report);
  EXPECT_THAT(report.to_text(), HasSubstr("at one time: roe, Senator, US: a, b\n"));
}

TEST(Ambiguities, AreNotTwoTermsOfOnePerson) {
  auto official = senator("a", "John Roe", "2001-01-01", "");
  official.roles.push_back(official.roles.front());
  ImportReport report;
  report_ambiguities({official}, report);
  EXPECT_TRUE(report.is_clear());
}

TEST(Surnames, AreTheLastWordUnlessGiven) {
  auto official = senator("a", "Debbie Wasserman Schultz", "2001-01-01", "");
  EXPECT_EQ(surname_of(official), "Schultz");
  official.surname = "Wasserman Schultz";
  EXPECT_EQ(surname_of(official), "Wasserman Schultz");
}

}  // namespace
}  // namespace newswatch::importers
