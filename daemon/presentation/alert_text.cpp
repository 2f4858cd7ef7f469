#include "daemon/presentation/alert_text.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/ascii.h"
#include "base/utf8.h"
#include "text/markup.h"

namespace newswatch::daemon {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

/// @return the bytes of a control character at `at`, 0 where there is none. C0 and DEL are single
///         bytes; C1 in UTF-8 begins with 0xC2 and may drive a terminal too.
std::size_t control_size(std::string_view text, std::size_t at) {
  const auto byte = byte_at(text, at);
  if (byte <= 0x20 || byte == 0x7F) return 1;
  const auto next = byte_at(text, at + 1);
  return byte == 0xC2 && next >= 0x80 && next < 0xA0 ? 2 : 0;
}

/// @return whether U+202A to U+202E or U+2066 to U+2069 begins at `at`: three bytes each.
bool turns_direction(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != 0xE2) return false;
  const auto second = byte_at(text, at + 1);
  const auto third = byte_at(text, at + 2);
  return (second == 0x80 && third >= 0xAA && third <= 0xAE) ||
         (second == 0x81 && third >= 0xA6 && third <= 0xA9);
}

/// @return whether a name such as `onload` and `=` stand somewhere in `text`, which is in small
///         letters.
bool has_handler(std::string_view text) {
  constexpr std::size_t kShortest = 5;  // `oncut`
  for (auto at = text.find('='); at != std::string_view::npos; at = text.find('=', at + 1)) {
    const auto name = text.substr(0, text.find_last_not_of(" \t\r\n", at == 0 ? 0 : at - 1) + 1);
    const auto before = name.find_last_not_of("abcdefghijklmnopqrstuvwxyz");
    const auto word = before == std::string_view::npos ? name : name.substr(before + 1);
    if (word.size() >= kShortest && word.starts_with("on")) return true;
  }
  return false;
}

/// @return whether a browser that took `text` for HTML would do or load something.
bool is_active(std::string_view text) {
  if (text.find('<') == std::string_view::npos) return false;
  constexpr std::array<std::string_view, 13> kSigns{
      "<script", "<style", "<img",  "<svg",  "<iframe", "<object",    "<embed",
      "<link",   "<meta",  "<base", "<form", "<input",  "javascript:"};
  const std::string small = ascii_lower(text);
  return has_handler(small) || std::ranges::any_of(kSigns, [&](std::string_view sign) {
           return small.find(sign) != std::string::npos;
         });
}

}  // namespace

std::string readable(std::string_view text) {
  const auto plain = is_active(text) ? std::nullopt : text::strip_markup(text);
  if (plain) text = plain->text;
  std::string clean;
  for (std::size_t i = 0; i < text.size();) {
    if (const auto size = control_size(text, i); size > 0) {
      i += size;
      if (clean.empty() || clean.back() != ' ') clean += ' ';
    } else if (turns_direction(text, i)) {
      i += 3;
    } else {
      clean += text[i++];
    }
  }
  return clean;
}

std::string readable(std::string_view text, std::size_t most_bytes) {
  return shortened(readable(text), most_bytes);
}

std::string shortened(std::string text, std::size_t most_bytes) {
  if (text.size() <= most_bytes) return text;
  while (most_bytes > 0 && !begins_character(text[most_bytes])) --most_bytes;
  text.resize(most_bytes);
  return text + "…";
}

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::vector<Segment> segments(const nlohmann::json& snippet, const nlohmann::json& matches) {
  const std::string_view text = snippet.at("text").get_ref<const std::string&>();
  const auto begin = snippet.at("begin").get<std::size_t>();
  std::vector<Segment> parts;
  const auto add = [&](std::size_t from, std::size_t to, bool matched) {
    if (from < to) parts.push_back({readable(text.substr(from, to - from)), matched});
  };
  std::size_t at = 0;
  for (const auto& match : matches) {
    if (match.at("field") != snippet.at("field")) continue;
    const auto from = match.at("begin").get<std::size_t>();
    const auto to = match.at("end").get<std::size_t>();
    if (from < begin + at || to < from || to > begin + text.size()) continue;
    add(at, from - begin, false);
    add(from - begin, to - begin, true);
    at = to - begin;
  }
  add(at, text.size(), false);
  return parts;
}

}  // namespace newswatch::daemon
