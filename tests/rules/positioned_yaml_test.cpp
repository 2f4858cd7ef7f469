#include "rules/positioned_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> problems_of(std::string_view text) {
  std::vector<Problem> problems;
  const auto root = parse_yaml(text, "a.yaml", problems);
  EXPECT_TRUE(root.has_value() || !problems.empty());
  std::vector<std::string> words;
  for (const Problem& problem : problems) words.push_back(to_string(problem));
  return words;
}

Node parsed(std::string_view text) {
  std::vector<Problem> problems;
  auto root = parse_yaml(text, "a.yaml", problems);
  for (const Problem& problem : problems) ADD_FAILURE() << to_string(problem);
  return root.value_or(Node{});
}

std::string repeated(std::string_view part, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += part;
  return text;
}

TEST(PositionedYaml, KeepsTheOrderAndThePlaceOfEveryNode) {
  const Node root = parsed("topics:\n  - id: fentanyl\n    query: 'a b'\nother: [x, ~]\n");
  ASSERT_TRUE(root.is_map());
  ASSERT_EQ(root.entries.size(), 2U);
  EXPECT_EQ(root.entries[0].key, "topics");
  EXPECT_EQ(root.entries[0].key_position, (Position{1, 1}));
  const Node& topic = root.entries[0].value.items.at(0);
  EXPECT_EQ(topic.position, (Position{2, 5}));
  ASSERT_NE(topic.find("query"), nullptr);
  EXPECT_EQ(topic.find("query")->value.text, "a b");
  EXPECT_EQ(topic.find("query")->key_position, (Position{3, 5}));
  EXPECT_EQ(topic.find("query")->value.position, (Position{3, 12}));
  EXPECT_EQ(topic.find("nothing"), nullptr);
  const Node& other = root.entries[1].value;
  EXPECT_EQ(other.items.at(0).position, (Position{4, 9}));
  EXPECT_TRUE(other.items.at(1).is_null());
}

TEST(PositionedYaml, KnowsQuotedTextFromPlain) {
  const Node root = parsed("[1, '1', \"1\", !!str 1, no]");
  std::vector<bool> quoted;
  for (const Node& item : root.items) quoted.push_back(item.quoted);
  EXPECT_THAT(quoted, ElementsAre(false, true, true, true, false));
  EXPECT_EQ(root.items.back().text, "no");
}

TEST(PositionedYaml, CountsColumnsInCharacters) {
  const Node root = parsed("\xEF\xBB\xBF{caf\xC3\xA9: \xE4\xB8\xAD, b: 1}");
  EXPECT_EQ(root.entries.at(1).key_position, (Position{1, 11}));
}

TEST(PositionedYaml, PlacesAMissingValueAtItsKey) {
  const Node root = parsed("a:\n\nb: 1\n");
  EXPECT_TRUE(root.entries.at(0).value.is_null());
  EXPECT_EQ(root.entries.at(0).value.position, (Position{1, 1}));
}

TEST(PositionedYaml, TakesAnEmptyFileAsNull) {
  EXPECT_TRUE(parsed("").is_null());
  EXPECT_TRUE(parsed("# only a comment\n").is_null());
}

TEST(PositionedYaml, RepeatsWhatAnAliasNames) {
  const Node root = parsed("a: &x {b: [1, 2]}\nc: *x\n");
  EXPECT_EQ(root.find("c")->value.find("b")->value.items.size(), 2U);
}

