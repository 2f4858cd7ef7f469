#include "detectors/quotes/attribution_context.h"

// Quoted words that nobody beside them says: questions put to somebody, titles, scare quotes.

namespace newswatch::detectors::quotes {

using namespace word;
using alerts::QuotationKind;

/// `Doe was asked: "…"`, `Asked "…", Doe said no`: whoever asks is not told.
bool Attributor::is_put_to_somebody(const Context& context) const {
  const std::uint32_t first = context.segment.first;
  if (is_asked_of_subject_behind(context)) return true;
  if (!context.has_text_before) return false;
  if (is_inside_question_before(context)) return true;
  if (!reading_.is(first - 1, CueAsks)) return false;
  const std::uint32_t cue = first - 1;
  if (sayings_.is_passive(cue))
    return reading_.folded(context.behind < reading_.size() ? context.behind : cue) != "by";
  return reading_.is(cue, CueFinite) &&
         (cue == context.clause_begin || reading_.folded(cue - 1) == "when" ||
          reading_.folded(cue - 1) == "if");
}

/// `Asked whether it was "a shambles", Doe said no`: inside what leads into the sentence.
bool Attributor::is_inside_question_before(const Context& context) const {
  std::uint32_t at = context.clause_begin;
  const auto first_word = reading_.folded(at);
  if (first_word == "when" || first_word == "if") ++at;
  const auto word = reading_.folded(at);
  const bool asks = (reading_.is(at, CueAsks) && reading_.is(at, CueFinite)) || word == "told" ||
                    word == "challenged" || word == "responding" || word == "confronted";
  if (!asks || at + 1 >= context.segment.first) return false;
  for (std::uint32_t next = at + 1; next < context.segment.first; ++next) {
    if (reading_.has_gap(next, gap::Comma)) return false;
  }
  return true;
}

/// `"…?" Doe was asked.`
bool Attributor::is_asked_of_subject_behind(const Context& context) const {
  if (context.last != '?' || context.behind >= context.behind_end) return false;
  const NounPhrase asked = sayings_.phrases().starting_at(context.behind, context.behind_end);
  if (asked.is_empty()) return false;
  for (std::uint32_t at = asked.end; at < context.behind_end && at < asked.end + 4; ++at) {
    if (!reading_.is(at, CueAsks) || !sayings_.is_passive(at)) continue;
    return at + 1 >= context.behind_end || reading_.folded(at + 1) != "by";
  }
  return false;
}

/// Whether each word of the segment that is not small begins with a capital.
bool Attributor::is_title_of_work(const Segment& segment) const {
  std::uint32_t small = 0, large = 0;
  for (std::uint32_t at = segment.first; at < segment.end; ++at) {
    if (reading_.is_capitalised(at)) {
      ++large;
    } else if (!reading_.is(at, Determiner | Preposition | Conjunction | Possessive)) {
      ++small;
    }
  }
  return small == 0 && large > 0 && segment.end - segment.first < 12;
}

bool Attributor::is_speech(const Context& context, const Attributed& entry) const {
  const Segment& segment = context.segment;
  if (segment.is_continued || segment.is_unclosed) return true;
  const bool is_set_off = entry.kind != QuotationKind::Mixed;
  // `wrote "The Long Road,"` names a book, `wrote, "The Long Road,"` cites.
  const bool is_parted = reading_.has_gap(segment.first, gap::Comma | gap::Colon);
  const bool is_cited = entry.rule && *entry.rule <= Rule::AccordingTo &&
                        (entry.rule != Rule::CueBefore || is_parted);
  const bool ends_sentence = context.last == '.' || context.last == '?' || context.last == '!';
  if (!is_cited && !(is_set_off && ends_sentence) && is_title_of_work(segment)) return false;
  if (context.has_text_before) {
    const auto before = reading_.folded(segment.first - 1);
    const bool is_so_called =
        before == "called" && segment.first > 1 && reading_.folded(segment.first - 2) == "so";
    const bool is_titled = is_title_of_work(segment) && reading_.is(segment.first - 1, Work);
    if (is_titled || is_so_called || before == "titled" || before == "entitled" ||
        before == "dubbed" || before == "nicknamed") {
      return false;
    }
  }
  if (entry.rule) return true;
  return is_set_off || context.words >= 3;
}

}  // namespace newswatch::detectors::quotes
