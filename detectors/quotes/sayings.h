#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

#include "detectors/quotes/noun_phrases.h"
#include "detectors/quotes/reading.h"
#include "detectors/quotes/segments.h"

namespace newswatch::detectors::quotes {

/// A verb of saying, and who says it.
struct Saying {
  std::uint32_t cue = 0;  ///< Its token.
  NounPhrase speaker;
  bool is_by_position = true;  ///< Speaker and verb stand beside each other; else the speaker is
                               ///< the subject of the sentence.
};

/// Finds verbs of saying and their subjects in the text outside quotations.
class Sayings {
 public:
  /// @param segments  what `reading` has marked as quoted.
  Sayings(const Reading& reading, std::span<const Segment> segments)
      : reading_(reading), segments_(segments), phrases_(reading) {}

  /// @return whether the word at token `at` tells of speaking there: "claims" may be a noun, "was
  /// told" is done to somebody.
  bool is_cue(std::uint32_t at) const;

  /// @return whether the verb at `cue` tells what is done to its subject: "was asked".
  bool is_passive(std::uint32_t cue) const;

  /// @param begin  the first token of the sentence, or behind the quotation before.
  /// @return who says what the verb at `cue` tells of, when that stands before the verb.
  std::optional<Saying> before_cue(std::uint32_t cue, std::uint32_t begin) const;

  /// @return speaker and verb in either order, from token `at` on: "Doe said", "said Doe", "Doe, a
  /// teacher, said", "according to Doe", "as Doe put it".
  /// @param limit  where the sentence or the text outside quotations ends.
  std::optional<Saying> starting_at(std::uint32_t at, std::uint32_t limit) const;

  /// The same without words between speaker and verb.
  std::optional<Saying> tightly_starting_at(std::uint32_t at, std::uint32_t limit) const;

  /// "Doe raged": behind a comma and a closing mark any verb in the past tells of speech.
  std::optional<Saying> any_verb_starting_at(std::uint32_t at, std::uint32_t limit) const;

  /// "according to Doe", "as Doe put it", "in the words of Doe" alone.
  std::optional<Saying> fixed_phrase(std::uint32_t at, std::uint32_t limit) const;

  /// @return the first phrase of a sentence that can be its subject.
  NounPhrase subject_of_sentence(std::uint32_t begin, std::uint32_t end) const;

  /// @return the first token of the sentence that has token `at`, but behind any quotation before
  /// it that stands for itself.
  std::uint32_t clause_begin(std::uint32_t at) const;
  /// @return the end of the sentence that goes on at token `at`, but before any quotation behind
  /// it.
  std::uint32_t clause_end(std::uint32_t at) const;

  /// @return whether token `at` stands right behind a quotation, in its sentence.
  bool follows_segment(std::uint32_t at) const;

  const NounPhrases& phrases() const { return phrases_; }
  /// @return the segment that has token `at`, or null.
  const Segment* segment_at(std::uint32_t at) const {
    return reading_.is_quoted(at)
               ? &*(std::ranges::upper_bound(segments_, at, {}, &Segment::first) - 1)
               : nullptr;
  }

 private:
  /// Marks that part what is put in between from the clause around it.
  static constexpr GapMarks kParting = gap::Comma | gap::Dash | gap::Opening | gap::Closing;
  /// A speaker farther from the verb is none.
  static constexpr std::uint32_t kMostWordsBetween = 40;

  std::uint32_t verb_group_begin(std::uint32_t cue, std::uint32_t begin) const;
  NounPhrase agent_of_passive(std::uint32_t cue, std::uint32_t limit) const;
  NounPhrase before_comma(std::uint32_t at, std::uint32_t begin) const;
  NounPhrase with_name_behind(const NounPhrase& phrase, std::uint32_t limit) const;
  NounPhrase antecedent(std::uint32_t end, std::uint32_t begin) const;
  std::optional<NounPhrase> subject_of_verb_before(std::uint32_t end, std::uint32_t begin) const;
  NounPhrase subject_of_inner_clause(std::uint32_t comma, std::uint32_t begin) const;
  bool is_party(const NounPhrase& phrase) const;
  std::optional<Saying> quoted_as_saying(std::uint32_t cue, std::uint32_t as,
                                         std::uint32_t begin) const;
  bool completes_phrase(std::uint32_t at) const;
  bool is_participle(std::uint32_t at) const;
  bool is_past_verb(std::uint32_t at) const;
  bool is_verb_or_part(std::uint32_t at) const;
  bool is_inline(const Segment& segment) const;
  bool is_speaker_like(const NounPhrase& phrase) const;
  bool is_light_opening(std::uint32_t at) const;
  bool is_opening(std::uint32_t at) const;
  bool is_apposition(std::uint32_t first, std::uint32_t end) const;
  std::optional<Saying> inverted(std::uint32_t at, std::uint32_t limit) const;
  std::uint32_t skip_adverbs(std::uint32_t at, std::uint32_t limit) const;

  const Reading& reading_;
  std::span<const Segment> segments_;
  NounPhrases phrases_;
};

}  // namespace newswatch::detectors::quotes
