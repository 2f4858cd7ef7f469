#include "importers/official_ids.h"

#include <gmock/gmock.h>

#include <string_view>

namespace newswatch::importers {
namespace {

using testing::ElementsAre;

struct Case {
  std::string_view name;
  std::string_view person;
  std::string_view slug;
};
const Case kCases[] = {
    {"Plain", "Jane Doe", "jane-doe"},
    {"Accents", "Mélanie Joly", "melanie-joly"},
    {"StrokesAndLigatures", "Łukasz Ærø", "lukasz-aero"},
    {"Apostrophe", "Beto O'Rourke", "beto-orourke"},
    {"Initials", "J. D. Vance", "j-d-vance"},
    {"Hyphen", "Ban Ki-moon", "ban-ki-moon"},
    {"Cyrillic", "Иван Петров", "ivan-petrov"},
    {"Chinese", "王毅", "wang-yi"},
    {"NothingLeft", "!!!", ""},
};
class Slugs : public testing::TestWithParam<Case> {};
TEST_P(Slugs, AreAscii) { EXPECT_EQ(SlugMaker().slug_of(GetParam().person), GetParam().slug); }
INSTANTIATE_TEST_SUITE_P(Importers, Slugs, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

ImportedOfficial person(const std::string& name, std::vector<std::string> distinctions) {
  ImportedOfficial official;
  official.name = name;
  official.distinctions = std::move(distinctions);
  return official;
}

std::vector<std::string> ids(std::vector<ImportedOfficial> officials,
                             const std::set<std::string>& taken = {}) {
  assign_ids(officials, taken);
  std::vector<std::string> ids;
  for (const auto& official : officials) ids.push_back(official.id);
  return ids;
}

TEST(OfficialIds, AreTheNameWhereThatIsEnough) {
  EXPECT_THAT(ids({person("Jane Doe", {"me", "1960"})}), ElementsAre("jane-doe"));
}

TEST(OfficialIds, GetTheFirstDistinctionOfAllNamesakes) {
  EXPECT_THAT(ids({person("Mike Rogers", {"al", "1958"}), person("Jane Doe", {"me", "1960"}),
                   person("Mike Rogers", {"mi", "1963"})}),
              ElementsAre("mike-rogers-al", "jane-doe", "mike-rogers-mi"));
}

TEST(OfficialIds, GetFurtherDistinctionsWhileTheyAreAlike) {
  EXPECT_THAT(ids({person("John Roe", {"tx", "1930"}), person("John Roe", {"tx", "1960"}),
                   person("John Roe", {"me", "1970"})}),
              ElementsAre("john-roe-tx-1930", "john-roe-tx-1960", "john-roe-me"));
}

TEST(OfficialIds, AreNumberedWhereNothingTellsThemApart) {
  EXPECT_THAT(ids({person("John Roe", {}), person("John Roe", {})}),
              ElementsAre("john-roe", "john-roe-2"));
}

TEST(OfficialIds, LeaveTakenOnesToTheirOwners) {
  EXPECT_THAT(ids({person("John Roe", {"tx"})}, {"john-roe"}), ElementsAre("john-roe-tx"));
  EXPECT_THAT(ids({person("John Roe", {})}, {"john-roe"}), ElementsAre("john-roe-2"));
}

}  // namespace
}  // namespace newswatch::importers
