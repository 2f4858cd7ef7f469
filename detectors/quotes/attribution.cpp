#include "detectors/quotes/attribution.h"

#include <algorithm>
#include <utility>

#include "detectors/quotes/attribution_context.h"

namespace newswatch::detectors::quotes {

using namespace word;
using alerts::QuotationKind;

namespace {

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// @return the last mark inside the segment, or the comma right behind it, as British news sets it;
/// 0 when a word is last.
char32_t last_mark(const Reading& reading, const Segment& segment) {
  std::string_view inside = segment.text.of(reading.text);
  const std::string_view behind = reading.text.substr(segment.outer.end);
  const bool has_comma_behind = behind.starts_with(',') || behind.starts_with("\uFF0C");
  if (is_letter_or_digit(inside.back())) return has_comma_behind ? ',' : 0;
  // Of a quotation inside, its marks tell nothing.
  for (const std::string_view nested : {"\u2019", "\u201D", "'", "\""}) {
    if (inside.ends_with(nested)) inside.remove_suffix(nested.size());
  }
  for (const auto& [bytes, mark] : {std::pair<std::string_view, char32_t>{"\u2026", '-'},
                                    {"\u2014", '-'},
                                    {"\u2013", '-'},
                                    {"...", '-'},
                                    {"--", '-'},
                                    {"\u3002", '.'},
                                    {"\uFF1F", '?'},
                                    {"\uFF01", '!'},
                                    {"\uFF0C", ','},
                                    {"\u3001", ','}}) {
    if (inside.ends_with(bytes)) return mark;
  }
  const char last = inside.empty() ? '\0' : inside.back();
  if (last == ',' || last == '.' || last == '?' || last == '!') return static_cast<char32_t>(last);
  return has_comma_behind ? ',' : 0;
}

}  // namespace

void Attributor::attribute(std::vector<Attributed>& entries) const {
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    const Segment* next = i + 1 < segments_.size() ? &segments_[i + 1] : nullptr;
    Attributed entry = read(segments_[i], next);
    if (entry.end > entry.first) entries.push_back(entry);
  }
}

Attributed Attributor::read(const Segment& segment, const Segment* next) const {
  Context context{segment};
  context.words = segment.end - segment.first;
  context.last = last_mark(reading_, segment);
  context.clause_begin = segment.first;
  context.has_text_before = segment.first > 0 && !reading_.begins_paragraph(segment.first) &&
                            !reading_.begins_sentence(segment.first) &&
                            sayings_.segment_at(segment.first - 1) == nullptr;
  if (context.has_text_before) context.clause_begin = sayings_.clause_begin(segment.first);
  context.behind = context.behind_end = segment.end;
  const bool has_text_behind = segment.end < reading_.size() &&
                               !reading_.begins_paragraph(segment.end) &&
                               (next == nullptr || next->first > segment.end);
  if (has_text_behind) context.behind_end = sayings_.clause_end(segment.end);

  Attributed entry;
  entry.text = segment.text;
  entry.first = segment.first;
  entry.end = segment.end;
  entry.is_continued = segment.is_continued;
  // Words inside somebody's report are theirs: `Doe called it "a joke," agencies reported`.
  const bool is_inside =
      context.has_text_before && !reading_.has_gap(segment.first, gap::Comma | gap::Colon);
  const bool is_asked = is_put_to_somebody(context);
  const bool is_attributed =
      !is_asked &&
      (attribute_adjacent(context, entry) || (is_inside && attribute_before(context, entry)) ||
       (!follows_cue(context) &&
        (attribute_behind(context, entry) || attribute_parenthesis(context, entry))) ||
       (!is_inside && attribute_before(context, entry)) || attribute_colon(context, entry) ||
       attribute_noun(context, entry) || attribute_signature(context, entry));
  entry.is_cut_off =
      is_asked || (!is_attributed && context.last == ',' && context.behind < context.behind_end);
  const bool set_off = !context.has_text_before ||
                       reading_.has_gap(segment.first, gap::Comma | gap::Colon | gap::Stop);
  const bool ends = context.last != 0 || segment.is_unclosed;
  entry.kind = set_off && (ends || (is_attributed && context.words > 3)) ? QuotationKind::Direct
                                                                         : QuotationKind::Mixed;
  if (context.last == '?' && entry.kind == QuotationKind::Direct)
    entry.kind = QuotationKind::Question;
  if (!is_speech(context, entry)) entry.end = entry.first;
  return entry;
}

