#include "detectors/quotes/indirect_speech.h"

#include <algorithm>

namespace newswatch::detectors::quotes {
namespace {

using namespace word;

constexpr std::uint32_t kFewestWords = 3;

/// Reads one sentence after the other.
class Finder {
 public:
  Finder(const Reading& reading, const Sayings& sayings, std::vector<Attributed>& entries)
      : reading_(reading), sayings_(sayings), entries_(entries) {}

  void find() {
    for (std::uint32_t at = 0; at < reading_.size();) {
      if (const Segment* segment = sayings_.segment_at(at)) {
        at = segment->end;
        continue;
      }
      const std::uint32_t end = sayings_.clause_end(at);
      if (has_word_of(at, end, kCue | According)) read(at, end);
      at = end;
    }
  }

 private:
  /// @param begin,end  a sentence, or what quotations leave of it.
  void read(std::uint32_t begin, std::uint32_t end) {
    if (read_according_to(begin, end)) return;
    std::uint32_t done = begin;
    for (std::uint32_t cue = begin; cue < end; ++cue) {
      if (cue < done || !reading_.is(cue, kCue) || !sayings_.is_cue(cue)) continue;
      if (reading_.is(cue, CueThat | CueBare) && read_clause_behind(cue, begin, end, done))
        continue;
      read_clause_before(cue, done, begin, end);
    }
  }

  /// Whether a quotation stands in the same sentence behind the clause, which it may end.
  bool is_cut_by_quotation(std::uint32_t end) const {
    return end < reading_.size() && !reading_.begins_sentence(end) &&
           sayings_.segment_at(end) != nullptr;
  }
  bool follows_quotation(std::uint32_t begin) const {
    return begin > 0 && !reading_.begins_sentence(begin) &&
           sayings_.segment_at(begin - 1) != nullptr;
  }

  /// "said that …", "told reporters on Friday that …", "said …"
  bool read_clause_behind(std::uint32_t cue, std::uint32_t begin, std::uint32_t end,
                          std::uint32_t& done) {
    const auto saying = sayings_.before_cue(cue, begin);
    if (!saying || is_denied(*saying)) return false;
    std::uint32_t first = behind_that(cue, end);
    Rule rule = Rule::ThatClause;
    if (first == 0) {
      first = bare_clause(cue, end);
      rule = Rule::BareClause;
    }
    if (first == 0) return false;
    const std::uint32_t last = clause_stop(first, end);
    if (last == end && is_cut_by_quotation(end)) return false;
    if (last < first + kFewestWords) return false;
    add(first, last, *saying, rule);
    done = last;
    return true;
  }

  /// Whether nothing is said: "did not say that", "if he says".
  bool is_denied(const Saying& saying) const {
    for (std::uint32_t at = saying.cue; at > saying.speaker.first && saying.cue - at < 4; --at) {
      const auto word = reading_.folded(at - 1);
      if (word == "not" || word == "never" || ends_in(word, "n't")) return true;
    }
    if (reading_.is(saying.speaker.first, FirstPerson)) return true;
    return saying.cue > 0 && !reading_.is(saying.cue, CueFinite) &&
           reading_.is(saying.cue, CueBase) && reading_.is(saying.cue - 1, Auxiliary);
  }

  /// @return the token behind "that", or 0. Between it and the verb may stand who is told, where
  /// and when.
  std::uint32_t behind_that(std::uint32_t cue, std::uint32_t end) const {
    constexpr std::uint32_t kFarthest = 12;
    for (std::uint32_t at = cue + 1; at < end && at <= cue + kFarthest; ++at) {
      if (reading_.has_gap(at, gap::Colon | gap::Semicolon | gap::Stop)) return 0;
      if (reading_.folded(at) == "that") {
        const bool is_pointing = at + 1 < end && reading_.gaps[at + 1] != 0;
        const bool is_relative = at > cue + 1 && !reading_.is(cue, CueTo) && at + 1 < end &&
                                 reading_.is(at + 1, Auxiliary | Verb);
        return at + 1 < end && !is_pointing && !is_relative ? at + 1 : 0;
      }
      if (reading_.is(at, kCue | Verb | Auxiliary | Relative) && reading_.gaps[at] == 0 &&
          !reading_.is_capitalised(at)) {
        return 0;
      }
    }
    return 0;
  }

  /// @return the first token of a clause that stands right behind the verb, or behind who is told;
  /// or 0.
  std::uint32_t bare_clause(std::uint32_t cue, std::uint32_t end) const {
    if (!reading_.is(cue, CueBare)) return 0;
    std::uint32_t at = cue + 1;
    if (reading_.is(cue, CueTo)) {
      if (at < end && reading_.is(at, Object)) {
        ++at;
      } else {
        const NounPhrase told = sayings_.phrases().starting_at(at, end);
        if (told.is_empty()) return 0;
        at = told.end;
      }
    }
    const auto is_light = [&](std::uint32_t word) {
      return reading_.is(word, Time | Adverb) && reading_.folded(word) != "there";
    };
    while (at < end && reading_.gaps[at] == 0 && is_light(at)) ++at;
    if (at >= end || reading_.gaps[at] != 0) return 0;
    if (reading_.folded(at) == "there" || begins_loose_clause(at, end)) return at;
    if (reading_.is(at, Preposition | Conjunction | kCue | Object)) return 0;
    const NounPhrase subject = sayings_.phrases().starting_at(at, end);
    if (subject.is_empty() || subject.end >= end) return 0;
    // A clause has a verb; a mere object has not.
    const std::uint32_t verb = subject.end;
    const bool has_verb =
        reading_.gaps[verb] == 0 && (reading_.is(verb, Auxiliary | Verb | Adverb | CueFinite) ||
                                     looks_like_verb(reading_.folded(verb)));
    const bool has_auxiliary = has_word_of(verb, std::min(end, verb + 8), Auxiliary);
    return has_verb || has_auxiliary ? at : 0;
  }

