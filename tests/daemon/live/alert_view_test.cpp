#include "daemon/live/alert_view.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Json alert() {
  return Json::parse(R"({"id": "0123", "time": "2026-11-24T08:00:00Z", "data": {"kind": "topic",
      "rule": {"id": "floods", "name": "Floods", "severity": "high"},
      "article": {"id": "a1", "title": "Rain", "url": "https://example.org/a1",
                  "source": {"name": "The Example"}},
      "matches": [{"field": "body", "begin": 12, "end": 17, "text": "flood"}],
      "snippets": [{"field": "body", "begin": 10, "end": 23, "text": "A flood came."}],
      "quotations": [{"speaker": {"id": "jane-doe", "name": "Jane Doe"}}, {"speaker": {"name": "X"}}],
      "story": {"id": "s1", "role": "update", "articles": 3, "outlets": 2},
      "reason": "The article has a flood."}})");
}

Json view(const Json& event) {
  const auto made = view_of(event.dump());
  EXPECT_TRUE(made) << made.error().message;
  EXPECT_THAT(*made, Not(HasSubstr("\n")));
  return Json::parse(*made);
}

TEST(AlertView, HasWhatThePageShows) {
  EXPECT_EQ(view(alert()), Json::parse(R"({"id": "0123", "time": "2026-11-24T08:00:00Z",
      "kind": "topic", "severity": "high", "rule": {"id": "floods", "name": "Floods"},
      "title": "Rain", "url": "https://example.org/a1", "outlet": "The Example",
      "snippets": [[["A ", false], ["flood", true], [" came.", false]]],
      "officials": [{"id": "jane-doe", "name": "Jane Doe"}],
      "story": {"id": "s1", "role": "update", "articles": 3, "outlets": 2},
      "reason": "The article has a flood."})"));
}

TEST(AlertView, LinksToNothingButTheWeb) {
  for (const char* url :
       {"javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", ""}) {
    auto event = alert();
    event["data"]["article"]["url"] = url;
    EXPECT_FALSE(view(event).contains("url")) << url;
  }
}

TEST(AlertView, StaysSmallWhateverTheArticleIs) {
  auto event = alert();
  auto& data = event["data"];
  data["article"]["title"] = std::string(1000000, 'x') + "\xC3\xBC";
  data["article"]["url"] = "https://" + std::string(1000000, 'x');
  data["reason"] = std::string(1000000, 'y');
  data["snippets"][0]["text"] = std::string(1000000, 'z');
  for (int i = 0; i < 1000; ++i)
    data["officials"].push_back({{"id", std::to_string(i)}, {"name", std::string(5000, 'n')}});
  const auto made = view(event);
  EXPECT_LT(made.dump().size(), 15000U);
  EXPECT_THAT(made["title"].get<std::string>(), EndsWith("x…"));
}

TEST(AlertView, CutsBetweenCharacters) {
  auto event = alert();
  std::string title;
  while (title.size() < 1000) title += "ü";
  for (const char* shift : {"", "a"}) {
    event["data"]["article"]["title"] = shift + title;
    EXPECT_THAT(view(event)["title"].get<std::string>(), EndsWith("ü…"));
  }
}

TEST(AlertView, TakesControlsOutOfTexts) {
  auto event = alert();
  event["data"]["article"]["title"] = "a\u202Eb\u2066c\u0007d\ne";
  EXPECT_EQ(view(event)["title"], "abc d e");
}

TEST(AlertView, ShowsAlertsAboutNoArticle) {
  const auto made = view(Json::parse(R"({"id": "0123", "data": {"kind": "surge", "rule": {"id": "r",
      "name": "R", "severity": "low"}, "reason": "Much."}})"));
  EXPECT_FALSE(made.contains("title"));
  EXPECT_EQ(made["reason"], "Much.");
}

TEST(AlertView, RefusesWhatIsNoAlert) {
  for (const std::string_view json :
       {"", "{", "{}", "[]", "1", R"({"data": 1})", R"({"data": {}})"}) {
    const auto made = view_of(json);
    ASSERT_FALSE(made) << json;
    EXPECT_EQ(made.error().code, ErrorCode::InvalidJson);
  }
}

}  // namespace
}  // namespace newswatch::daemon
