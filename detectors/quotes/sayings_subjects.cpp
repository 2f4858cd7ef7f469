#include "detectors/quotes/sayings.h"

// Who is the subject of a verb of saying that stands apart from it.

namespace newswatch::detectors::quotes {

using namespace word;

/// Whether the words between two commas say more of what stands before them: "a teacher in Akron",
/// "45", "Ohio", "who lives there".
bool Sayings::is_apposition(std::uint32_t first, std::uint32_t end) const {
  if (reading_.is(first, Determiner | Possessive | Relative | Preposition | Place | Number |
                             CueIng | Conjunction)) {
    return true;
  }
  if (!reading_.is_capitalised(first)) return true;
  const auto folded = reading_.folded(first);
  // "R-Ohio", "D-Mass."; "Jr."
  if (folded.size() == 1 && end > first + 1 && reading_.token(first + 1).gap == text::Gap::Hyphen)
    return true;
  return folded == "jr" || folded == "sr";
}

/// "recalled that Doe, asked …, replied", "and yesterday Doe, of Akron, said": a name before the
/// comma that begins a clause inside the sentence.
NounPhrase Sayings::subject_of_inner_clause(std::uint32_t comma, std::uint32_t begin) const {
  if (comma <= begin + 1 || !reading_.is_capitalised(comma - 1)) return {};
  NounPhrase name = phrases_.core_ending_at(comma, begin);
  // "a hearing that Doe, a senator, called"
  if (!name.is_empty() && reading_.is(name.first, Relative)) ++name.first;
  if (name.is_empty() || name.first <= begin || is_party(name)) return {};
  if (reading_.is(name.head(), Place | Time)) return {};
  const bool begins = reading_.is(name.first - 1, Conjunction | Relative | Time | Adverb);
  return begins && reading_.gaps[name.first] == 0 ? name : NounPhrase{};
}

/// "Republican of Kentucky" says more of somebody.
bool Sayings::is_party(const NounPhrase& phrase) const {
  if (!reading_.is(phrase.first, Title)) return false;
  return phrase.core_end == phrase.first + 1 || reading_.is(phrase.head(), Place);
}

/// "Doe's campaign manager" between commas says more of somebody else.
bool Sayings::is_speaker_like(const NounPhrase& phrase) const {
  return reading_.is(phrase.first, Subject) || reading_.is_capitalised(phrase.head()) ||
         !reading_.is_possessive(phrase.first);
}

/// @param at  the token behind the comma. @return the phrase that the appositions before it belong
/// to.
NounPhrase Sayings::before_comma(std::uint32_t at, std::uint32_t begin) const {
  std::uint32_t end = at;
  while (end > begin && at - begin < 200) {
    std::uint32_t first = end - 1;
    while (first > begin && (reading_.gaps[first] & kParting) == 0) --first;
    if (at - first > kMostWordsBetween) break;
    if (first == begin) break;
    std::uint32_t name = first;
    while (name + 1 < end && reading_.is(name, Conjunction)) ++name;
    const bool is_relative = reading_.is(first, Relative);
    const bool is_name = reading_.is_capitalised(name) || reading_.is(name, Subject);
    if (is_name && !is_relative && !is_apposition(name, end)) {
      const NounPhrase phrase = phrases_.starting_at(name, end);
      if (!phrase.is_empty() && is_speaker_like(phrase) && !is_party(phrase)) return phrase;
    }
    if (is_relative && reading_.is_capitalised(first - 1)) {
      const NounPhrase phrase = antecedent(first, begin);
      if (!phrase.is_empty()) return phrase;
    }
    const NounPhrase inner = subject_of_inner_clause(first, begin);
    if (!inner.is_empty()) return inner;
    end = first;
  }
  return subject_of_sentence(begin, at);
}

/// "the governor's brother, Jim Doe, said": of a description and the name that follows it, the
/// name.
NounPhrase Sayings::with_name_behind(const NounPhrase& phrase, std::uint32_t limit) const {
  const std::uint32_t at = phrase.end;
  if (phrase.is_empty() || at + 2 > limit || !reading_.has_gap(at, gap::Comma)) return phrase;
  const std::uint32_t head = phrase.head();
  const bool is_description = !reading_.is(phrase.first, Subject) &&
                              (!reading_.is_capitalised(head) || reading_.is(head, Title));
  if (!is_description || !reading_.is_capitalised(at) || is_apposition(at, limit)) return phrase;
  const NounPhrase name = phrases_.starting_at(at, limit);
  const bool is_name = name.core_end > at + 1 && reading_.is_capitalised(name.head());
  const bool closes = name.end >= limit || reading_.has_gap(name.end, gap::Comma);
  return is_name && closes ? name : phrase;
}

/// @return the name or noun right before a comma or relative pronoun at token `end`: whom a clause
/// with "who" is about. "Jane Doe, a teacher who said …" is about Jane Doe.
NounPhrase Sayings::antecedent(std::uint32_t end, std::uint32_t begin) const {
  if (end > begin && reading_.has_gap(end, gap::Closing)) {
    // "Sen. Jane Doe (D-Ohio), who …"
    while (end > begin && !reading_.has_gap(end, gap::Opening)) --end;
  }
  if (end <= begin) return {};
  NounPhrase phrase = phrases_.ending_at(end, begin);
  // "the brother of Jane Doe, who": she, but "Jane Doe of Ohio, who" is no state.
  const bool is_name = !phrase.is_empty() && reading_.is_capitalised(phrase.head());
  if (reading_.is_capitalised(end - 1) && !is_name) {
    phrase = phrases_.core_ending_at(end, begin);
  }
  const bool is_description = !phrase.is_empty() && phrase.first > begin &&
                              (is_apposition(phrase.first, phrase.end) || is_party(phrase) ||
                               !reading_.is_capitalised(phrase.head())) &&
                              reading_.has_gap(phrase.first, gap::Comma);
  if (!is_description) return phrase;
  const NounPhrase named = before_comma(phrase.first, begin);
  return named.is_empty() ? phrase : named;
}

NounPhrase Sayings::subject_of_sentence(std::uint32_t begin, std::uint32_t end) const {
  std::uint32_t at = begin;
  while (at < end) {
    while (at + 1 < end && reading_.gaps[at + 1] == 0 && is_light_opening(at)) ++at;
    if (reading_.is(at, Preposition) && at + 1 < end) {
      // "By Thursday Jane Doe …"
      std::uint32_t behind = at + 1;
      while (behind < end && reading_.gaps[behind] == 0 && reading_.is(behind, Time | Number))
        ++behind;
      if (behind > at + 1 && behind < end && reading_.gaps[behind] == 0 &&
          !phrases_.starting_at(behind, end).is_empty()) {
        at = behind;
        continue;
      }
      // "Within the hour she …"
      const NounPhrase object = phrases_.starting_at(at + 1, end);
      if (!object.is_empty() && object.end < end && reading_.gaps[object.end] == 0 &&
          reading_.is(object.end, Subject)) {
        at = object.end;
      }
    }
    if (!is_opening(at)) {
      const NounPhrase phrase = phrases_.starting_at(at, end);
      if (!phrase.is_empty()) return with_name_behind(phrase, end);
    }
    // Goes on behind the next comma.
    ++at;
    while (at < end && ((reading_.gaps[at] & kParting) == 0 || reading_.has_gap(at, gap::Opening)))
      ++at;
  }
  return {};
}

/// "And", "But", "Later": what may stand before a subject without a comma.
bool Sayings::is_light_opening(std::uint32_t at) const {
  if (reading_.is(at, Determiner | Subject)) return false;
  if (reading_.is(at, Adverb)) return true;
  const auto word = reading_.folded(at);
  return word == "and" || word == "but" || word == "yet" || word == "so" || word == "that" ||
         word == "then";
}

/// What begins a part of the sentence without the subject: "On Friday", "Asked about it", "When …".
bool Sayings::is_opening(std::uint32_t at) const {
  return reading_.is(at, Preposition | CueIng | Conjunction | Adverb | Time | Relative) ||
         (reading_.is(at, CueFinite | Verb) && !reading_.is(at, Title)) || is_participle(at);
}

/// "Speaking in Akron", but not "Rising star Jane Doe".
bool Sayings::is_participle(std::uint32_t at) const {
  if (!ends_in(reading_.folded(at), "ing") || at + 1 >= reading_.size()) return false;
  return reading_.is_capitalised(at + 1) ||
         reading_.is(at + 1,
                     kPronoun | Determiner | Possessive | Preposition | Adverb | Conjunction);
}

/// @return who does what the nearest verb before token `end` tells of: a verb of saying where there
/// is one, since others may be nouns.
std::optional<NounPhrase> Sayings::subject_of_verb_before(std::uint32_t end,
                                                          std::uint32_t begin) const {
  for (const bool says : {true, false}) {
    for (std::uint32_t at = end; at > begin + 1; --at) {
      const std::uint32_t verb = at - 1;
      const bool is_saying = reading_.is(verb, CueFinite) && !reading_.is(verb, CueWeak);
      const bool fits =
          says ? is_saying && is_cue(verb) : reading_.is(verb, Verb) || is_past_verb(verb);
      if (!fits || segment_at(verb) != nullptr || is_passive(verb)) continue;
      if (const auto saying = before_cue(verb, begin)) return saying->speaker;
    }
  }
  return std::nullopt;
}

}  // namespace newswatch::detectors::quotes
