#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/rule_summary.h"

namespace newswatch::alerts {

/// One mention of an official, and the office held on the article's date.
struct Mention {
  RuleId official;
  std::string name;
  std::string role;         ///< Empty when out of office on that date, or when the date is unknown.
  std::string former_role;  ///< The last office before that date; only where `role` is empty.
  std::string country;      ///< Of that office; empty when unknown.
  std::string_view resolved_by;  ///< How the name led to the person: `full_name`, `alias`,
                                 ///< `title_and_surname`, `surname`.
  double confidence = 0;
  Place place;
};

/// One word or phrase of an article that a query asked for.
struct Match {
  Place place;
  std::string_view clause;  ///< The part of the query that asked for it, in canonical form. Owned
                            ///< by the detectors, which outlive their findings.
};

/// What a topic with weights came to.
struct Score {
  std::int64_t points = 0;
  std::int64_t threshold = 0;
};

enum class Kind { Topic, Official };

/// @return the name in alerts: `topic`, `official`.
std::string_view name_of(Kind kind);

/// One rule that an article met.
struct Detection {
  Kind kind = Kind::Topic;
  const RuleSummary* rule = nullptr;  ///< Owned by the detectors, which outlive their findings.
  std::vector<Match> matches;         ///< By place.
  std::vector<std::size_t> mention_indexes;  ///< Into `Findings::mentions`.
  std::optional<Score> score;                ///< Of a topic with weights.
};

/// A rule that an article all but met.
struct NearMiss {
  Detection detection;  ///< With the words that the article has of what the rule asks for.
  std::string missed;   ///< The one part of the rule that was not met, in canonical form.
};

/// All that the detectors found in one article. Each detector adds to it and reads what earlier
/// ones found.
struct Findings {
  std::vector<Mention> mentions;  ///< By place.
  std::vector<Detection> detections;
  std::vector<NearMiss> near_misses;  ///< Where they were asked for.

  void clear() {
    mentions.clear();
    detections.clear();
    near_misses.clear();
  }
};

}  // namespace newswatch::alerts
