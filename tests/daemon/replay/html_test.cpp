#include "daemon/replay/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Html, ShowsWhatArticlesTryAsText) {
  EXPECT_EQ(escaped_html("a < b & \"c\" 'd'"), "a &lt; b &amp; &quot;c&quot; &#39;d&#39;");
  EXPECT_THAT(escaped_html("<script>alert(1)</script>"), Not(HasSubstr("<")));
  EXPECT_THAT(escaped_html("x\xE2\x80\xAEy"), Not(HasSubstr("\xE2\x80\xAE")));
}

TEST(Html, LinksOnlyToWebPages) {
  EXPECT_EQ(html_link("https://news.example/1?a=\"b\"", "Title"),
            R"(<a href="https://news.example/1?a=&quot;b&quot;" rel="noreferrer">Title</a>)");
  EXPECT_EQ(html_link("javascript:alert(1)", "Title"), "Title");
  EXPECT_EQ(html_link("", "Title"), "Title");
}

TEST(Html, LoadsNothingAndRunsNothing) {
  const std::string page = html_page("A & B", "<p>body</p>");
  EXPECT_THAT(page, HasSubstr("default-src 'none'"));
  EXPECT_THAT(page, HasSubstr("<title>A &amp; B</title>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("http://")));
}

TEST(Html, PlotsABarForEachDayThatHasAny) {
  const Date first(std::chrono::year(2026) / 11 / 1);
  const DayCounts counts{.days = {{first, 2}, {first + std::chrono::days(2), 4}}};
  const std::string plot = day_plot(counts, {first, first + std::chrono::days(2)}, "Alerts");
  EXPECT_THAT(plot, HasSubstr(R"(<rect x="0.1" y="50.0" width="0.8" height="50.0"/>)"));
  EXPECT_THAT(plot, HasSubstr(R"(<rect x="2.1" y="0.0" width="0.8" height="100.0"/>)"));
  EXPECT_THAT(plot, HasSubstr("Alerts, 2026-11-01 to 2026-11-03, at most 4 in one day"));
}

}  // namespace
}  // namespace newswatch::daemon
