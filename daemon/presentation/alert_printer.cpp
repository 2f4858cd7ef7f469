#include "daemon/presentation/alert_printer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "daemon/presentation/alert_text.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

struct Style {
  std::string_view word_begin, word_end, dim, bold, reset;
  bool links = false;
};

Style style_of(Emphasis emphasis) {
  if (emphasis == Emphasis::Plain) return {"»", "«", "", "", "", false};
  return {"\x1b[1;33m", "\x1b[0m", "\x1b[2m", "\x1b[1m", "\x1b[0m", true};
}

std::string_view colour_of(const std::string& severity, Emphasis emphasis) {
  if (emphasis == Emphasis::Plain) return "";
  if (severity == "critical" || severity == "high") return "\x1b[1;31m";
  return severity == "medium" ? "\x1b[1;35m" : "\x1b[1;36m";
}

std::string highlighted(const Json& snippet, const Json& matches, const Style& style) {
  std::string out;
  for (const Segment& part : segments(snippet, matches))
    out += part.matched ? fmt::format("{}{}{}", style.word_begin, part.text, style.word_end)
                        : part.text;
  return out;
}

/// @return `text` as a link for terminals that know links; others show it as it is. Source: the
///         sequence OSC 8, as VTE and iTerm2 have it.
std::string linked(const std::string& text, const std::string& url, const Style& style) {
  const bool is_plain = std::ranges::all_of(
      url, [](char c) { return c > ' ' && c < 0x7F; });  // else it may end early
  if (!style.links || !is_web_address(url) || !is_plain) return text;
  return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", url, text);
}

/// Title, source and time of the article, as far as they are known; of an alert about none its
/// kind.
std::string describe(const Json& event, const Style& style) {
  const Json& data = event.at("data");
  std::vector<std::string> parts;
  if (data.contains("article")) {
    const Json& article = data.at("article");
    parts.push_back(linked(readable(article.value("title", article.at("id").get<std::string>())),
                           article.value("url", ""), style));
    if (article.contains("source")) {
      const Json& source = article.at("source");
      parts.push_back(readable(source.value("name", source.value("domain", std::string()))));
    }
  } else {
    parts.push_back(readable(data.at("kind").get<std::string>()));
  }
  if (event.contains("time")) parts.push_back(event.at("time").get<std::string>().substr(0, 10));
  std::erase(parts, "");
  return fmt::format("{}", fmt::join(parts, " · "));
}

void print(const Json& event, Emphasis emphasis, std::ostream& out) {
  const Style style = style_of(emphasis);
  const Json& data = event.at("data");
  const Json& rule = data.at("rule");
  const auto severity = readable(rule.at("severity").get<std::string>());
  out << fmt::format("{}{:>8}{}  {}{}{}  {}{}{}\n", colour_of(severity, emphasis), severity,
                     style.reset, style.bold, readable(rule.at("name").get<std::string>()),
                     style.reset, style.dim, readable(rule.at("id").get<std::string>()),
                     style.reset);
  out << fmt::format("          {}{}{}\n", style.dim, describe(event, style), style.reset);
  for (const Json& snippet : data.value("snippets", Json::array())) {
    out << fmt::format("          … {} …\n", highlighted(snippet, data.at("matches"), style));
  }
  out << fmt::format("          {}{}{}\n\n", style.dim,
                     readable(data.at("reason").get<std::string>()), style.reset);
}

}  // namespace

Result<void> print_alert(std::string_view json, Emphasis emphasis, std::ostream& out) {
  try {
    print(Json::parse(json), emphasis, out);
    return {};
  } catch (const Json::exception& error) {
    return fail(ErrorCode::InvalidJson, fmt::format("not an alert: {}", error.what()));
  }
}

}  // namespace newswatch::daemon
