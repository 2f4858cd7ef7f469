#include "importers/positions.h"

#include <gmock/gmock.h>

#include <string_view>

#include "importers/country_names.h"

namespace newswatch::importers {
namespace {

struct Case {
  std::string_view name;
  std::string_view label;
  std::string_view given;
  std::string_view title;
  std::string_view country;
  bool acting = false;
};
const Case kCases[] = {
    {"CountryBefore", "United States Secretary of State", "", "Secretary of State", "US"},
    {"CountryBehind", "Prime Minister of Japan", "", "Prime Minister", "JP"},
    {"CountryWithArticle", "President of the United States", "US", "President", "US"},
    {"AdjectiveBefore", "French Minister of Finance", "FR", "Minister of Finance", "FR"},
    {"OfTwice", "Minister of Defence of Canada", "", "Minister of Defence", "CA"},
    {"SmallCountry", "Prime Minister of Barbados", "", "Prime Minister", "BB"},
    {"OfficeWithoutCountry", "Secretary of State", "US", "Secretary of State", "US"},
    {"AnotherCountryStays", "Governor of Georgia", "US", "Governor of Georgia", "US"},
    {"CapitalStays", "Mayor of London", "", "Mayor of London", ""},
    {"BodyStays", "President of the European Commission", "EU",
     "President of the European Commission", "EU"},
    {"SmallLetters", "minister for foreign affairs", "SE", "Minister for foreign affairs", "SE"},
    {"Acting", "acting United States Secretary of State", "", "Secretary of State", "US", true},
    {"Nothing", "", "", "", ""},
};
class Positions : public testing::TestWithParam<Case> {};
TEST_P(Positions, LoseTheCountryThatTheyHold) {
  const Case& c = GetParam();
  const auto position = position_of(c.label, c.given);
  EXPECT_EQ(position.title, c.title);
  EXPECT_EQ(position.country, c.country);
  EXPECT_EQ(position.acting, c.acting);
}
INSTANTIATE_TEST_SUITE_P(Importers, Positions, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(CountryCodes, AreFoundByCodeAndName) {
  EXPECT_EQ(country_code("US"), "US");
  EXPECT_EQ(country_code("NATO"), "NATO");
  EXPECT_EQ(country_code("United States of America"), "US");
  EXPECT_EQ(country_code("the Netherlands"), "NL");
  EXPECT_EQ(country_code("Kingdom of the Netherlands"), "NL");
  EXPECT_EQ(country_code("Kingdom of Denmark"), "DK");
  EXPECT_EQ(country_code("Barbados"), "BB");
  EXPECT_EQ(country_code("Atlantis"), std::nullopt);
  EXPECT_EQ(country_code("http://www.wikidata.org/entity/Q30"), std::nullopt);
}

}  // namespace
}  // namespace newswatch::importers
