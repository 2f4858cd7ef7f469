#include "importers/rule_file_writer.h"

#include <gmock/gmock.h>

#include <string_view>

#include "rules/rule_files.h"

namespace newswatch::importers {
namespace {

using testing::IsEmpty;

TEST(RuleFile, HasSourceDayAndAllThatIsKnownOfAPerson) {
  ImportedOfficial official;
  official.id = "jane-doe";
  official.name = "Jane van Doe";
  official.surname = "van Doe";
  official.names = {{"en", "Jane van Doe"}, {"no", "Jane Dø"}};
  official.aliases = {
      {"J. Doe", "", ""}, {"Janie, \"the\" Doe", "nickname", ""}, {"Jana", "", "pl"}};
  official.wikidata = "Q1";
  official.gender = Gender::Female;
  official.roles = {
      {"Secretary of State", "US", *parse_date("2009-01-21"), parse_date("2013-02-01")},
      {"Envoy", "NO", *parse_date("2014-05-01"), {}, true},
      {"Chair", "", *parse_date("2015-05-01")}};
  const auto file = rule_file({official}, {"a list (CC0)", "list.csv", *parse_date("2026-06-15")});
  EXPECT_EQ(file, R"(# Source: a list (CC0), imported from list.csv.
# As of 2026-06-15; a role without `to` was held on that day. `to` is the first day out of office.
defaults: {alert: false}

officials:
  - id: jane-doe
    name: Jane van Doe
    surname: van Doe
    names: {en: Jane van Doe, "no": Jane Dø}
    aliases:
      - J. Doe
      - {name: "Janie, \"the\" Doe", kind: nickname}
      - {name: Jana, lang: pl}
    wikidata: Q1
    gender: female
    roles:
      - {title: Secretary of State, country: US, from: 2009-01-21, to: 2013-02-01}
      - {title: Envoy, country: "NO", from: 2014-05-01, acting: true}
      - {title: Chair, from: 2015-05-01}
)");
  rules::Problems problems;
  EXPECT_EQ(rules::read_rules(file, "rules.yaml", {"officials"}, problems).size(), 1);
  EXPECT_THAT(problems.errors, IsEmpty());
}

struct Case {
  std::string_view name;
  std::string_view text;
  std::string_view yaml;
};
const Case kCases[] = {
    {"Plain", "Jane O'Neill-Doe Jr.", "Jane O'Neill-Doe Jr."},
    {"OtherScripts", "王毅", "王毅"},
    {"Empty", "", R"("")"},
    {"TruthValue", "No", R"("No")"},
    {"Number", "1984", R"("1984")"},
    {"Colon", "Doe: Jane", R"("Doe: Jane")"},
    {"BlankBehind", "Doe ", R"("Doe ")"},
    {"Mark", "Doe #2", R"("Doe #2")"},
    {"QuotationMarks", R"(the "Doe")", R"("the \"Doe\"")"},
    {"LineBreak", "a\nb", R"("a\nb")"},
};
class YamlTexts : public testing::TestWithParam<Case> {};
TEST_P(YamlTexts, ReadAsWhatTheyWere) {
  EXPECT_EQ(yaml_text(GetParam().text), GetParam().yaml);
  std::vector<rules::Problem> problems;
  const auto root = rules::parse_yaml("[" + yaml_text(GetParam().text) + "]", "f", problems);
  ASSERT_TRUE(root && root->items.size() == 1);
  EXPECT_EQ(root->items[0].text, GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Importers, YamlTexts, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::importers