/// Whether a verb of saying and a comma or colon stand right before the mark: whoever it is that
/// says it, it is nobody behind.
bool Attributor::follows_cue(const Context& context) const {
  const std::uint32_t first = context.segment.first;
  return context.has_text_before && reading_.has_gap(first, gap::Comma | gap::Colon) &&
         sayings_.is_cue(first - 1);
}

/// `Doe said, "…"`, `Doe told reporters: "…"`: the verb, or a comma or colon behind what belongs to
/// it, stands right before the mark.
bool Attributor::attribute_adjacent(const Context& context, Attributed& entry) const {
  const Segment& segment = context.segment;
  if (!context.has_text_before) return false;
  const std::uint32_t before = segment.first - 1;
  std::optional<std::uint32_t> cue;
  const bool parted = reading_.has_gap(segment.first, gap::Colon | gap::Comma);
  const bool is_weak = reading_.is(before, CueWeak) && !reading_.is(before, CueThat | CueNames);
  const bool is_shouted = context.last == '!';
  if (sayings_.is_cue(before) && (parted || !is_weak || is_shouted)) {
    cue = before;
  } else if (parted) {
    const std::uint32_t farthest = reading_.has_gap(segment.first, gap::Colon) ? 30 : 8;
    for (std::uint32_t at = segment.first; at > context.clause_begin; --at) {
      if (segment.first - at > farthest) break;
      if (sayings_.is_cue(at - 1) && !reading_.is(at - 1, CueNames)) {
        cue = at - 1;
        break;
      }
    }
  }
  if (!cue) return false;
  // `a bill called "…"`
  const bool names = reading_.is(*cue, CueNames) && !reading_.is(*cue, CueThat);
  if (names && *cue > 0 && reading_.gaps[*cue] == 0 && !reading_.is_capitalised(*cue - 1) &&
      !reading_.is(*cue - 1,
                   kPronoun | PersonNoun | PeopleNoun | Auxiliary | Adverb | Title | Conjunction)) {
    return false;
  }
  const auto saying = sayings_.before_cue(*cue, context.clause_begin);
  if (!saying) return attribute_to_agent(segment, *cue, entry);
  return take(*saying, saying->is_by_position ? Rule::CueBefore : Rule::Reported, entry);
}

/// `The plan was called "…" by Doe`
bool Attributor::attribute_to_agent(const Segment& segment, std::uint32_t cue,
                                    Attributed& entry) const {
  const std::uint32_t by = segment.end;
  if (by + 1 >= reading_.size() || reading_.folded(by) != "by") return false;
  const NounPhrase agent = sayings_.phrases().starting_at(by + 1, sayings_.clause_end(by));
  if (agent.is_empty()) return false;
  return take({cue, agent, true}, Rule::CueBefore, entry);
}

Rule Attributor::rule_of_saying(const Saying& saying, const Context& context) const {
  const auto word = reading_.folded(saying.cue);
  if (word == "according" || word == "per" || word == "words") return Rule::AccordingTo;
  if (saying.speaker.first > saying.cue) return Rule::CueSpeaker;
  const auto tight = sayings_.tightly_starting_at(context.behind, context.behind_end);
  return tight || sayings_.any_verb_starting_at(context.behind, context.behind_end)
             ? Rule::SpeakerCue
             : Rule::Apposition;
}

/// `"…," said Doe`, `"…," Doe said`, `"…," Doe, a teacher, said`, `"…," according to Doe`
bool Attributor::attribute_behind(const Context& context, Attributed& entry) const {
  if (context.behind >= context.behind_end || context.last == '.') return false;
  if (context.segment.is_unclosed || context.last == 0) return false;
  std::optional<Saying> saying;
  if (context.last == ',') {
    saying = sayings_.starting_at(context.behind, context.behind_end);
    if (!saying) saying = sayings_.any_verb_starting_at(context.behind, context.behind_end);
  } else {
    // Behind "?" a sentence of its own may follow.
    saying = sayings_.tightly_starting_at(context.behind, context.behind_end);
    if (!saying) {
      const auto far = sayings_.starting_at(context.behind, context.behind_end);
      const bool ends_sentence = far && far->cue + 1 >= context.behind_end;
      const bool ends_apposition = far && reading_.has_gap(far->cue, gap::Comma | gap::Closing);
      if (ends_sentence || ends_apposition) saying = far;
    }
  }
  if (!saying) return false;
  return take(*saying, rule_of_saying(*saying, context), entry);
}