struct Case {
  std::string_view name;
  std::string text;
  std::vector<std::string> problems;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

const Case kCases[] = {
    {"DuplicateKey",
     "a: 1\nb: 2\na: 3\n",
     {"a.yaml:3:1: key \"a\" stands twice, first in line 1 and again in line 3"}},
    {"EveryDuplicate",
     "a: {b: 1, b: 2}\na: 3\n",
     {"a.yaml:1:11: key \"b\" stands twice, first in line 1 and again in line 1",
      "a.yaml:2:1: key \"a\" stands twice, first in line 1 and again in line 2"}},
    {"KeyThatIsAList", "? [a]\n: b\n", {"a.yaml:1:3: a key must be plain text"}},
    {"KeyThatIsNull", "~: b\n", {"a.yaml:1:1: a key must be plain text"}},
    {"MergeKey", "a: &x {b: 1}\nc:\n  <<: *x\n", {"a.yaml:3:3: merge keys (<<) are not supported"}},
    {"TwoDocuments",
     "a: 1\n---\nb: 2\n",
     {"a.yaml:2:1: a second document: one file holds one document"}},
    {"NotUtf8", "a: \xFF\n", {"a.yaml:1:4: not UTF-8 at byte 3"}},
    {"Nul", std::string("a:\n \0", 5), {"a.yaml:2:2: a NUL at byte 4"}},
    {"UnclosedQuote",
     "a: 1\nb: \"c\nd: 2\n",
     {"a.yaml:2:4: the quotation mark that opens here is never closed"}},
    {"UnclosedBehindAnAnchor",
     "a: &x !!str 'c\nd: 2\n",
     {"a.yaml:1:4: the quotation mark that opens here is never closed"}},
    {"UnclosedSingleQuote",
     "- 'it''s\n",
     {"a.yaml:1:3: the quotation mark that opens here is never closed"}},
    {"UnclosedBehindAnEscape",
     "- \"a\\\"\n",
     {"a.yaml:1:3: the quotation mark that opens here is never closed"}},
    {"OwnTag", "a: !mine b\n", {"a.yaml:1:4: tag \"!mine\" is not supported"}},
    {"AliasInsideItsAnchor", "a: &x [*x]\n", {"a.yaml:1:8: alias inside its own anchor"}},
    {"TooDeep",
     repeated("[", 65) + repeated("]", 65),
     {"a.yaml:1:65: nested deeper than 64 levels"}},
    {"TooDeepThroughAnAlias",
     "a: &x " + repeated("[", 40) + repeated("]", 40) + "\nb: " + repeated("[", 40) + "*x" +
         repeated("]", 40) + "\n",
     {"a.yaml:2:44: nested deeper than 64 levels"}},
};

class PositionedYamlProblems : public testing::TestWithParam<Case> {};

TEST_P(PositionedYamlProblems, NameTheirPlace) {
  EXPECT_THAT(problems_of(GetParam().text), testing::ElementsAreArray(GetParam().problems));
}

INSTANTIATE_TEST_SUITE_P(Text, PositionedYamlProblems, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(PositionedYaml, TakesQuotesThatCloseInAnyLine) {
  const Node root =
      parsed("a: 'it''s\n  late'\nb: \"a \\\"b\\\"\n  c\\\\\"\nc: !!str 'd'\n\"e\": ''\n");
  EXPECT_EQ(root.find("a")->value.text, "it's late");
  EXPECT_EQ(root.find("b")->value.text, "a \"b\" c\\");
  EXPECT_EQ(root.find("c")->value.text, "d");
  EXPECT_EQ(root.find("e")->value.text, "");
}

TEST(PositionedYaml, ReportsWhatYamlCppRefuses) {
  EXPECT_THAT(problems_of("a: 1\n b: [\n"), ElementsAre(HasSubstr("a.yaml:2:")));
  EXPECT_THAT(problems_of("a: *nobody\n"), ElementsAre(HasSubstr("a.yaml:1:")));
}

struct Refused {
  std::string_view name;
  std::string text;
  std::string problem;
};
void PrintTo(const Refused& r, std::ostream* out) { *out << r.name; }

const Refused kRefused[] = {
    {"Colon", "a: b: c\n", "a.yaml:1:5: illegal map value: a text with a colon needs quotes"},
    {"Tab", "a:\n\tb: 1\n", "a.yaml:2:3: illegal map value: "},
    {"OpenList", "a: [1, 2\nb: 3\n", "a [ before is never closed"},
    {"OpenMap", "a: {x: 1\nb: 2\n", "a { before is never closed"},
    {"Indented", "a:\n  - id: x\n   name: y\n", "a line is indented otherwise than the items"},
    {"BehindQuotes", "a: \"x\" y\n", "more follows a closing quote"},
    {"NothingOpen", "k: {a, b}}\n", "nothing is open that this could close"},
    {"AtSign", "a: @x\n", "needs quotes"},
    {"Backslash", "a: \"x\\q\"\n", "a backslash is written twice"},
};

class RefusedYaml : public testing::TestWithParam<Refused> {};

TEST_P(RefusedYaml, SaysWhatToDo) {
  EXPECT_THAT(problems_of(GetParam().text), ElementsAre(HasSubstr(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(Text, RefusedYaml, testing::ValuesIn(kRefused),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(PositionedYaml, SurvivesDeepNesting) {
  EXPECT_THAT(problems_of(repeated("[", 20'000)), testing::Not(IsEmpty()));
  EXPECT_THAT(problems_of(repeated("{a: ", 20'000)), testing::Not(IsEmpty()));
  EXPECT_THAT(problems_of(repeated("- ", 20'000)), testing::Not(IsEmpty()));
  EXPECT_THAT(problems_of(repeated("? ", 20'000)), testing::Not(IsEmpty()));
}

TEST(PositionedYaml, StopsAnAliasBomb) {
  std::string text = "l0: &l0 [x, x, x, x, x, x, x, x, x]\n";
  for (int level = 1; level < 12; ++level)
    text += "l" + std::to_string(level) + ": &l" + std::to_string(level) + " [" +
            repeated("*l" + std::to_string(level - 1) + ", ", 9) + "]\n";
  EXPECT_THAT(problems_of(text), ElementsAre(HasSubstr("aliases repeat more than 100000 nodes")));
}

TEST(PositionedYaml, ReadsManyRules) {
  std::string text = "topics:\n";
  for (int i = 0; i < 20'000; ++i) text += "  - {id: t" + std::to_string(i) + ", query: a}\n";
  EXPECT_EQ(parsed(text).find("topics")->value.items.size(), 20'000U);
}

}  // namespace
}  // namespace newswatch::rules
