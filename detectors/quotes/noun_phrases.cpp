#include "detectors/quotes/noun_phrases.h"

namespace newswatch::detectors::quotes {
namespace {

using namespace word;

constexpr WordClasses kNouns = Title | PersonNoun | PeopleNoun | Body | Paper;
constexpr WordClasses kOpeners = Determiner | Possessive | Number;

}  // namespace

/// Whether the word stands next to the one before it, with no mark that parts them.
bool NounPhrases::adjoins(std::uint32_t at) const {
  if (at == 0) return false;
  const GapMarks marks = reading_.gaps[at];
  // The full stop of "Sen." or of an initial.
  return marks == 0 || (marks == gap::Stop && !reading_.begins_sentence(at));
}

/// "the claims", "his call": verbs of saying that a determiner makes nouns.
bool NounPhrases::is_noun_by_place(std::uint32_t at) const {
  return at > 0 && adjoins(at) && reading_.is(at - 1, Determiner | Possessive) &&
         reading_.is(at, CueBase | CueFinite | Verb | Adverb | Time);
}

bool NounPhrases::is_nominal(std::uint32_t at, std::uint32_t phrase_first) const {
  const WordClasses classes = reading_.classes[at];
  if ((classes & kNouns) != 0 && (classes & CueFinite) == 0) return true;
  if (reading_.is_capitalised(at)) {
    return (classes & (kClosed & ~Adverb)) == 0 || (classes & (MaleName | FemaleName)) != 0;
  }
  if ((classes & kClosed) != 0) return is_noun_by_place(at);
  // "Smith attacked": no list holds all verbs, but most of their past forms end alike.
  const auto folded = reading_.folded(at);
  const bool looks_like_verb = ends_in(folded, "ed") || ends_in(folded, "ing");
  return !looks_like_verb || at == phrase_first || at == 0 ||
         reading_.is(at - 1, kOpeners | Adverb);
}

std::uint32_t NounPhrases::end_of_core(std::uint32_t at, std::uint32_t limit) const {
  std::uint32_t end = at;
  while (end < limit && (end == at || adjoins(end)) && reading_.is(end, kOpeners)) ++end;
  const std::uint32_t first_noun = end;
  while (end < limit && (end == at || adjoins(end))) {
    if (end > first_noun && joins_title(end, limit)) {
      end += reading_.is(end + 1, Determiner) ? 2 : 1;
    } else if (!is_nominal(end, first_noun)) {
      break;
    }
    const bool possessive = reading_.is_possessive(end);
    ++end;
    // "Smith's spokesman" is a spokesman.
    if (possessive && (end >= limit || !adjoins(end) || !is_nominal(end, end))) break;
  }
  return end;
}

/// "Secretary of State Jane Doe", "University of Ohio": of the preposition in between.
bool NounPhrases::joins_title(std::uint32_t preposition, std::uint32_t limit) const {
  if (preposition == 0 || reading_.folded(preposition) != "of") return false;
  const bool is_title =
      reading_.is_capitalised(preposition - 1) && reading_.is(preposition - 1, Title | Body);
  std::uint32_t next = preposition + 1;
  if (next < limit && adjoins(next) && reading_.is(next, Determiner)) ++next;
  return is_title && next < limit && adjoins(next) && reading_.is_capitalised(next);
}

NounPhrase NounPhrases::starting_at(std::uint32_t at, std::uint32_t limit) const {
  NounPhrase phrase{at, at, at};
  if (at >= limit) return phrase;
  if (reading_.is(at, Relative) && reading_.is(at, Subject)) return phrase;
  if (reading_.is(at, Subject)) return {at, at + 1, at + 1};
  phrase.core_end = phrase.end = end_of_core(at, limit);
  if (phrase.end == at) return phrase;
  if (!is_plausible(phrase)) return {at, at, at};
  while (phrase.end < limit && adjoins(phrase.end) && reading_.is(phrase.end, Attaching)) {
    const std::uint32_t end = end_of_core(phrase.end + 1, limit);
    if (end == phrase.end + 1) break;
    phrase.end = end;
  }
  return phrase;
}

std::uint32_t NounPhrases::start_of_core(std::uint32_t end, std::uint32_t limit) const {
  std::uint32_t first = end;
  while (first > limit && (first == end || adjoins(first))) {
    const std::uint32_t before = first - 1;
    if (first < end && joins_title(before, end)) {
      --first;
      continue;
    }
    // What is a verb by its ending begins no phrase from the left.
    if (!is_nominal(before, end)) break;
    first = before;
  }
  while (first > limit && first < end && adjoins(first) && reading_.is(first - 1, kOpeners))
    --first;
  return first;
}

NounPhrase NounPhrases::ending_at(std::uint32_t end, std::uint32_t limit) const {
  if (end <= limit) return {end, end, end};
  if (reading_.is(end - 1, Subject) && !reading_.is(end - 1, Relative)) return {end - 1, end, end};
  NounPhrase phrase{start_of_core(end, limit), end, end};
  if (phrase.is_empty()) return phrase;
  const NounPhrase head = head_before(phrase.first, limit);
  if (!head.is_empty()) return {head.first, head.core_end, end};
  return is_plausible(phrase) ? phrase : NounPhrase{end, end, end};
}

/// "a spokesman for the ministry", "an aide to Doe", "Republicans led by Doe", "a senator who
/// opposes Doe": the head stands before a preposition or relative pronoun, unless that begins the
/// sentence or follows a comma.
/// @param first  where the phrase behind them begins.
NounPhrase NounPhrases::head_before(std::uint32_t first, std::uint32_t limit) const {
  const NounPhrase none{first, first, first};
  if (first <= limit + 1 || !adjoins(first) || !adjoins(first - 1)) return none;
  const std::uint32_t tie = first - 1;
  if (!reading_.is(tie, Preposition | Relative) || reading_.is(tie, Determiner)) return none;
  std::uint32_t end = tie;
  const bool is_participle =
      reading_.is(tie - 1, Verb | CueFinite) ||
      (!reading_.is_capitalised(tie - 1) && ends_in(reading_.folded(tie - 1), "ed"));
  if (is_participle && tie > limit + 1 && adjoins(tie - 1)) end = tie - 1;
  const NounPhrase head = ending_at(end, limit);
  return head.is_empty() || reading_.is(head.head(), kPronoun | Time) ? none : head;
}

/// Lower-case words without a determiner are a phrase only where they name people or several
/// things.
bool NounPhrases::is_plausible(const NounPhrase& phrase) const {
  const std::uint32_t head = phrase.head();
  if (reading_.is_capitalised(head) || reading_.is(head, kNouns)) return true;
  if (reading_.is(phrase.first, kOpeners)) return true;
  return reading_.folded(head).ends_with('s') || reading_.is_possessive(phrase.first);
}

}  // namespace newswatch::detectors::quotes
