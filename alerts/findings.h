#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/kind.h"
#include "base/field.h"
#include "base/gender.h"
#include "base/rule_summary.h"

namespace newswatch::alerts {

/// One mention of an official, and the office held on the article's date. Its texts are owned by
/// the detectors, which outlive their findings.
struct Mention {
  RuleId official;
  std::string_view name;
  std::string_view role;  ///< Empty when out of office on that date, or when the date is unknown.
  std::string_view former_role;  ///< The last office before that date; only where `role` is empty.
  std::string_view country;      ///< Of that office; empty when unknown.
  std::string_view resolved_by;  ///< How the name led to the person: `full_name`, `alias`,
                                 ///< `title_and_surname`, `surname`,
                                 ///< `surname_and_context`, `by_role`.
  double confidence = 0;
  Place place;
  Gender gender = Gender::Unknown;
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

/// How a quotation stands in the text.
enum class QuotationKind {
  Direct,    ///< Between marks, for itself.
  Mixed,     ///< Between marks, inside a sentence of the writer's.
  Indirect,  ///< A clause without marks: "she said that …".
  Question,  ///< Direct, and asks.
};

/// @return the name in alerts: `direct`, `mixed`, `indirect`, `question`.
std::string_view name_of(QuotationKind kind);

/// Whose words a quotation holds.
struct Speaker {
  std::string_view official;  ///< Id of the tracked person; empty where none is meant. Owned by the
                              ///< detectors.
  std::string_view name;  ///< The official's name, else the fullest that the article gives, else
                          ///< the words beside the cue. Of the article, as written.
  std::optional<Place> place;  ///< The words beside the cue; absent where the article has none.
};

/// One quoted segment without its marks, or one clause of indirect speech.
struct Quotation {
  Place place;
  QuotationKind kind = QuotationKind::Direct;
  std::optional<Speaker> speaker;  ///< Absent where nobody could be named.
  std::string_view cue;            ///< "said", as the article writes it; empty where it has none.
  std::string_view rule;           ///< The rule that named the speaker: `cue_after`; empty without.
  double confidence = 0;
};

/// What one party does to another, on the scale of CAMEO.
enum class Quad { VerbalCooperation, MaterialCooperation, VerbalConflict, MaterialConflict };

/// @return the name in alerts: `verbal_cooperation`, `material_conflict`, …
std::string_view name_of(Quad quad);

/// How an act stands to what is the case.
enum class Modality { Asserted, Asked, Promised, Denied, Hypothetical };

/// @return the name in alerts: `asserted`, `asked`, `promised`, `denied`, `hypothetical`.
std::string_view name_of(Modality modality);

/// One act between two parties, as a sentence tells it.
struct Stance {
  std::string_view source;  ///< Who acts: a country (ISO 3166-1 alpha-2) or an organisation.
  std::string_view target;  ///< On whom.
  std::string_view act;     ///< The verb or noun that tells of the act, as written.
  Quad quad = Quad::VerbalCooperation;
  bool negated = false;
  Modality modality = Modality::Asserted;
  std::string_view claimed_by;  ///< The speaker's official id or name; empty: the writer.
  Place place;                  ///< The sentence.
};

/// One rule that an article met.
struct Detection {
  Kind kind = Kind::Topic;
  const RuleSummary* rule = nullptr;  ///< Owned by the detectors, which outlive their findings.
  std::vector<Match> matches = {};    ///< By place.
  std::vector<std::size_t> mention_indexes = {};    ///< Into `Findings::mentions`.
  std::vector<std::size_t> quotation_indexes = {};  ///< Into `Findings::quotations`.
  std::vector<std::size_t> stance_indexes = {};     ///< Into `Findings::stances`.
  std::optional<Score> score = {};                  ///< Of a topic with weights.
};

/// A rule that an article all but met.
struct NearMiss {
  Detection detection;  ///< With the words that the article has of what the rule asks for.
  std::string missed;   ///< The one part of the rule that was not met, in canonical form.
};

/// All that the detectors found in one article. Each detector adds to it and reads what earlier
/// ones found.
struct Findings {
  std::vector<Mention> mentions;      ///< By place.
  std::vector<Quotation> quotations;  ///< By place.
  std::vector<Stance> stances;        ///< By place.
  std::vector<Detection> detections;
  std::vector<NearMiss> near_misses;  ///< Where they were asked for.

  void clear() {
    mentions.clear();
    quotations.clear();
    stances.clear();
    detections.clear();
    near_misses.clear();
  }
};

}  // namespace newswatch::alerts