  /// Whether the words may be a clause: what only leads into a sentence has no verb.
  bool has_verb(std::uint32_t first, std::uint32_t end) const {
    for (std::uint32_t at = first; at < end; ++at) {
      if (reading_.is(at, Auxiliary | Verb | Subject | CueFinite)) return true;
      if (at > first && !reading_.is_capitalised(at) && ends_in(reading_.folded(at), "ed"))
        return true;
    }
    return false;
  }

  /// "aid would flow", "nothing had changed": nouns that no determiner marks, and a verb.
  bool begins_loose_clause(std::uint32_t at, std::uint32_t end) const {
    constexpr std::uint32_t kMostWords = 5;
    constexpr WordClasses kNoNoun = Preposition | Conjunction | kCue | Object | Relative;
    for (std::uint32_t word = at; word < end && word < at + kMostWords; ++word) {
      if (word > at && reading_.gaps[word] != 0) return false;
      if (word > at && reading_.is(word, Auxiliary | Verb)) return true;
      if (reading_.is(word, kNoNoun) && !reading_.is_capitalised(word)) return false;
    }
    return false;
  }

  static bool looks_like_verb(std::string_view folded) {
    return ends_in(folded, "ed") || folded.ends_with('s');
  }
  bool has_word_of(std::uint32_t first, std::uint32_t end, WordClasses classes) const {
    for (std::uint32_t at = first; at < end; ++at) {
      if (reading_.is(at, classes)) return true;
    }
    return false;
  }

  /// @return where the reported clause ends: the sentence, or where the writer comes back.
  std::uint32_t clause_stop(std::uint32_t first, std::uint32_t end) const {
    for (std::uint32_t at = first + 1; at < end; ++at) {
      if (reading_.has_gap(at, gap::Semicolon)) return at;
      const std::uint32_t next = reading_.is(at, Conjunction) && at + 1 < end ? at + 1 : at;
      if (reading_.has_gap(at, gap::Comma) && reading_.is(next, CueIng)) return at;
      if (reading_.has_gap(at, gap::Comma) && reading_.is(at, According)) return at;
      if (next > at && reading_.is(next, CueFinite) && reading_.is(next, CueThat) &&
          sayings_.is_cue(next)) {
        return at;
      }
      if (reading_.has_gap(at, gap::Comma)) {
        const auto other = sayings_.tightly_starting_at(at, end);
        if (other && reading_.is(other->cue, CueThat)) return at;
      }
    }
    return end;
  }

  /// "…, Doe said."
  void read_clause_before(std::uint32_t cue, std::uint32_t from, std::uint32_t begin,
                          std::uint32_t end) {
    if (!reading_.is(cue, CueThat | CueBare) || follows_quotation(begin)) return;
    std::uint32_t comma = cue;
    while (comma > from && !reading_.has_gap(comma, gap::Comma)) --comma;
    if (comma <= from) return;
    const auto saying = sayings_.tightly_starting_at(comma, end);
    if (!saying || saying->cue != cue || is_denied(*saying)) return;
    const std::uint32_t behind = std::max(cue + 1, saying->speaker.end);
    const bool closes = behind >= end || reading_.gaps[behind] != 0 ||
                        reading_.is(behind, Preposition | Time | Adverb | Conjunction);
    if (!closes || (behind >= end && is_cut_by_quotation(end))) return;
    if (comma < from + kFewestWords || !has_verb(from, comma)) return;
    const bool is_inverted = saying->speaker.first > cue;
    if (is_inverted && reading_.folded(cue) != "said" && reading_.folded(cue) != "says") return;
    add(from, comma, *saying, Rule::ClauseThenCue);
  }

  /// "According to Doe, …", "…, according to Doe"
  bool read_according_to(std::uint32_t begin, std::uint32_t end) {
    for (std::uint32_t at = begin; at + 2 < end; ++at) {
      if (!reading_.is(at, According) || reading_.folded(at + 1) != "to") continue;
      const auto saying = sayings_.starting_at(at, end);
      if (!saying) return false;
      std::uint32_t first = begin, last = at;
      if (at == begin) {
        first = saying->speaker.end;
        while (first < end && !reading_.has_gap(first, gap::Comma)) ++first;
        last = end;
      } else if (follows_quotation(begin)) {
        return false;
      }
      if (last < first + kFewestWords || (last == end && is_cut_by_quotation(end))) return false;
      add(first, last, *saying, Rule::AccordingTo);
      return true;
    }
    return false;
  }

  void add(std::uint32_t first, std::uint32_t end, const Saying& saying, Rule rule) {
    Attributed entry;
    entry.text = {reading_.words[first].begin, reading_.words[end - 1].end};
    entry.first = first;
    entry.end = end;
    entry.kind = alerts::QuotationKind::Indirect;
    entry.is_segment = false;
    entry.rule = rule;
    entry.speaker = saying.speaker;
    entry.cue = saying.cue;
    entries_.push_back(entry);
  }

  const Reading& reading_;
  const Sayings& sayings_;
  std::vector<Attributed>& entries_;
};

}  // namespace

void find_indirect_speech(const Reading& reading, const Sayings& sayings,
                          std::vector<Attributed>& entries) {
  Finder(reading, sayings, entries).find();
}

}  // namespace newswatch::detectors::quotes
