#include "detectors/quotes/speakers.h"

#include <algorithm>
#include <optional>

namespace newswatch::detectors::quotes {
namespace {

using alerts::QuotationKind;
using namespace word;

class SpeakerNamer {
 public:
  SpeakerNamer(const Reading& reading, const Sayings& sayings, const People& people,
               std::vector<Attributed>& entries)
      : reading_(reading), sayings_(sayings), people_(people), entries_(entries) {}

  void name() {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      Attributed& entry = entries_[i];
      if (entry.rule) {
        entry.person = person_of(*entry.speaker);
      } else {
        inherit(i);
      }
      if (entry.person) speakers_.push_back(*entry.person);
    }
    // What goes on over paragraphs may tell its speaker at the end.
    for (std::size_t i = entries_.size(); i-- > 1;) {
      if (entries_[i].is_continued && !entries_[i - 1].rule) take(i - 1, i, Rule::Continued);
    }
  }

 private:
  std::optional<std::uint32_t> person_of(const NounPhrase& phrase) const {
    if (reading_.is(phrase.first, He | She) && phrase.core_end == phrase.first + 1) {
      return people_.meant_by_pronoun(phrase.first, speakers_);
    }
    if (const Naming* naming = people_.in(phrase)) return naming->person;
    if (const auto official = people_.mentioned_in(phrase)) return official;
    return people_.meant_by_description(phrase, speakers_);
  }

  std::uint32_t paragraph_of(const Attributed& entry) const {
    return reading_.token(entry.first).paragraph;
  }
  std::uint32_t sentence_of(const Attributed& entry) const {
    return reading_.token(entry.first).sentence;
  }

  void take(std::size_t to, std::size_t from, Rule rule) {
    Attributed& entry = entries_[to];
    const Attributed& other = entries_[from];
    if (!other.rule) return;
    entry.rule = rule;
    entry.speaker = other.speaker;
    entry.person = other.person;
    if (rule == Rule::SameSentence) entry.cue = other.cue;
  }

  void inherit(std::size_t i) {
    if (entries_[i].is_continued && i > 0 && entries_[i - 1].rule) {
      return take(i, i - 1, Rule::Continued);
    }
    if (entries_[i].is_cut_off) return;
    if (is_unasked_question(i)) {
      if (const auto asker = earlier_asker(i)) take(i, *asker, Rule::Turn);
      return;
    }
    if (answers_unasked_question(i)) return;
    const auto last = last_attributed_before(i);
    if (last && paragraph_of(entries_[*last]) == paragraph_of(entries_[i])) {
      const auto turn = is_by_questioner(*last) ? other_party(i, *last) : std::nullopt;
      if (turn && entries_[i].kind != QuotationKind::Question) return take(i, *turn, Rule::Turn);
      if (is_by_questioner(*last) && entries_[i].kind != QuotationKind::Question) return;
      const bool same_sentence = sentence_of(entries_[*last]) == sentence_of(entries_[i]);
      return take(i, *last, same_sentence ? Rule::SameSentence : Rule::SameParagraph);
    }
    if (take_from_sentence_before(i)) return;
    if (const auto next = next_in_paragraph(i)) {
      entries_[i].person = person_of(*entries_[*next].speaker);
      return take(i, *next, Rule::NextInParagraph);
    }
    if (last && begins_paragraph(entries_[i])) inherit_from_paragraph_before(i, *last);
  }

  /// "She pointed at the crowd. “…”", "The senator had more to say: “…”"
  bool take_from_sentence_before(std::size_t i) {
    Attributed& entry = entries_[i];
    if (entry.first == 0 || entry.kind == QuotationKind::Mixed) return false;
    if (sayings_.segment_at(entry.first - 1) != nullptr) return false;
    const bool colon = reading_.has_gap(entry.first, gap::Colon);
    const std::uint32_t paragraph = reading_.token(entry.first - 1).paragraph;
    for (std::uint32_t end = entry.first; end > 0;) {
      const std::uint32_t begin = sayings_.clause_begin(end - 1);
      const bool is_near = reading_.token(begin).paragraph == paragraph;
      // What attributes another quotation leads to the turns of a talk.
      if (!is_near || attributes_quotation(begin, end)) return false;
      if (take_from_sentence(i, begin, end, colon && end == entry.first)) return true;
      if (begin == 0 || sayings_.segment_at(begin - 1) != nullptr) return false;
      end = begin;
    }
    return false;
  }

