#include "daemon/live/alert_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "daemon/presentation/alert_text.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostName = 200;
constexpr std::size_t kMostTitle = 300;
constexpr std::size_t kMostText = 1000;
constexpr std::size_t kMostUrl = 2048;
constexpr std::size_t kMostSnippets = 3;  // as alerts have them
constexpr std::size_t kMostSegments = 20;
constexpr std::size_t kMostOfficials = 10;

std::string text_of(const Json& value, std::size_t most) {
  return readable(value.get_ref<const std::string&>(), most);
}

/// Sets `view[name]` to the text, if `from` has one.
void copy(const Json& from, const char* name, std::size_t most, Json& view) {
  if (from.contains(name)) view[name] = text_of(from.at(name), most);
}

Json named(const Json& from) {
  return {{"id", text_of(from.at("id"), kMostName)}, {"name", text_of(from.at("name"), kMostName)}};
}

Json snippet_view(const Json& snippet, const Json& matches) {
  std::vector<Segment> cut = segments(snippet, matches);
  Json parts = Json::array();
  for (Segment& part : cut) {
    if (parts.size() == kMostSegments) break;
    parts.push_back({shortened(std::move(part.text), kMostText), part.matched});
  }
  return parts;
}

void add_article(const Json& article, Json& view) {
  view["title"] =
      text_of(article.contains("title") ? article.at("title") : article.at("id"), kMostTitle);
  const auto url = article.value("url", std::string());
  if (is_web_address(url) && url.size() <= kMostUrl) view["url"] = url;
  if (!article.contains("source")) return;
  const Json& source = article.at("source");
  view["outlet"] = readable(source.value("name", source.value("domain", "")), kMostName);
}

/// The officials that an alert is about, and those whom it quotes.
Json officials_of(const Json& data) {
  Json officials = Json::array();
  const auto add = [&](const Json& official) {
    if (!official.contains("id") || officials.size() == kMostOfficials) return;
    auto known = named(official);
    if (std::ranges::find(officials, known) == officials.end())
      officials.push_back(std::move(known));
  };
  for (const Json& official : data.value("officials", Json::array())) add(official);
  for (const Json& quotation : data.value("quotations", Json::array()))
    if (quotation.contains("speaker")) add(quotation.at("speaker"));
  return officials;
}

Json story_view(const Json& story) {
  return {{"id", text_of(story.at("id"), kMostName)},
          {"role", text_of(story.at("role"), kMostName)},
          {"articles", story.at("articles").get<std::int64_t>()},
          {"outlets", story.at("outlets").get<std::int64_t>()}};
}

Json make_view(const Json& event) {
  const Json& data = event.at("data");
  const Json& rule = data.at("rule");
  Json view = {{"id", text_of(event.at("id"), kMostName)},
               {"kind", text_of(data.at("kind"), kMostName)},
               {"severity", text_of(rule.at("severity"), kMostName)},
               {"rule", named(rule)},
               {"reason", text_of(data.at("reason"), kMostText)}};
  copy(event, "time", kMostName, view);
  copy(data, "retracts", kMostName, view);
  if (data.contains("article")) add_article(data.at("article"), view);
  if (data.contains("story")) view["story"] = story_view(data.at("story"));
  if (auto officials = officials_of(data); !officials.empty())
    view["officials"] = std::move(officials);
  for (const Json& snippet : data.value("snippets", Json::array())) {
    if (view["snippets"].size() == kMostSnippets) break;
    view["snippets"].push_back(snippet_view(snippet, data.at("matches")));
  }
  return view;
}

}  // namespace

Result<std::string> view_of(std::string_view json) {
  try {
    constexpr int kOneLine = -1;
    return make_view(Json::parse(json))
        .dump(kOneLine, ' ', /*ensure_ascii=*/false, Json::error_handler_t::replace);
  } catch (const Json::exception& error) {
    return fail(ErrorCode::InvalidJson, fmt::format("not an alert: {}", error.what()));
  }
}

}  // namespace newswatch::daemon
