#include "importers/wikidata.h"

#include <gmock/gmock.h>

#include <string_view>

namespace newswatch::importers {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class Wikidata : public testing::Test {
 protected:
  std::vector<ImportedOfficial> read(std::string_view content) {
    const auto rows = read_query_results(content);
    EXPECT_TRUE(rows) << rows.error().message;
    if (!rows) return {};
    return join_wikidata(*rows, *parse_date("2026-06-15"), report);
  }
  ImportReport report;
};

constexpr std::string_view kTable =
    "person,personLabel,alias,positionLabel,start,end,countryLabel,genderLabel\n"
    "http://www.wikidata.org/entity/Q1,Jane Doe,Janie Doe,United States Secretary of State,"
    "2009-01-21T00:00:00Z,2013-02-01T00:00:00Z,United States,female\n"
    "http://www.wikidata.org/entity/Q1,Jane Doe,J. Doe,United States Secretary of State,"
    "2009-01-21T00:00:00Z,2013-02-01T00:00:00Z,United States,female\n"
    "http://www.wikidata.org/entity/Q1,Jane Doe,Janie Doe,United States senator,"
    "2001-01-03T00:00:00Z,2009-01-21T00:00:00Z,United States,female\n"
    "http://www.wikidata.org/entity/Q2,Jane Doe,,Prime Minister of Barbados,2019-05-02,,,\n";

TEST_F(Wikidata, JoinsTheRowsOfAPerson) {
  const auto officials = read(kTable);
  ASSERT_THAT(officials, SizeIs(2));
  const auto& jane = officials[0];
  EXPECT_EQ(jane.name, "Jane Doe");
  EXPECT_EQ(jane.wikidata, "Q1");
  EXPECT_EQ(jane.gender, Gender::Female);
  EXPECT_THAT(jane.distinctions, ElementsAre("Q1"));
  EXPECT_THAT(jane.aliases,
              ElementsAre(ImportedAlias{"Janie Doe", "", ""}, ImportedAlias{"J. Doe", "", ""}));
  EXPECT_THAT(jane.roles,
              ElementsAre(ImportedRole{"Senator", "US", *parse_date("2001-01-03"),
                                       parse_date("2009-01-21")},
                          ImportedRole{"Secretary of State", "US", *parse_date("2009-01-21"),
                                       parse_date("2013-02-01")}));
  EXPECT_TRUE(report.is_clear()) << report.to_text();
}

TEST_F(Wikidata, KeepsNamesakesApartByTheirItems) {
  const auto officials = read(kTable);
  ASSERT_THAT(officials, SizeIs(2));
  EXPECT_EQ(officials[1].wikidata, "Q2");
  EXPECT_THAT(officials[1].roles,
              ElementsAre(ImportedRole{"Prime Minister", "BB", *parse_date("2019-05-02")}));
}

TEST_F(Wikidata, TakesNamesOfSeveralLanguages) {
  const auto officials = read(R"({"results": {"bindings": [
    {"person": {"value": "http://www.wikidata.org/entity/Q1"},
     "name": {"xml:lang": "ru", "value": "Джейн Доу"}, "alias": {"xml:lang": "de", "value": "Jana Doe"},
     "position": {"value": "Chair"}, "start": {"value": "2009-01-21"}},
    {"person": {"value": "http://www.wikidata.org/entity/Q1"},
     "name": {"xml:lang": "en", "value": "Jane Doe"},
     "position": {"value": "Chair"}, "start": {"value": "2009-01-21"}}]}})");
  ASSERT_THAT(officials, SizeIs(1));
  EXPECT_EQ(officials[0].name, "Jane Doe");
  EXPECT_THAT(officials[0].names, ElementsAre(Pair("ru", "Джейн Доу"), Pair("en", "Jane Doe")));
  EXPECT_THAT(officials[0].aliases, ElementsAre(ImportedAlias{"Jana Doe", "", "de"}));
  EXPECT_THAT(officials[0].roles, SizeIs(1));
}