  bool take_from_sentence(std::size_t i, std::uint32_t begin, std::uint32_t end, bool colon) {
    Attributed& entry = entries_[i];
    const auto cue = cue_between(begin, end);
    const auto speaker = colon && cue ? who_says(*cue, begin) : subject_between(begin, end);
    if (!speaker) return false;
    const bool asks = cue && reading_.is(*cue, CueAsks);
    if (asks && sayings_.is_passive(*cue) && entry.kind == QuotationKind::Question) {
      entry.is_cut_off = true;  // "Doe was pressed on it. “Why?”"
      return true;
    }
    if (asks && entry.kind != QuotationKind::Question && take_answer(i, *speaker)) return true;
    entry.rule = colon ? Rule::ColonParagraph : Rule::PrecedingSentence;
    entry.speaker = speaker;
    entry.person = person_of(*speaker);
    return true;
  }

  std::optional<NounPhrase> who_says(std::uint32_t cue, std::uint32_t begin) const {
    const auto saying = sayings_.before_cue(cue, begin);
    return saying ? std::optional(saying->speaker) : std::nullopt;
  }

  bool attributes_quotation(std::uint32_t begin, std::uint32_t end) const {
    // Entries come by place, and a cue stands beside its own.
    constexpr std::uint32_t kFarthestWords = 2000;
    const auto from = std::ranges::lower_bound(
        entries_, begin > kFarthestWords ? begin - kFarthestWords : 0, {}, &Attributed::first);
    for (auto entry = from; entry != entries_.end() && entry->first < end + kFarthestWords;
         ++entry) {
      if (entry->is_segment && entry->cue && begin <= *entry->cue && *entry->cue < end) return true;
    }
    return false;
  }

  std::optional<std::uint32_t> cue_between(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t at = end; at > begin; --at) {
      if (sayings_.is_cue(at - 1)) return at - 1;
    }
    return std::nullopt;
  }

  /// "Doe pressed him on the matter. “…”": the answer is by the last speaker who does not ask.
  bool take_answer(std::size_t i, const NounPhrase& asker) {
    const auto asking = person_of(asker);
    for (std::size_t j = i; j-- > 0;) {
      if (!entries_[j].rule || entries_[j].person == asking || !entries_[j].person) continue;
      take(i, j, Rule::Turn);
      return true;
    }
    return false;
  }

  /// @return the person whom a sentence is about: who speaks in it, else its subject, else the only
  /// one it names.
  std::optional<NounPhrase> subject_between(std::uint32_t begin, std::uint32_t end) const {
    for (std::uint32_t at = end; at > begin; --at) {
      if (!sayings_.is_cue(at - 1)) continue;
      const auto saying = sayings_.before_cue(at - 1, begin);
      if (saying && is_somebody(saying->speaker)) return saying->speaker;
    }
    const NounPhrase subject = sayings_.subject_of_sentence(begin, end);
    if (!subject.is_empty() && is_somebody(subject)) return subject;
    const Naming* only = nullptr;
    const auto& namings = people_.namings();
    const auto from = std::ranges::lower_bound(namings, begin, {}, &Naming::first);
    for (auto place = from; place != namings.end() && place->end <= end; ++place) {
      const Naming& naming = *place;
      if (!people_.all()[naming.person].is_surely_person) continue;
      if (only != nullptr && only->person != naming.person) return std::nullopt;
      only = &naming;
    }
    if (only == nullptr) return std::nullopt;
    return NounPhrase{only->titled_first, only->end, only->end};
  }

  bool is_somebody(const NounPhrase& phrase) const {
    if (reading_.is(phrase.first, He | She) && !reading_.is(phrase.first, Possessive)) return true;
    const auto index = person_of(phrase);
    if (!index) return false;
    const Person& person = people_.all()[*index];
    return person.is_surely_person ||
           (person.full_name_words > 1 && person.gender != Gender::Unknown) ||
           reading_.has_gap(phrase.end, gap::Comma);
  }

  static constexpr std::size_t kFarthestEntries = 100;

  std::optional<std::size_t> last_attributed_before(std::size_t i) const {
    for (std::size_t steps = 0; i-- > 0 && steps < kFarthestEntries; ++steps) {
      if (entries_[i].rule) return i;
    }
    return std::nullopt;
  }

  bool stands_alone(std::size_t i) const {
    const Attributed& entry = entries_[i];
    return entry.is_segment && begins_paragraph(entry) &&
           (entry.end >= reading_.size() || reading_.begins_paragraph(entry.end));
  }

