#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "alerts/digest_alert.h"
#include "alerts/story.h"
#include "alerts/suppressed.h"
#include "base/timestamp.h"
#include "correlation/throttling/throttle_entry.h"
#include "rules/alert_options.h"

// What becomes of an alert that a rule raises, by what the rule asks of its alerts.
//
// All times are those of the stream of articles, which the caller keeps: never of the machine. One
// that steps back counts as the latest that the rule has seen, so a late article counts as if it
// came just now. Everything here depends on its arguments alone.
//
// A caller asks `due` before each `decide`, with the same time, and also when time goes by without
// an alert of the rule. A retraction of an alert that went out goes out without asking.

namespace newswatch::correlation {

/// An alert that is ready to go out.
struct RaisedAlert {
  /// `Correction` only where an alert about an earlier version of the article went out or is held:
  /// it passes everything. Where there was none, a later version is an `Update`. What is about no
  /// article is a `First`.
  alerts::StoryRole role = alerts::StoryRole::First;
  std::string story = {};        ///< Id of its story; empty where it has none.
  alerts::DigestItem item = {};  ///< What a digest would list; without an article it only counts.
};

enum class Verdict {
  Publish,   ///< It goes out.
  Hold,      ///< A digest will tell of it.
  Suppress,  ///< It is counted.
};

struct Decision {
  Verdict verdict = Verdict::Publish;
  alerts::SuppressReason reason = {};  ///< Unless it goes out.
  alerts::Suppressed suppressed = {};  ///< If it goes out: what it has to tell of.
  ThrottleEntry after = {};            ///< To be put, or erased where it equals `ThrottleEntry()`.
};

/// @param entry  what the rule remembers; `ThrottleEntry()` where it remembers nothing.
/// @param now    the stream's time, of a year from 0 to 9998: what is held goes beyond it.
Decision decide(const rules::AlertOptions& options, ThrottleEntry entry, const RaisedAlert& alert,
                Timestamp now);

/// A digest whose time has come.
struct DueDigest {
  std::optional<alerts::DigestPart> digest = {};  ///< Absent: too few articles for the rule.
  alerts::Suppressed suppressed = {};             ///< What the digest has to tell of.
  ThrottleEntry after = {};                       ///< To be put.
};

/// @return nothing before `entry.held->due`.
std::optional<DueDigest> due(const ThrottleEntry& entry, Timestamp now);

/// @return the entry without an article that was withdrawn; nothing where no digest would list it.
///         No alert about it went out, so there is none to retract.
std::optional<ThrottleEntry> without_article(const ThrottleEntry& entry, const ArticleId& article);

}  // namespace newswatch::correlation
