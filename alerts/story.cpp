#include "alerts/story.h"

#include <array>

#include "alerts/json_fields.h"
#include "alerts/json_text.h"

namespace newswatch::alerts {
namespace {

constexpr std::string_view kReason = R"(,"reason":")";
constexpr std::string_view kEnd = R"("}})";

void put_story(JsonText& json, const StoryPart& story) {
  json.text("id", story.id);
  json.text("role", name_of(story.role));
  put_unless_empty(json, "copy_of", story.copy_of.value);
  json.number("articles", story.articles);
  json.number("outlets", story.outlets);
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
Result<std::size_t> find_reason(std::string_view json) {
  const std::size_t at = json.rfind(kReason);
  if (at != std::string_view::npos && json.ends_with(kEnd)) {
    const std::size_t begin = at + kReason.size();
    const std::size_t end = json.size() - kEnd.size();
    if (begin <= end && is_inside_of_string(json.substr(begin, end - begin))) return at;
  }
  return fail(ErrorCode::InvalidJson, "no alert: it does not end in its reason");
}

}  // namespace

std::string_view name_of(StoryRole role) {
  constexpr std::array<std::string_view, 4> kNames = {"first", "update", "copy", "correction"};
  return kNames[static_cast<std::size_t>(role)];
}

Result<void> check_alert(std::string_view alert_json) {
  const auto reason = find_reason(alert_json);
  return reason ? Result<void>() : Unexpected(reason.error());
}

Result<std::string> with_story(std::string_view alert_json, const StoryPart& story,
                               const Suppressed& suppressed) {
  const auto reason = find_reason(alert_json);
  if (!reason) return Unexpected(reason.error());
  std::string added = json_object([&](JsonText& json) {
    json.object("story", [&] { put_story(json, story); });
    put_suppressed(json, suppressed);
    put_unless_empty(json, "retracts", story.corrects);
  });
  added.front() = ',';  // the members without the braces round them
  added.pop_back();
  std::string result;
  result.reserve(alert_json.size() + added.size());
  result.append(alert_json.substr(0, *reason)).append(added).append(alert_json.substr(*reason));
  return result;
}

}  // namespace newswatch::alerts