  /// A question that fills its paragraph, and is answered in the next: whoever answers did not ask.
  bool is_unasked_question(std::size_t i) const {
    if (entries_[i].kind != QuotationKind::Question || !stands_alone(i)) return false;
    if (i + 1 >= entries_.size()) return false;
    const Attributed& next = entries_[i + 1];
    return next.is_segment && begins_paragraph(next) &&
           paragraph_of(next) == paragraph_of(entries_[i]) + 1;
  }

  /// @return an earlier question of whoever asks here.
  std::optional<std::size_t> earlier_asker(std::size_t i) const {
    for (std::size_t j = i, steps = 0; j-- > 0 && steps < kFarthestEntries; ++steps) {
      if (entries_[j].kind == QuotationKind::Question && entries_[j].rule) return j;
    }
    return std::nullopt;
  }

  /// The answer to a question that nobody is named for is by whoever spoke before it.
  bool answers_unasked_question(std::size_t i) {
    if (i == 0 || !begins_paragraph(entries_[i]) || entries_[i - 1].rule) return false;
    if (entries_[i - 1].kind != QuotationKind::Question || !stands_alone(i - 1)) return false;
    const auto last = last_attributed_before(i - 1);
    if (!last || paragraph_of(entries_[i]) - paragraph_of(entries_[*last]) > 2) return false;
    take(i, *last, Rule::Turn);
    return true;
  }

  std::optional<std::size_t> next_in_paragraph(std::size_t i) const {
    for (std::size_t j = i + 1; j < entries_.size(); ++j) {
      if (paragraph_of(entries_[j]) != paragraph_of(entries_[i])) break;
      if (entries_[j].rule && entries_[j].is_segment) return j;
    }
    return std::nullopt;
  }

  bool begins_paragraph(const Attributed& entry) const {
    return reading_.begins_paragraph(entry.first);
  }

  void inherit_from_paragraph_before(std::size_t i, std::size_t last) {
    if (paragraph_of(entries_[last]) + 1 != paragraph_of(entries_[i])) return;
    const auto turn = other_party(i, last);
    take(i, turn.value_or(last), turn ? Rule::Turn : Rule::PreviousParagraph);
  }

  /// "Why?" a reporter shouted: goes on with somebody else.
  bool is_by_questioner(std::size_t i) const {
    if (entries_[i].kind != QuotationKind::Question || entries_[i].person) return false;
    const auto noun = reading_.folded(entries_[i].speaker->head());
    return noun == "reporter" || noun == "journalist" || noun == "interviewer" ||
           noun == "moderator" || noun == "host" || noun == "questioner" || noun == "correspondent";
  }

  /// In a talk two take turns. @return a quotation of the one whose turn it is, when that is not
  /// the last speaker: questions and answers change, and so do short turns.
  std::optional<std::size_t> other_party(std::size_t i, std::size_t last) const {
    constexpr std::uint32_t kFarthestParagraphs = 4, kShortWords = 30;
    const bool answers = entries_[last].kind == QuotationKind::Question;
    const bool asks = entries_[i].kind == QuotationKind::Question;
    for (std::size_t j = last; j-- > 0;) {
      const Attributed& entry = entries_[j];
      if (paragraph_of(entries_[i]) - paragraph_of(entry) > kFarthestParagraphs) break;
      if (!entry.rule || !entry.is_segment || is_same_speaker(entry, entries_[last])) continue;
      const bool is_talk = paragraph_of(entries_[last]) - paragraph_of(entry) <= 1 &&
                           entries_[last].end - entries_[last].first <= kShortWords;
      if (answers != asks || is_talk) return j;
    }
    return std::nullopt;
  }

  bool is_same_speaker(const Attributed& one, const Attributed& other) const {
    if (one.person || other.person) return one.person == other.person;
    return one.speaker->first == other.speaker->first;
  }

  const Reading& reading_;
  const Sayings& sayings_;
  const People& people_;
  std::vector<Attributed>& entries_;
  std::vector<std::uint32_t> speakers_;  ///< In order of speaking.
};

}  // namespace

void name_speakers(const Reading& reading, const Sayings& sayings, const People& people,
                   std::vector<Attributed>& entries) {
  SpeakerNamer(reading, sayings, people, entries).name();
}

}  // namespace newswatch::detectors::quotes
