#include "text/countries.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace newswatch::text {
namespace {

struct Case {
  std::string_view name;
  std::string_view words;
  std::string_view code;
  CountryForm form;
};
const Case kCases[] = {
    {"AName", "germany", "DE", CountryForm::Name},
    {"ANameOfTwoWords", "united states", "US", CountryForm::Name},
    {"AnAdjective", "polish", "PL", CountryForm::Adjective},
    {"AnAbbreviationBeforeNouns", "us", "US", CountryForm::Adjective},
    {"AnAdjectiveOfTwoWords", "south korean", "KR", CountryForm::Adjective},
    {"ItsPeople", "frenchman", "FR", CountryForm::People},
    {"ACapitalThatActs", "beijing", "CN", CountryForm::Government},
    {"ASeatOfGovernment", "downing street", "GB", CountryForm::Government},
    {"AnAlliance", "nato", "NATO", CountryForm::Adjective},
};
class Countries : public testing::TestWithParam<Case> {};

TEST_P(Countries, AreKnownByTheirWords) {
  const auto term = country_term(GetParam().words);
  ASSERT_TRUE(term);
  EXPECT_EQ(term->code, GetParam().code);
  EXPECT_EQ(term->form, GetParam().form);
  EXPECT_EQ(country_of(GetParam().words), GetParam().code);
}
INSTANTIATE_TEST_SUITE_P(Words, Countries, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

class NoCountries : public testing::TestWithParam<std::string_view> {};

TEST_P(NoCountries, AreUnknown) { EXPECT_FALSE(country_of(GetParam())); }
INSTANTIATE_TEST_SUITE_P(Words, NoCountries,
                         testing::Values("", "ohio", "the", "united", "U.S.", "Germany"));

TEST(CountryTerms, AreToldOneByOne) {
  std::size_t terms = 0;
  for_each_country_term([&](std::string_view words) {
    ++terms;
    EXPECT_TRUE(country_term(words)) << words;
  });
  EXPECT_GT(terms, 500U);
}

TEST(CountryCodes, AreKnownInCapitals) {
  EXPECT_EQ(known_country_code("DE"), "DE");
  EXPECT_EQ(known_country_code("NATO"), "NATO");
  EXPECT_FALSE(known_country_code("de"));
  EXPECT_FALSE(known_country_code("XX"));
}

}  // namespace
}  // namespace newswatch::text