/// `The "deeply flawed" plan, Doe said, …`
bool Attributor::attribute_parenthesis(const Context& context, Attributed& entry) const {
  const bool is_open = context.last == 0 || context.last == ',';
  if (!is_open || context.segment.is_unclosed) return false;
  for (std::uint32_t at = context.behind; at < context.behind_end; ++at) {
    if (!reading_.has_gap(at, gap::Comma | gap::Dash)) continue;
    auto saying = sayings_.tightly_starting_at(at, context.behind_end);
    if (!saying) {
      const bool is_according = reading_.is(at, According);
      if (is_according) saying = sayings_.starting_at(at, context.behind_end);
      if (!saying) continue;
    }
    const std::uint32_t end = std::max(saying->cue + 1, saying->speaker.end);
    const bool closes = end >= context.behind_end || reading_.gaps[end] != 0 ||
                        reading_.is(end, Preposition | Time | Adverb | Conjunction);
    if (!closes && !reading_.is(saying->cue, According)) continue;
    return take(*saying, Rule::Parenthesis, entry);
  }
  return false;
}

/// `Doe called the plan "a disaster"`, `Doe said that it was "dead on arrival"`
bool Attributor::attribute_before(const Context& context, Attributed& entry) const {
  if (!context.has_text_before) return false;
  const auto opening = reading_.folded(context.clause_begin);
  if (opening == "according" || opening == "in" || opening == "per") {
    const auto saying = sayings_.fixed_phrase(context.clause_begin, context.segment.first);
    if (saying) return take(*saying, Rule::AccordingTo, entry);
  }
  std::optional<Saying> thought;
  for (std::uint32_t at = context.segment.first; at > context.clause_begin; --at) {
    const std::uint32_t cue = at - 1;
    if (thought && reading_.has_gap(at, gap::Comma)) break;
    if (!tells_of_speech(cue, context)) continue;
    const auto saying = sayings_.before_cue(cue, context.clause_begin);
    if (saying && !reading_.is(cue, CueMental)) return take(*saying, Rule::Reported, entry);
    // "said he thought it was …": who tells of thoughts speaks.
    if (saying && !thought) thought = saying;
    if (saying) continue;
    if (cue == context.clause_begin && attribute_to_subject_behind(context, cue, entry))
      return true;
  }
  if (thought) return take(*thought, Rule::Reported, entry);
  return false;
}

/// Whether the word at `cue`, somewhere before the quotation, may govern it.
bool Attributor::tells_of_speech(std::uint32_t cue, const Context& context) const {
  if (!sayings_.is_cue(cue) || sayings_.segment_at(cue) != nullptr) return false;
  if (reading_.is(cue, CueWeak) && !reading_.is(cue, CueThat | CueNames)) return false;
  const bool is_unsaid =
      cue > 0 && !reading_.is(cue, CueFinite | CueIng) && reading_.is(cue - 1, Modal);
  if (is_unsaid && cue + 1 < context.segment.first) return false;
  return !reading_.is(cue, CueNames) || names_quotation(cue, context.segment.first);
}

/// `Calling the plan "a joke," Doe walked out.`
bool Attributor::attribute_to_subject_behind(const Context& context, std::uint32_t cue,
                                             Attributed& entry) const {
  if (!reading_.is(cue, CueIng) || context.last != ',' || context.behind >= context.behind_end) {
    return false;
  }
  const NounPhrase subject = sayings_.phrases().starting_at(context.behind, context.behind_end);
  if (subject.is_empty()) return false;
  return take({cue, subject, true}, Rule::Reported, entry);
}

