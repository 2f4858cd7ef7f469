#include "importers/known_officials.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace newswatch::importers {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr std::string_view kRules = R"(
topics: [{id: ports, name: Ports, query: port}]
officials:
  - {id: jane-doe, name: Jane Doe, wikidata: Q1, aliases: [Janie Doe, {name: J. Doe, kind: full}]}
  - {id: john-roe, name: John Roe}
)";

class Known : public testing::Test {
 protected:
  Known() {
    std::string pattern = (fs::temp_directory_path() / "newswatch-known-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    write("a.yaml", kRules);
  }
  ~Known() override { fs::remove_all(folder_); }

  void write(const std::string& name, std::string_view text) {
    std::ofstream(folder_ / name) << text;
  }

  /// @return who of the people is left.
  std::vector<std::string> left(std::vector<std::pair<std::string, std::string>> people) {
    const auto known = read_known_officials(folder_, "");
    if (!known) return {known.error().message};
    std::vector<ImportedOfficial> officials;
    for (const auto& [name, wikidata] : people) {
      officials.emplace_back().name = name;
      officials.back().wikidata = wikidata;
    }
    remove_known(*known, officials, report_);
    std::vector<std::string> names;
    for (const auto& official : officials) names.push_back(official.name);
    return names;
  }

  fs::path folder_;
  ImportReport report_;
};

TEST_F(Known, PeopleAreLeftOutByTheirWikidataId) {
  EXPECT_THAT(left({{"Jane D. Doe", "Q1"}, {"Ann Lee", "Q2"}}), ElementsAre("Ann Lee"));
  EXPECT_THAT(report_.to_text(), HasSubstr("stands in the rules already: Jane D. Doe: jane-doe"));
}

TEST_F(Known, PeopleAreLeftOutByNameOrAliasWhereAWikidataIdIsMissing) {
  EXPECT_THAT(left({{"JANE DOE", ""}, {"Janie Doe", ""}, {"J. Doe", ""}, {"John Roe", "Q3"}}),
              ElementsAre());
}

TEST_F(Known, NamesakesOfAnotherWikidataIdStay) {
  EXPECT_THAT(left({{"Jane Doe", "Q9"}}), ElementsAre("Jane Doe"));
}

TEST_F(Known, IdsOfAllSectionsAreTaken) {
  const auto known = read_known_officials(folder_, "");
  ASSERT_TRUE(known);
  EXPECT_THAT(known->ids, ElementsAre("jane-doe", "john-roe", "ports"));
  EXPECT_THAT(known->by_wikidata, ElementsAre(Pair("Q1", "jane-doe")));
}

TEST_F(Known, TheFileThatIsWrittenAnewIsNotRead) {
  write("b.yaml", "officials: [{id: ann-lee, name: Ann Lee}]");
  const auto known = read_known_officials(folder_, folder_ / "b.yaml");
  ASSERT_TRUE(known);
  EXPECT_FALSE(known->ids.contains("ann-lee"));
}

TEST_F(Known, FilesThatAreNoYamlAreAnError) {
  write("b.yaml", "officials: [");
  const auto known = read_known_officials(folder_, "");
  ASSERT_FALSE(known);
  EXPECT_EQ(known.error().code, ErrorCode::InvalidRules);
  EXPECT_THAT(known.error().message, HasSubstr("b.yaml:1:"));
}

}  // namespace
}  // namespace newswatch::importers
