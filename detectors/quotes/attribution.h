#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "alerts/findings.h"
#include "detectors/quotes/reading.h"
#include "detectors/quotes/rule.h"
#include "detectors/quotes/sayings.h"
#include "detectors/quotes/segments.h"

namespace newswatch::detectors::quotes {

/// A quotation, and the words that name its speaker.
struct Attributed {
  ByteSpan text;            ///< Of the plain text.
  std::uint32_t first = 0;  ///< Tokens.
  std::uint32_t end = 0;
  alerts::QuotationKind kind = alerts::QuotationKind::Direct;
  bool is_segment = true;     ///< Between marks, or a turn of a transcript.
  bool is_continued = false;  ///< Goes on with the one before.
  bool is_cut_off = false;    ///< Text follows that would name the speaker, but could not be read.
  std::optional<Rule> rule;   ///< Nothing: nobody is named beside it.
  std::optional<NounPhrase> speaker;
  std::optional<std::uint32_t> cue;
  std::optional<std::uint32_t> person;  ///< Into the people; filled by `name_speakers`.
};

/// Finds who says each quoted segment by the words of its own sentence.
class Attributor {
 public:
  Attributor(const Reading& reading, std::span<const Segment> segments)
      : reading_(reading), segments_(segments), sayings_(reading, segments) {}

  /// Adds one entry a segment that is speech, or may be: scare quotes and titles of works are left
  /// out.
  void attribute(std::vector<Attributed>& entries) const;

  const Sayings& sayings() const { return sayings_; }

 private:
  struct Context;

  Attributed read(const Segment& segment, const Segment* next) const;
  bool attribute_before(const Context& context, Attributed& entry) const;
  bool attribute_adjacent(const Context& context, Attributed& entry) const;
  bool attribute_behind(const Context& context, Attributed& entry) const;
  bool attribute_parenthesis(const Context& context, Attributed& entry) const;
  bool attribute_colon(const Context& context, Attributed& entry) const;
  bool attribute_noun(const Context& context, Attributed& entry) const;
  bool attribute_signature(const Context& context, Attributed& entry) const;
  bool is_inside_question_before(const Context& context) const;
  bool is_asked_of_subject_behind(const Context& context) const;
  bool is_put_to_somebody(const Context& context) const;
  bool follows_cue(const Context& context) const;
  bool names_somebody(const NounPhrase& phrase) const;
  bool attribute_to_subject_behind(const Context& context, std::uint32_t cue,
                                   Attributed& entry) const;
  bool tells_of_speech(std::uint32_t cue, const Context& context) const;
  bool names_quotation(std::uint32_t cue, std::uint32_t first) const;
  static bool take(const Saying& saying, Rule rule, Attributed& entry);
  bool is_speech(const Context& context, const Attributed& entry) const;
  bool is_title_of_work(const Segment& segment) const;
  bool attribute_to_agent(const Segment& segment, std::uint32_t cue, Attributed& entry) const;
  Rule rule_of_saying(const Saying& saying, const Context& context) const;

  const Reading& reading_;
  std::span<const Segment> segments_;
  Sayings sayings_;
};

}  // namespace newswatch::detectors::quotes
