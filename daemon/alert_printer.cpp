#include "daemon/alert_printer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "text/markup.h"

namespace newswatch::daemon {
namespace {

using Json = nlohmann::json;

struct Style {
  std::string_view word_begin, word_end, dim, bold, reset;
};

Style style_of(Emphasis emphasis) {
  if (emphasis == Emphasis::Plain) return {"»", "«", "", "", ""};
  return {"\x1b[1;33m", "\x1b[0m", "\x1b[2m", "\x1b[1m", "\x1b[0m"};
}

std::string_view colour_of(const std::string& severity, Emphasis emphasis) {
  if (emphasis == Emphasis::Plain) return "";
  if (severity == "critical" || severity == "high") return "\x1b[1;31m";
  return severity == "medium" ? "\x1b[1;35m" : "\x1b[1;36m";
}

/// @return `text` as a reader sees it: without markup, and every run of blanks and controls as one
/// blank. C0 controls and
///         DEL are single bytes; C1 controls in UTF-8 begin with 0xC2 and may drive a terminal too.
std::string readable(std::string_view text) {
  const auto plain = text::strip_markup(text);
  if (plain) text = plain->text;
  std::string clean;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool c1 =
        byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (c1) ++i;
    const bool blank = byte <= 0x20 || byte == 0x7F || c1;
    if (!blank) clean += text[i];
    if (blank && (clean.empty() || clean.back() != ' ')) clean += ' ';
  }
  return clean;
}

std::string highlighted(const Json& snippet, const Json& matches, const Style& style) {
  const std::string& text = snippet.at("text").get_ref<const std::string&>();
  const auto begin = snippet.at("begin").get<std::size_t>();
  std::string out;
  std::size_t at = 0;
  for (const Json& match : matches) {
    if (match.at("field") != snippet.at("field")) continue;
    const auto from = match.at("begin").get<std::size_t>();
    const auto to = match.at("end").get<std::size_t>();
    if (from < begin + at || to > begin + text.size()) continue;
    out += readable(std::string_view(text).substr(at, from - begin - at));
    out += style.word_begin;
    out += readable(std::string_view(text).substr(from - begin, to - from));
    out += style.word_end;
    at = to - begin;
  }
  return out + readable(std::string_view(text).substr(at));
}

/// Title, source and time of the article, as far as they are known; of an alert about none its
/// kind.
std::string describe(const Json& event) {
  const Json& data = event.at("data");
  std::vector<std::string> parts;
  if (data.contains("article")) {
    const Json& article = data.at("article");
    parts.push_back(article.value("title", article.at("id").get<std::string>()));
    if (article.contains("source")) {
      const Json& source = article.at("source");
      parts.push_back(source.value("name", source.value("domain", std::string())));
    }
  } else {
    parts.push_back(data.at("kind").get<std::string>());
  }
  if (event.contains("time")) parts.push_back(event.at("time").get<std::string>().substr(0, 10));
  std::erase(parts, "");
  return readable(fmt::format("{}", fmt::join(parts, " · ")));
}

void print(const Json& event, Emphasis emphasis, std::ostream& out) {
  const Style style = style_of(emphasis);
  const Json& data = event.at("data");
  const Json& rule = data.at("rule");
  const auto severity = rule.at("severity").get<std::string>();
  out << fmt::format("{}{:>8}{}  {}{}{}  {}{}{}\n", colour_of(severity, emphasis), severity,
                     style.reset, style.bold, rule.at("name").get<std::string>(), style.reset,
                     style.dim, rule.at("id").get<std::string>(), style.reset);
  out << fmt::format("          {}{}{}\n", style.dim, describe(event), style.reset);
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
