#include "alerts/story.h"

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kReason = R"(,"reason":")";
constexpr std::string_view kEnd = R"("}})";

Json story_json(const StoryPart& story) {
  Json json;
  json["id"] = story.id;
  json["role"] = name_of(story.role);
  if (!story.copy_of.value.empty()) json["copy_of"] = story.copy_of.value;
  json["articles"] = story.articles;
  json["outlets"] = story.outlets;
  return json;
}

/// @return whether `text` can stand between the quotes of a JSON string.
bool is_inside_of_string(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') return false;
    if (text[i] == '\\' && ++i == text.size()) return false;  // it escapes the quote behind
  }
  return true;
}

/// Inside a string every quote has a backslash before it, so a comma and a quote side by side
/// stand between members. The last such place with this name is that of `data`, whose last
/// member the reason is.
std::optional<std::size_t> find_reason(std::string_view json) {
  const std::size_t at = json.rfind(kReason);
  if (at == std::string_view::npos || !json.ends_with(kEnd)) return std::nullopt;
  const std::size_t begin = at + kReason.size();
  const std::size_t end = json.size() - kEnd.size();
  if (begin > end || !is_inside_of_string(json.substr(begin, end - begin))) return std::nullopt;
  return at;
}

}  // namespace

std::string_view name_of(StoryRole role) {
  constexpr std::array<std::string_view, 4> kNames = {"first", "update", "copy", "correction"};
  return kNames[static_cast<std::size_t>(role)];
}

Result<std::string> with_story(std::string_view alert_json, const StoryPart& story,
                               const Suppressed& suppressed) {
  const auto reason = find_reason(alert_json);
  if (!reason) return fail(ErrorCode::InvalidJson, "no alert: it does not end in its reason");
  Json members;
  members["story"] = story_json(story);
  if (!suppressed.is_empty()) members["suppressed"] = suppressed_json(suppressed);
  if (!story.corrects.empty()) members["retracts"] = story.corrects;
  std::string added = members.dump(-1, ' ', false, Json::error_handler_t::replace);
  added.front() = ',';  // the members without the braces round them
  added.pop_back();
  std::string result;
  result.reserve(alert_json.size() + added.size());
  result.append(alert_json.substr(0, *reason)).append(added).append(alert_json.substr(*reason));
  return result;
}

}  // namespace newswatch::alerts
