#include "rules/map_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using namespace std::chrono_literals;

/// A map, its reader, and what the reader reported.
class MapReaderTest : public testing::Test {
 protected:
  MapReader& reader(std::string_view text) {
    root_ = parse_yaml(text, file_, problems_).value();
    return reader_.emplace(root_, file_, problems_);
  }
  std::vector<std::string> problems() const {
    std::vector<std::string> all;
    for (const Problem& problem : problems_) all.push_back(to_string(problem));
    return all;
  }

  const std::string file_ = "a.yaml";
  Node root_;
  std::vector<Problem> problems_;
  std::optional<MapReader> reader_;
};

TEST_F(MapReaderTest, ReadsEachType) {
  MapReader& map = reader(
      "{a: text, b: [x, y], c: z, d: true, e: 2021-01-26, f: {k: v, l: 2}, g: [{m: 1}], h: 5, i: "
      "90s}");
  EXPECT_EQ(map.text("a"), "text");
  EXPECT_EQ(map.required_text("a"), "text");
  EXPECT_THAT(map.texts("b"), ElementsAre("x", "y"));
  EXPECT_THAT(map.texts("c"), ElementsAre("z"));
  EXPECT_TRUE(map.flag("d", false));
  EXPECT_EQ(map.date("e"), parse_date("2021-01-26"));
  EXPECT_THAT(map.pairs("f"), ElementsAre(Pair("k", "v"), Pair("l", "2")));
  EXPECT_EQ(map.maps("g").size(), 1U);
  EXPECT_TRUE(map.says("a", "text"));
  EXPECT_FALSE(map.says("b", "x"));
  EXPECT_EQ(map.choice("a", {"word", "text"}), 1U);
  ASSERT_NE(map.map("f"), nullptr);
  EXPECT_EQ(map.map("f")->entries.size(), 2U);
  EXPECT_EQ(map.number("h", 1, 5), 5U);
  EXPECT_EQ(map.duration("i", 1s, 1h), 90s);
  map.finish();
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(MapReaderTest, TakesAbsentAndNullAlike) {
  for (const auto* text : {"{x: 1}", "{x: 1, a: ~}", "{x: 1, a: }"}) {
    MapReader& map = reader(text);
    EXPECT_FALSE(map.has("a"));
    EXPECT_FALSE(map.text("a"));
    EXPECT_THAT(map.texts("a"), IsEmpty());
    EXPECT_TRUE(map.flag("a", true));
    EXPECT_FALSE(map.flag("a", false));
    EXPECT_FALSE(map.date("a"));
    EXPECT_THAT(map.pairs("a"), IsEmpty());
    EXPECT_THAT(map.maps("a"), IsEmpty());
    EXPECT_FALSE(map.says("a", ""));
    EXPECT_FALSE(map.choice("a", {"x"}));
    EXPECT_FALSE(map.number("a", 0, 1));
    EXPECT_FALSE(map.duration("a", 0s, 1s));
    EXPECT_EQ(map.map("a"), nullptr);
  }
  EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(MapReaderTest, ReportsMissingTexts) {
  MapReader& map = reader("{a: ' ', b: ~, c: ''}");
  for (const auto* key : {"a", "b", "c", "d"}) map.required_text(key);
  EXPECT_THAT(
      problems(),
      ElementsAre("a.yaml:1:5: \"a\" must be more than blanks", "a.yaml:1:13: \"b\" is missing",
                  "a.yaml:1:19: \"c\" must be more than blanks", "a.yaml:1:1: \"d\" is missing"));
}

TEST_F(MapReaderTest, ReportsWrongTypesAtTheValue) {
  MapReader& map = reader("a: [x]\nb: {k: v}\nc: [[x]]\nd: maybe\ne: {k: [v]}\nf: [x]\ng: x\n");
  map.text("a");
  map.required_text("b");
  map.texts("b");
  map.texts("c");
  map.flag("d", true);
  map.pairs("e");
  map.pairs("f");
  map.maps("f");
  map.maps("g");
  EXPECT_THAT(
      problems(),
      ElementsAre(
          "a.yaml:1:4: \"a\" must be a text", "a.yaml:2:4: \"b\" must be a text",
          "a.yaml:2:4: \"b\" must be a list of texts", "a.yaml:3:4: \"c\" must be a list of texts",
          "a.yaml:4:4: \"d\" must be true or false", "a.yaml:5:4: \"e\" must be a map of texts",
          "a.yaml:6:4: \"f\" must be a map of texts", "a.yaml:6:4: \"f\" must be a list of maps",
          "a.yaml:7:4: \"g\" must be a list of maps"));
}

TEST_F(MapReaderTest, ReportsDaysThatDoNotExist) {
  for (const auto* text : {"2021-02-29", "2021-1-2", "yesterday", "2021-01-26T00:00:00Z"}) {
    reader(std::string("{a: ") + text + "}").date("a");
    EXPECT_THAT(problems(), ElementsAre(testing::HasSubstr(text))) << text;
    problems_.clear();
  }
}

TEST_F(MapReaderTest, ReportsUnknownKeysWithTheNearestName) {
  MapReader& map = reader("querry: x\nseverity: low\ncolour: red\n");
  map.text("query");
  map.know("severity");
  map.finish();
  EXPECT_THAT(problems(), ElementsAre("a.yaml:1:1: unknown key \"querry\"; did you mean \"query\"?",
                                      "a.yaml:3:1: unknown key \"colour\""));
}

}  // namespace
}  // namespace newswatch::rules
