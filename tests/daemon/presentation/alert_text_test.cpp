#include "daemon/presentation/alert_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

TEST(Readable, TakesOutMarkupAndControls) {
  EXPECT_EQ(readable("A <b>flood</b> &amp; more"), "A flood & more");
  EXPECT_EQ(readable("a \t\n\x1b[2J b\x7f"), "a [2J b ");
  EXPECT_EQ(readable("a\xC2\x9B"
                     "2J"),
            "a 2J");
  EXPECT_EQ(readable("caf\xC3\xA9"), "caf\xC3\xA9");
}

TEST(Readable, TurnsNoDirections) {
  EXPECT_EQ(readable("a\u202A\u202B\u202C\u202D\u202Eb\u2066\u2067\u2068\u2069c"), "abc");
  EXPECT_EQ(readable("\u2019\u200E\u2065"), "\u2019\u200E\u2065");
  EXPECT_EQ(readable("a\xE2\x80"), "a\xE2\x80");  // cut: the bytes stay
}

TEST(Readable, ShowsMarkupThatWouldDoSomethingAsItStands) {
  for (const char* text :
       {"<script>alert(1)</script>", "<SCRIPT SRC=//x>", "\"><img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>", "<a href='javascript:alert(1)'>x</a>", "<b onclick = 'x'>y</b>",
        "<style>*{display:none}</style>", "<iframe src=//x>"})
    EXPECT_EQ(readable(text), text);
  EXPECT_EQ(readable("<a href=\"https://x\" title=\"only one=1\">x</a>"), "x");
  EXPECT_EQ(readable("onload=1"), "onload=1");
}

TEST(Readable, CutsAtACharacter) {
  EXPECT_EQ(readable("abc", 3), "abc");
  EXPECT_EQ(readable("abcd", 3), "abc…");
  EXPECT_EQ(readable("ab\xC3\xBC", 3), "ab…");
  EXPECT_EQ(readable("\xBC\xBC\xBC", 2), "…");
}

TEST(Segments, SetOffTheWordsThatMatched) {
  const auto parts = segments(
      Json::parse(R"({"field": "body", "begin": 10, "end": 30, "text": "A flood came, floods"})"),
      Json::parse(
          R"([{"field": "title", "begin": 12, "end": 17}, {"field": "body", "begin": 2, "end": 5},
                      {"field": "body", "begin": 12, "end": 17}, {"field": "body", "begin": 12, "end": 15},
                      {"field": "body", "begin": 24, "end": 30}, {"field": "body", "begin": 28, "end": 40}])"));
  std::string shown;
  for (const Segment& part : parts) shown += part.matched ? "[" + part.text + "]" : part.text;
  EXPECT_EQ(shown, "A [flood] came, [floods]");
}

TEST(Segments, RefuseWhatIsNoSnippet) {
  EXPECT_THROW(segments(Json::parse("{}"), Json::array()), Json::exception);
  EXPECT_THROW(
      segments(Json::parse(R"({"text": "a", "begin": 0, "field": "body"})"), Json::parse("[{}]")),
      Json::exception);
}

}  // namespace
}  // namespace newswatch::daemon
