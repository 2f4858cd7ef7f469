#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "alerts/suppressed.h"
#include "base/result.h"
#include "base/strong_id.h"

namespace newswatch::alerts {

/// What an article is to the story that it belongs to.
enum class StoryRole : std::uint8_t {
  First,       ///< It opens the story.
  Update,      ///< It tells more of it.
  Copy,        ///< It says what another says.
  Correction,  ///< It is a later version of an article of the story.
};

/// @return the name in alerts: `first`, `update`, `copy`, `correction`.
std::string_view name_of(StoryRole role);

/// What an alert says of the story of its article.
struct StoryPart {
  std::string id;
  StoryRole role = StoryRole::First;
  ArticleId copy_of = {};      ///< Of a copy; empty for others.
  std::uint64_t articles = 1;  ///< Of the story so far, this one and copies included.
  std::uint64_t outlets = 1;   ///< Independent ones that wrote of it so far, where they are known.
  std::string corrects = {};   ///< Id of the alert that a correction replaces; may be empty.
};

/// Errors: `InvalidJson` where the text does not end as `make_alert` ends it, so that it can have
/// no story.
Result<void> check_alert(std::string_view alert_json);

/// @return the alert with `story`, and `suppressed` and `retracts` where there is something to say,
///         before its `reason`; every other byte as it was. Errors: as `check_alert`. Takes a
///         few microseconds: it reads nothing but that end.
/// @param alert_json  `Alert::json` of an alert about an article. Borrowed.
Result<std::string> with_story(std::string_view alert_json, const StoryPart& story,
                               const Suppressed& suppressed);

}  // namespace newswatch::alerts
