#include "detectors/registry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

namespace newswatch::detectors {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

TEST(Registry, NamesTheSectionsWithRules) {
  EXPECT_THAT(rule_sections(), ElementsAre("officials", "topics", "statements", kSurgeSection));
}

/// Editors would refuse a section that the schema does not know.
TEST(Registry, HasTheSectionsOfTheSchemaOfRuleFiles) {
  std::ifstream stream(NEWSWATCH_SOURCE_DIR "/rules/rules.schema.json");
  const auto schema = nlohmann::json::parse(stream);
  std::vector<std::string> described;
  for (const auto& [name, section] : schema.at("properties").items())
    if (name != "defaults") described.push_back(name);
  EXPECT_THAT(section_names(), UnorderedElementsAreArray(described));
}

TEST(Registry, KeepsTopicsForRulesThatNameThem) {
  rules::Problems problems;
  const auto directory = [&](std::string_view text) {
    return directory_of(rules::read_rules(text, "rules.yaml", section_names(), problems),
                        DetectorOptions{});
  };
  const std::string topic = "topics: [{id: t, name: T, query: x}]\n";
  EXPECT_TRUE(directory(topic).topics.empty());
  EXPECT_EQ(directory(topic + "statements: [{id: s, name: S, speaker: x, topic: t}]").topics.size(),
            1U);
}

}  // namespace
}  // namespace newswatch::detectors
