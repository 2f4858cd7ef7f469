#include "rules/official.h"

#include <gtest/gtest.h>

namespace newswatch::rules {
namespace {

Date day(std::string_view text) { return parse_date(text).value(); }

/// Three terms with a gap, the last still running.
Official minister() {
  return {.name = "Jane Doe",
          .surname = "Doe",
          .aliases = {},
          .roles = {{"Mayor", "XA", day("2010-01-01"), day("2012-01-01")},
                    {"Minister", "XB", day("2012-01-01"), day("2014-01-01")},
                    {"President", "XC", day("2016-01-01"), std::nullopt}}};
}

struct Case {
  std::string_view name;
  std::string_view day;
  std::string_view role, former_role, country;
};

const Case kCases[] = {
    {"BeforeTheFirst", "2009-12-31", "", "", ""},
    {"FirstDay", "2010-01-01", "Mayor", "", "XA"},
    {"Within", "2011-06-01", "Mayor", "", "XA"},
    {"LastDay", "2011-12-31", "Mayor", "", "XA"},
    {"Handover", "2012-01-01", "Minister", "", "XB"},
    {"FirstDayOut", "2014-01-01", "", "Minister", "XB"},
    {"InTheGap", "2015-06-01", "", "Minister", "XB"},
    {"LastDayOfTheGap", "2015-12-31", "", "Minister", "XB"},
    {"BackInOffice", "2016-01-01", "President", "", "XC"},
    {"StillInOffice", "2099-01-01", "President", "", "XC"},
    {"LongAgo", "0001-01-01", "", "", ""},
};

class OfficeOn : public testing::TestWithParam<Case> {};

TEST_P(OfficeOn, ThatDay) {
  const Official official = minister();
  const HeldOffice office = office_on(official.roles, day(GetParam().day));
  EXPECT_EQ(office.role, GetParam().role);
  EXPECT_EQ(office.former_role, GetParam().former_role);
  EXPECT_EQ(office.country, GetParam().country);
}

INSTANTIATE_TEST_SUITE_P(Days, OfficeOn, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Office, IsUnknownWithoutADay) {
  const Official official = minister();
  const HeldOffice office = office_on(official.roles, std::nullopt);
  EXPECT_EQ(office.role, "");
  EXPECT_EQ(office.former_role, "");
  EXPECT_EQ(office.country, "");
}

TEST(Office, IsTheOneThatBeganLastOfTwoAtATime) {
  Official official = minister();
  official.roles = {{"Foreign Minister", "XA", day("2020-05-01"), std::nullopt},
                    {"Member", "XA", day("2018-01-01"), std::nullopt}};
  EXPECT_EQ(office_on(official.roles, day("2021-01-01")).role, "Foreign Minister");
  EXPECT_EQ(office_on(official.roles, day("2019-01-01")).role, "Member");
}

TEST(Office, ThatEndedLastIsTheFormerOne) {
  Official official = minister();
  official.roles = {{"Minister", "XA", day("2010-01-01"), day("2015-01-01")},
                    {"Mayor", "XB", day("2011-01-01"), day("2012-01-01")}};
  EXPECT_EQ(office_on(official.roles, day("2020-01-01")).former_role, "Minister");
  EXPECT_EQ(office_on(official.roles, day("2020-01-01")).country, "XA");
}

TEST(AliasKinds, AreKnownByName) {
  EXPECT_EQ(alias_kind("nickname"), AliasKind::Nickname);
  EXPECT_EQ(alias_kind("misspelling"), AliasKind::Misspelling);
  EXPECT_FALSE(alias_kind("nick"));
}

}  // namespace
}  // namespace newswatch::rules
