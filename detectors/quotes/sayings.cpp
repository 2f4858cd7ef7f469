#include "detectors/quotes/sayings.h"

#include <algorithm>

namespace newswatch::detectors::quotes {
namespace {

using namespace word;

/// Words. Of a longer one, which no writer means, the near part must do.
constexpr std::uint32_t kLongestClause = 300;

}  // namespace

std::uint32_t Sayings::clause_begin(std::uint32_t at) const {
  const std::uint32_t end = at;
  while (at > 0 && !reading_.begins_sentence(at) && !reading_.begins_paragraph(at)) {
    if (at < end && reading_.has_gap(at, gap::Colon | gap::Semicolon)) break;
    if (end - at >= kLongestClause) break;
    if (const Segment* segment = segment_at(at - 1)) {
      if (!is_inline(*segment)) break;
      at = segment->first;
    } else {
      --at;
    }
  }
  return at;
}

/// Whether quoted words are a part of the sentence round them, which goes on behind them.
bool Sayings::is_inline(const Segment& segment) const {
  const bool has_text_before = !reading_.begins_sentence(segment.first) &&
                               !reading_.begins_paragraph(segment.first) &&
                               segment_at(segment.first - 1) == nullptr;
  const char last = reading_.text[segment.text.end - 1];
  return has_text_before && last != ',' && last != '.' && last != '?' && last != '!';
}

bool Sayings::follows_segment(std::uint32_t at) const {
  return at > 0 && !reading_.begins_sentence(at) && segment_at(at - 1) != nullptr;
}

std::uint32_t Sayings::clause_end(std::uint32_t at) const {
  constexpr Standing kEnding =
      standing::BeginsSentence | standing::BeginsParagraph | standing::Quoted;
  const std::uint32_t farthest = std::min(reading_.size(), at + kLongestClause);
  do {
    ++at;
  } while (at < farthest && !reading_.stands(at, kEnding));
  return std::min(at, reading_.size());
}

bool Sayings::is_passive(std::uint32_t cue) const {
  if (!reading_.is(cue, CueFinite)) return false;
  for (std::uint32_t at = cue; at > 0 && reading_.gaps[at] == 0; --at) {
    if (reading_.is(at - 1, Passive)) return true;
    if (!reading_.is(at - 1, Adverb)) return false;
  }
  return false;
}

/// "spoke of", "put it", "went on"
bool Sayings::completes_phrase(std::uint32_t at) const {
  if (at + 1 >= reading_.size()) return false;
  const auto verb = reading_.folded(at), next = reading_.folded(at + 1);
  return next == (verb == "put"                                    ? "it"
                  : verb.starts_with('s') || verb.starts_with('t') ? "of"
                                                                   : "on");
}

bool Sayings::is_cue(std::uint32_t at) const {
  if (!reading_.is(at, kCue)) return false;
  if (reading_.is(at, CuePhrase) && !completes_phrase(at)) return false;
  if (at == 0) return true;
  const std::uint32_t before = at - 1;
  const bool adjoins = reading_.gaps[at] == 0;
  const bool is_noun_place = adjoins && reading_.is(before, Determiner | Possessive | Number) &&
                             !reading_.is(before, Subject);
  if (is_noun_place && !reading_.is(before, They | Subject) &&
      !(reading_.is(before, Determiner) && reading_.is(before, PeopleNoun))) {
    return false;
  }
  if (reading_.is(at, CueFinite)) {
    if (is_passive(at)) return true;
    // "campaign claims": a plural noun, unless a person or a body claims.
    const bool may_be_plural = reading_.is(at, CueNoun) && reading_.folded(at).ends_with('s');
    if (!may_be_plural || !adjoins) return true;
    return reading_.is_capitalised(before) ||
           reading_.is(before, Subject | PersonNoun | PeopleNoun | Body | Paper | Adverb |
                                   Auxiliary | Relative | Conjunction | Title);
  }
  if (reading_.is(at, CueIng)) return true;
  // "Critics of the plan say", "heard a woman say, “…”"
  const bool is_base = reading_.is(at, CueBase) && reading_.is(at, CueThat);
  if (adjoins && is_base) {
    const bool is_adjacent = at + 1 < reading_.size() && reading_.has_gap(at + 1, gap::Quotation);
    const NounPhrase subject = phrases_.ending_at(at, clause_begin(at));
    if (!subject.is_empty() && (is_adjacent || reading_.is(subject.head(), PeopleNoun)))
      return true;
  }
  // A base form needs what makes it finite: "did say", "they say", "critics say", "to say".
  return adjoins && (reading_.is(before, Auxiliary | Adverb | Subject | PeopleNoun) ||
                     reading_.folded(before) == "to" || reading_.folded(before).ends_with('s') ||
                     reading_.folded(before) == "and");
}

/// "has also said": the group begins at "has".
std::uint32_t Sayings::verb_group_begin(std::uint32_t cue, std::uint32_t begin) const {
  std::uint32_t first = cue;
  while (first > begin && reading_.gaps[first] == 0) {
    const std::uint32_t before = first - 1;
    const bool is_to = reading_.folded(before) == "to" && reading_.is(first, CueBase);
    if (!is_to && !reading_.is(before, Auxiliary | Adverb | Time)) break;
    first = before;
    // "went on to say", "continued to argue"
    while (is_to && first > begin && reading_.gaps[first] == 0 && is_verb_or_part(first - 1)) {
      --first;
    }
  }
  return first;
}

/// "went on", "continued", "liked": what may stand before "to say".
bool Sayings::is_verb_or_part(std::uint32_t at) const {
  return reading_.is(at, kCue | Verb | Adverb) || reading_.folded(at) == "on" || is_past_verb(at);
}

bool Sayings::is_past_verb(std::uint32_t at) const {
  return !reading_.is_capitalised(at) && ends_in(reading_.folded(at), "ed");
}

NounPhrase Sayings::agent_of_passive(std::uint32_t cue, std::uint32_t limit) const {
  for (std::uint32_t at = cue + 1; at < limit && at < cue + 8; ++at) {
    if (reading_.folded(at) == "by") return phrases_.starting_at(at + 1, limit);
  }
  return {};
}

/// "quoted Doe as saying", "Doe was quoted as saying"
std::optional<Saying> Sayings::quoted_as_saying(std::uint32_t cue, std::uint32_t as,
                                                std::uint32_t begin) const {
  NounPhrase speaker = phrases_.ending_at(as, begin);
  if (speaker.is_empty() && as > begin) {
    const std::uint32_t verb = verb_group_begin(as - 1, begin);
    if (verb > begin) speaker = phrases_.ending_at(verb, begin);
  }
  if (speaker.is_empty()) speaker = subject_of_sentence(begin, as);
  if (speaker.is_empty()) return std::nullopt;
  return Saying{cue, speaker, true};
}

std::optional<Saying> Sayings::before_cue(std::uint32_t cue, std::uint32_t begin) const {
  if (is_passive(cue)) {
    const NounPhrase agent = agent_of_passive(cue, clause_end(cue));
    if (agent.is_empty()) return std::nullopt;
    return Saying{cue, agent, true};
  }
  const std::uint32_t verb = verb_group_begin(cue, begin);
  if (verb <= begin) return std::nullopt;
  const auto of_sentence = [&]() -> std::optional<Saying> {
    // `called it "…" and accused him of "…"`: the subject stands before the quotation.
    if (follows_segment(begin) && reading_.is(begin, CueFinite | Verb | Conjunction)) {
      return std::nullopt;
    }
    const NounPhrase subject = subject_of_sentence(begin, verb);
    if (subject.is_empty()) return std::nullopt;
    return Saying{cue, subject, false};
  };
  const std::uint32_t before = verb - 1;
  const GapMarks marks = reading_.gaps[verb];
  if (reading_.is(cue, CueIng) && verb == cue) {
    // "with Doe saying", but "released a statement saying": of the sentence.
    if (marks == 0 && reading_.folded(before) == "as") return quoted_as_saying(cue, before, begin);
    if (marks == 0 && reading_.is(before, Object)) return Saying{cue, {before, verb, verb}, true};
    const NounPhrase near = phrases_.ending_at(verb, begin);
    if (marks == 0 && !near.is_empty() && near.first > begin &&
        reading_.folded(near.first - 1) == "with") {
      return Saying{cue, near, true};
    }
    return of_sentence();
  }
  if ((marks & kParting) != 0) {
    const NounPhrase phrase = before_comma(verb, begin);
    if (phrase.is_empty()) return std::nullopt;
    return Saying{cue, phrase, true};
  }
  if (marks != 0 && marks != gap::Stop) return of_sentence();
  if (reading_.is(before, Relative) && before > begin) {
    const NounPhrase phrase = antecedent(before, begin);
    if (!phrase.is_empty()) return Saying{cue, phrase, true};
    return of_sentence();
  }
  if (reading_.is(before, Conjunction)) {
    // "Doe, who ran the office and said …": who does the one does the other.
    const auto subject = subject_of_verb_before(before, begin);
    return subject ? Saying{cue, *subject, true} : of_sentence();
  }
  const NounPhrase phrase = phrases_.ending_at(verb, begin);
  if (!phrase.is_empty()) return Saying{cue, phrase, true};
  return of_sentence();
}

std::uint32_t Sayings::skip_adverbs(std::uint32_t at, std::uint32_t limit) const {
  while (at < limit && reading_.is(at, Adverb) && !reading_.is(at, Determiner)) ++at;
  return at;
}

/// "said Doe", "added the senator"
std::optional<Saying> Sayings::inverted(std::uint32_t at, std::uint32_t limit) const {
  const bool takes_object = reading_.is(at, CueTo) && !reading_.is(at, CueAsks);
  if (!reading_.is(at, CueFinite) || takes_object) return std::nullopt;
  const std::uint32_t behind = skip_adverbs(at + 1, limit);
  const bool parted = behind < limit && reading_.gaps[behind] != 0;
  if (behind >= limit || parted || reading_.is(behind, Object)) return std::nullopt;
  NounPhrase speaker = with_name_behind(phrases_.starting_at(behind, limit), limit);
  // In headlines: "…, says watchdog".
  const bool is_last = behind + 1 == limit && !reading_.is(behind, kClosed);
  if (speaker.is_empty() && is_last) speaker = {behind, limit, limit};
  if (speaker.is_empty() || reading_.is(speaker.head(), Time)) return std::nullopt;
  return Saying{at, speaker, true};
}

/// "according to Doe", "as Doe put it", "in the words of Doe"
std::optional<Saying> Sayings::fixed_phrase(std::uint32_t at, std::uint32_t limit) const {
  const auto word = reading_.folded(at);
  if (word == "according" && at + 2 < limit && reading_.folded(at + 1) == "to") {
    const NounPhrase speaker = phrases_.starting_at(at + 2, limit);
    if (!speaker.is_empty()) return Saying{at, speaker, true};
  }
  if (word == "per" && at + 1 < limit) {
    const NounPhrase speaker = phrases_.starting_at(at + 1, limit);
    if (!speaker.is_empty() && reading_.is_capitalised(speaker.head()))
      return Saying{at, speaker, true};
  }
  if (word == "as" && at + 1 < limit) return tightly_starting_at(at + 1, limit);
  if (word == "in" && at + 4 < limit && reading_.folded(at + 2) == "words" &&
      reading_.folded(at + 3) == "of") {
    const NounPhrase speaker = phrases_.starting_at(at + 4, limit);
    if (!speaker.is_empty()) return Saying{at + 2, speaker, true};
  }
  return std::nullopt;
}

std::optional<Saying> Sayings::tightly_starting_at(std::uint32_t at, std::uint32_t limit) const {
  at = skip_adverbs(at, limit);
  if (at >= limit) return std::nullopt;
  const NounPhrase speaker = phrases_.starting_at(at, limit);
  if (speaker.is_empty()) return inverted(at, limit);
  std::uint32_t verb = speaker.end;
  while (verb < limit && reading_.gaps[verb] == 0 && reading_.is(verb, Adverb | Auxiliary)) ++verb;
  const bool adjoins = verb < limit && (verb == speaker.end || reading_.gaps[verb] == 0) &&
                       (reading_.gaps[verb] == 0 || reading_.gaps[verb] == gap::Stop);
  if (!adjoins || !is_cue(verb)) return std::nullopt;
  // "was quoted as saying"
  const bool is_quoted =
      reading_.folded(verb) == "quoted" && verb + 1 < limit && reading_.folded(verb + 1) == "as";
  if (is_passive(verb) && reading_.is(verb, CueAsks)) {
    const NounPhrase agent = agent_of_passive(verb, limit);
    if (!agent.is_empty()) return Saying{verb, agent, true};
  }
  if (is_passive(verb) && !is_quoted) return std::nullopt;
  if (reading_.folded(verb).starts_with("quote") && !is_passive(verb)) {
    const NounPhrase quoted = phrases_.starting_at(verb + 1, limit);
    if (!quoted.is_empty()) return Saying{verb, quoted, true};
  }
  const bool is_participle = reading_.is(verb, CueIng) && !reading_.is(verb - 1, Auxiliary);
  if (is_participle) return std::nullopt;
  return Saying{verb, speaker, true};
}

std::optional<Saying> Sayings::any_verb_starting_at(std::uint32_t at, std::uint32_t limit) const {
  const NounPhrase speaker = phrases_.starting_at(at, limit);
  const std::uint32_t verb = speaker.end;
  if (speaker.is_empty() || verb >= limit || reading_.gaps[verb] != 0) return std::nullopt;
  const bool is_past = ends_in(reading_.folded(verb), "ed") && !reading_.is_capitalised(verb);
  if (!is_past && !reading_.is(verb, Verb)) return std::nullopt;
  return Saying{verb, speaker, true};
}

std::optional<Saying> Sayings::starting_at(std::uint32_t at, std::uint32_t limit) const {
  at = skip_adverbs(at, limit);
  if (at >= limit) return std::nullopt;
  if (auto fixed = fixed_phrase(at, limit)) return fixed;
  if (auto tight = tightly_starting_at(at, limit)) return tight;
  const NounPhrase speaker = phrases_.starting_at(at, limit);
  if (speaker.is_empty() || reading_.is(speaker.first, Relative)) return std::nullopt;
  // "Doe, a teacher in Akron, Ohio, said"
  const NounPhrase named = with_name_behind(speaker, limit);
  for (std::uint32_t cue = speaker.end; cue < limit && cue < speaker.end + kMostWordsBetween;
       ++cue) {
    if (!reading_.is(cue, CueFinite) || !is_cue(cue) || is_passive(cue)) continue;
    if (reading_.is(cue, CueNames) && !reading_.is(cue, CueThat | CueWeak)) continue;
    return Saying{cue, named, true};
  }
  return std::nullopt;
}

}  // namespace newswatch::detectors::quotes