TEST_F(Wikidata, DividesTheAliasesOfTheLabelService) {
  const auto officials = read(
      R"([{"name": "Jane Doe", "personAltLabel": "Janie Doe, Doe, 007", "position": "Chair", "start": "2009-01-21"}])");
  ASSERT_THAT(officials, SizeIs(1));
  EXPECT_THAT(officials[0].aliases, ElementsAre(ImportedAlias{"Janie Doe", "", ""}));
  EXPECT_EQ(report.count(Finding::SurnameAsAlias), 1);
  EXPECT_EQ(report.count(Finding::NameWithoutLetters), 1);
}

TEST_F(Wikidata, JoinsTermsThatFollowEachOther) {
  const auto officials = read(R"([
    {"name": "Jane Doe", "position": "Chair", "start": "2009-03-01", "end": "2013-02-28"},
    {"name": "Jane Doe", "position": "Chair", "start": "2013-03-01", "end": "2017-02-28"}])");
  ASSERT_THAT(officials, SizeIs(1));
  EXPECT_THAT(officials[0].roles, ElementsAre(ImportedRole{"Chair", "", *parse_date("2009-03-01"),
                                                           parse_date("2017-02-28")}));
}

struct Case {
  std::string_view name;
  std::string_view row;
  Finding finding;
  std::size_t roles;
};
const Case kCases[] = {
    {"NoName", R"({"person": "Q1", "position": "Chair", "start": "2009-01-21"})", Finding::NoName,
     0},
    {"ItemForName", R"({"name": "Q1", "position": "Chair", "start": "2009-01-21"})",
     Finding::NoName, 0},
    {"NameOfDigits", R"({"name": "007", "position": "Chair", "start": "2009-01-21"})",
     Finding::NameWithoutLetters, 0},
    {"NoPosition", R"({"name": "Jane Doe", "start": "2009-01-21"})", Finding::NoOffice, 0},
    {"PositionWithoutLetters",
     R"({"name": "Jane Doe", "position": "acting 7", "start": "2009-01-21"})", Finding::NoOffice,
     0},
    {"ItemForPosition",
     R"({"name": "Jane Doe", "position": "http://www.wikidata.org/entity/Q5", "start": "2009-01-21"})",
     Finding::NoOffice, 0},
    {"NoStart", R"({"name": "Jane Doe", "position": "Chair"})", Finding::NoStart, 0},
    {"UnknownStart",
     R"({"name": "Jane Doe", "position": "Chair", "start": "http://www.wikidata.org/.well-known/genid/1f"})",
     Finding::NoStart, 0},
    {"StartOfTheYear",
     R"({"name": "Jane Doe", "position": "Chair", "start": "2009-01-01T00:00:00Z"})",
     Finding::MayBeAYear, 1},
    {"PreciseToTheYear",
     R"({"name": "Jane Doe", "position": "Chair", "start": "2009-01-01T00:00:00Z", "startPrecision": "9"})",
     Finding::DateBelowDay, 0},
    {"PreciseToTheMonth",
     R"({"name": "Jane Doe", "position": "Chair", "start": "2009-05-01T00:00:00Z", "startPrecision": 10})",
     Finding::DateBelowDay, 0},
    {"UnknownCountry",
     R"({"name": "Jane Doe", "position": "Chair", "start": "2009-05-01", "country": "Atlantis"})",
     Finding::UnknownCountry, 1},
    {"Overlap",
     R"({"name": "Jane Doe", "position": "Chair", "start": "2009-05-01"}, {"name": "Jane Doe", "position": "Chair", "start": "2011-05-01"})",
     Finding::OverlappingTerms, 1},
};
class DoubtfulRows : public Wikidata, public testing::WithParamInterface<Case> {};
TEST_P(DoubtfulRows, AreReported) {
  const auto officials = read("[" + std::string(GetParam().row) + "]");
  EXPECT_EQ(report.count(GetParam().finding), 1) << report.to_text();
  EXPECT_EQ(officials.empty() ? 0 : officials[0].roles.size(), GetParam().roles);
}
INSTANTIATE_TEST_SUITE_P(Importers, DoubtfulRows, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST_F(Wikidata, TakesAFirstOfJanuaryThatIsKnownToTheDay) {
  read(
      R"([{"name": "Jane Doe", "position": "Chair", "start": "2009-01-01", "startPrecision": "11"}])");
  EXPECT_TRUE(report.is_clear()) << report.to_text();
}

}  // namespace
}  // namespace newswatch::importers