/// `called the plan "…"`, but not `called to talk him "…"`: what is named stands in between.
bool Attributor::names_quotation(std::uint32_t cue, std::uint32_t first) const {
  constexpr std::uint32_t kFarthest = 14;
  if (first - cue > kFarthest) return false;
  return cue + 1 >= first || reading_.folded(cue + 1) != "to" ||
         reading_.folded(cue) == "referred" || reading_.folded(cue) == "refers";
}

bool Attributor::take(const Saying& saying, Rule rule, Attributed& entry) {
  entry.rule = rule;
  entry.speaker = saying.speaker;
  entry.cue = saying.cue;
  return true;
}

/// `Doe: "…"`, and in headlines `"…": Doe`, `Doe: Britain "will not blink"`
bool Attributor::attribute_colon(const Context& context, Attributed& entry) const {
  const std::uint32_t first = context.segment.first;
  NounPhrase speaker;
  if (context.has_text_before) {
    if (reading_.has_gap(first, gap::Colon)) {
      speaker = sayings_.phrases().ending_at(first, context.clause_begin);
      if (speaker.is_empty() || !names_somebody(speaker)) {
        speaker = sayings_.subject_of_sentence(context.clause_begin, first);
      }
    } else {
      const std::uint32_t begin = context.clause_begin;
      const std::uint32_t heading = begin > 0 ? sayings_.clause_begin(begin - 1) : begin;
      if (reading_.has_gap(begin, gap::Colon))
        speaker = sayings_.phrases().starting_at(heading, begin);
      if (speaker.end != begin) speaker = {};
    }
  } else if (context.behind < reading_.size() && !reading_.begins_paragraph(context.behind) &&
             reading_.has_gap(context.behind, gap::Colon)) {
    speaker = sayings_.phrases().starting_at(context.behind, context.behind_end);
  }
  if (speaker.is_empty() || !names_somebody(speaker)) return false;
  entry.rule = Rule::Colon;
  entry.speaker = speaker;
  return true;
}

bool Attributor::names_somebody(const NounPhrase& phrase) const {
  const std::uint32_t head = phrase.head();
  if (reading_.is(head, kPronoun)) return reading_.is(head, He | She);
  return reading_.is(head, PersonNoun | PeopleNoun) ||
         (reading_.is_capitalised(head) && !reading_.is(head, Paper | CueNoun | Place));
}

/// `her promise to "drain the swamp"`, `Doe's description of it as "a joke"`
bool Attributor::attribute_noun(const Context& context, Attributed& entry) const {
  constexpr std::uint32_t kFarthest = 8;
  if (!context.has_text_before) return false;
  for (std::uint32_t at = context.segment.first;
       at > context.clause_begin + 1 && context.segment.first - at < kFarthest; --at) {
    const std::uint32_t noun = at - 1;
    if (!reading_.is(noun, CueNoun)) continue;
    const std::uint32_t owner = noun - 1;
    const bool is_pronoun = reading_.is(owner, Possessive);
    if (!is_pronoun && !(reading_.is_possessive(owner) && reading_.is_capitalised(owner))) continue;
    const NounPhrase speaker = is_pronoun
                                   ? NounPhrase{owner, noun, noun}
                                   : sayings_.phrases().ending_at(noun, context.clause_begin);
    if (speaker.is_empty()) continue;
    entry.rule = Rule::NounCue;
    entry.speaker = speaker;
    entry.cue = noun;
    return true;
  }
  return false;
}

/// `"…" — Jane Doe, president of Example Inc.`
bool Attributor::attribute_signature(const Context& context, Attributed& entry) const {
  constexpr std::uint32_t kMostWords = 14;
  const std::uint32_t at = context.segment.end;
  if (at >= reading_.size() || !reading_.has_gap(at, gap::Dash) || context.has_text_before)
    return false;
  std::uint32_t end = at;
  while (end < reading_.size() && reading_.token(end).paragraph == reading_.token(at).paragraph)
    ++end;
  if (end - at > kMostWords || !reading_.is_capitalised(at)) return false;
  const NounPhrase speaker = sayings_.phrases().starting_at(at, end);
  if (speaker.is_empty()) return false;
  entry.rule = Rule::Signature;
  entry.speaker = speaker;
  return true;
}

}  // namespace newswatch::detectors::quotes
