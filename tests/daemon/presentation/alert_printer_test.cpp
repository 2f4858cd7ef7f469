#include "daemon/presentation/alert_printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

std::string printed(std::string_view title, std::string_view text, Emphasis emphasis) {
  std::ostringstream json, out;
  json
      << R"({"time": "2026-11-24T08:00:00Z", "data": {"rule": {"id": "floods", "name": "Floods", "severity": "high"},
    "article": {"id": "a1", "title": ")"
      << title << R"(", "source": {"name": "The Example"}},
    "matches": [{"field": "body", "begin": 12, "end": 17, "text": "flood"}, {"field": "title", "begin": 0, "end": 5}],
    "snippets": [{"field": "body", "begin": 10, "end": 30, "text": ")"
      << text << R"("}], "reason": "The article has a flood."}})";
  const auto fine = print_alert(json.str(), emphasis, out);
  EXPECT_TRUE(fine) << fine.error().message;
  return out.str();
}

TEST(AlertPrinter, SetsOffTheMatchedWords) {
  const auto text = printed("Rain", "A flood came.", Emphasis::Plain);
  EXPECT_THAT(text, HasSubstr("high  Floods  floods"));
  EXPECT_THAT(text, HasSubstr("Rain · The Example · 2026-11-24"));
  EXPECT_THAT(text, HasSubstr("… A »flood« came. …"));
  EXPECT_THAT(text, HasSubstr("The article has a flood."));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(AlertPrinter, ShowsTextWithoutMarkup) {
  EXPECT_THAT(printed("Rain", "A flood <b>&amp;</b>\\n\\n y", Emphasis::Plain),
              HasSubstr("»flood« & y"));
}

TEST(AlertPrinter, ColoursOnlyForTerminals) {
  EXPECT_THAT(printed("Rain", "A flood came.", Emphasis::Colour),
              HasSubstr("A \x1b[1;33mflood\x1b[0m came."));
}

TEST(AlertPrinter, LetsNoArticleWriteToTheTerminal) {
  const auto text =
      printed("\\u001b]0;owned\\u0007", "A flood \\u009b2J\\u007f\\r", Emphasis::Plain);
  EXPECT_THAT(text, HasSubstr(" ]0;owned "));
  EXPECT_THAT(text, HasSubstr("»flood« 2J "));
  for (const char c : {'\x1b', '\x07', '\x7f', '\r', '\x9b'})
    EXPECT_EQ(text.find(c), std::string::npos) << int{c};
}

TEST(AlertPrinter, ShowsAlertsAboutNoArticle) {
  std::ostringstream out;
  const auto fine = print_alert(
      R"({"time": "2026-11-26T12:00:00Z", "data": {"kind": "digest",
          "rule": {"id": "floods", "name": "Floods", "severity": "high"},
          "reason": "12 articles met the rule Floods."}})",
      Emphasis::Plain, out);
  ASSERT_TRUE(fine) << fine.error().message;
  EXPECT_THAT(out.str(), HasSubstr("digest · 2026-11-26\n          12 articles met the rule"));
}

TEST(AlertPrinter, RefusesWhatIsNoAlert) {
  for (const std::string_view json : {"", "{", "{}", "[]", R"({"data": 1})"}) {
    std::ostringstream out;
    const auto printed_it = print_alert(json, Emphasis::Plain, out);
    ASSERT_FALSE(printed_it) << json;
    EXPECT_EQ(printed_it.error().code, ErrorCode::InvalidJson);
  }
}

}  // namespace
}  // namespace newswatch::daemon
