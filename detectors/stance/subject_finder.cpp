#include "detectors/stance/subject_finder.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

using alerts::Modality;

constexpr int kMostSteps = 28;
constexpr int kMostUnknownWords = 3;
constexpr int kLongestParenthesis = 18;
constexpr int kFurthestPrevious = 30;

constexpr Kinds kGoverning = kDeny | kRefuse | kEnd | kPromise | kConsider | kTry | kAsk;

bool is_theirs(const Sentence& sentence, int at) {
  if (!sentence.has(at)) return false;
  const std::string_view folded = sentence.folded(at);
  return folded == "its" || folded == "their" || folded == "other";
}

/// @return the position before a group, and before its article and title.
int before(const Sentence& sentence, const PartyGroup& group) {
  const bool is_person = sentence.party(group.first).form == PartyForm::Person;
  int at = sentence.begin_of(group.first) - 1;
  while (sentence.is(at, kDeterminer) || (is_person && sentence.is(at, kAgent))) --at;
  return at;
}

bool is_charge(const Word& word) {
  return std::ranges::any_of(word.acts, [](const Act& act) {
    return act.is_noun && act.quad == alerts::Quad::VerbalConflict;
  });
}

}  // namespace

std::optional<Subject> SubjectFinder::find(int verb, bool may_be_asked) const {
  Walk walk;
  walk.may_be_asked = may_be_asked;
  walk.verb = verb;
  walk.at = verb - 1;
  for (int steps = 0; steps < kMostSteps && walk.at >= 0; ++steps) {
    Step step = cross_mark(walk);
    if (step == Step::Go) step = take(walk);
    if (step == Step::Done) return walk.subject;
    if (step == Step::Fail) return std::nullopt;
    --walk.at;
  }
  return std::nullopt;
}

void SubjectFinder::remember(int verb, const Subject& subject) {
  previous_ = Previous{verb, subject};
}

SubjectFinder::Step SubjectFinder::cross_mark(Walk& walk) const {
  const Mark mark = sentence_.mark_before(walk.at + 1);
  if (mark == Mark::Strong) return Step::Fail;
  if (mark != Mark::Comma) return Step::Go;
  if (sentence_.is(walk.at + 1, kRelative | kThat | kAnd | kBut)) return Step::Go;
  for (int at = walk.at; at > 0 && at > walk.at - kLongestParenthesis; --at) {
    const Mark before = sentence_.mark_before(at);
    if (before == Mark::Strong) return Step::Fail;
    if (before != Mark::Comma) continue;
    walk.at = at - 1;
    return Step::Go;
  }
  return Step::Fail;
}

SubjectFinder::Step SubjectFinder::take(Walk& walk) const {
  if (sentence_.party_at(walk.at) != Sentence::kNone) return take_party(walk);
  const Kinds kinds = sentence_.word(walk.at).kinds;
  constexpr Kinds kAuxiliaries =
      kDeterminer | kBe | kAuxiliary | kNot | kNo | kWill | kMight | kMust | kOnly;
  if ((kinds & kAuxiliaries) != 0) return take_auxiliary(walk, kinds);
  if (sentence_.is_adverb(walk.at)) {
    walk.has_time = walk.has_time || (kinds & kFiller) != 0;
    return Step::Go;
  }
  if (sentence_.folded(walk.at) == "co") return Step::Go;  // of "co-operate"
  const bool is_title = (kinds & kAgent) != 0 && !walk.has_to && !walk.has_pronoun;
  if ((kinds & kGoverning) != 0 && !is_title) return take_governing_verb(walk, kinds);
  if ((kinds & (kAnd | kBut | kThat | kRelative | kPronoun | kSay)) != 0 && !is_title) {
    return take_link(walk, kinds);
  }
  if ((kinds & (kBoundary | kIf)) != 0) return Step::Fail;
  const Prepositions preposition = sentence_.word(walk.at).preposition;
  return preposition != 0 ? take_preposition(walk, preposition) : take_noun(walk);
}

SubjectFinder::Step SubjectFinder::take_preposition(Walk& walk, Prepositions preposition) const {
  if (walk.has_to || walk.has_pronoun) return Step::Fail;
  if (preposition == kTo && !walk.has_content && !walk.has_time) {
    walk.has_to = true;
    return Step::Go;
  }
  // "by attacking", "accused of attacking": who does that is told elsewhere.
  if (!walk.has_content && !walk.has_time) return Step::Fail;
  walk.unknown = 0;  // "on Monday", "in a statement": what stood there was no subject.
  walk.has_agent = false;
  walk.has_chain = false;
  walk.has_content = true;
  return Step::Go;
}

SubjectFinder::Step SubjectFinder::take_auxiliary(Walk& walk, Kinds kinds) const {
  Manner& manner = walk.subject.manner;
  const bool is_month = (kinds & kFiller) != 0 && sentence_.is_capitalised(walk.at) && walk.at > 0;
  if (is_month) return Step::Go;  // "in May"
  const bool is_turned = (kinds & (kNot | kNo)) != 0 && !sentence_.is(walk.at + 1, kOnly);
  if (is_turned) manner.turn();
  const bool has_to_do = walk.has_to && (kinds & kAuxiliary) != 0;  // "has to"
  const bool is_to_do = walk.has_to && (kinds & kBe) != 0;          // "is to"
  if ((kinds & kWill) != 0 || is_to_do) manner.raise(Modality::Promised);
  if ((kinds & kMust) != 0 || has_to_do) manner.raise(Modality::Asked);
  if ((kinds & kMight) != 0) manner.raise(Modality::Hypothetical);
  if ((kinds & (kWill | kMust)) != 0 || has_to_do || is_to_do) walk.has_to = false;
  return Step::Go;
}

/// Words before an act that say whether and how it comes about.
SubjectFinder::Step SubjectFinder::take_governing_verb(Walk& walk, Kinds kinds) const {
  Manner& manner = walk.subject.manner;
  // What governs stands before "to", or right before "-ing"; else it is a verb of its own.
  const bool governs = ((kinds & kDeny) != 0 && !walk.has_content) || walk.has_to ||
                       walk.has_pronoun ||
                       (!walk.has_content && (sentence_.word(walk.verb).forms & kIng) != 0) ||
                       (!walk.has_content && walk.subject.chain_size > 0);
  if (!governs) return take_noun(walk);
  if ((kinds & kDeny) != 0) {
    manner.raise(Modality::Denied);
  } else if ((kinds & (kRefuse | kEnd)) != 0) {
    manner.turn();
  } else if ((kinds & kPromise) != 0) {
    manner.raise(Modality::Promised);
  } else if ((kinds & kConsider) != 0) {
    manner.raise(Modality::Hypothetical);
  } else if ((kinds & kTry) == 0) {
    manner.raise(Modality::Asked);
  }
  walk.subject.link(walk.at);
  walk.has_to = walk.has_pronoun = false;
  walk.has_chain = true;
  walk.unknown = 0;
  return Step::Go;
}

/// Words that lead from one clause to another.
SubjectFinder::Step SubjectFinder::take_link(Walk& walk, Kinds kinds) const {
  if ((kinds & kPronoun) != 0) {
    if (walk.has_content || walk.has_to) return Step::Fail;
    walk.has_pronoun = true;
    return Step::Go;
  }
  if (walk.has_pronoun) {  // "China said (that) it would"
    if ((kinds & kSay) != 0) walk.has_pronoun = false;
    return (kinds & (kSay | kThat)) != 0 ? Step::Go : Step::Fail;
  }
  if (walk.has_to) return Step::Fail;
  const bool joins_adverbs =
      (kinds & kAnd) != 0 && sentence_.is_adverb(walk.at - 1) && sentence_.is_adverb(walk.at + 1);
  if (joins_adverbs) return Step::Go;  // "repeatedly and publicly"
  const bool has_allies =
      (kinds & kAnd) != 0 && walk.has_agent && is_theirs(sentence_, walk.at + 1);
  if (has_allies) return Step::Go;  // "the US and its allies"
  if (walk.has_content) return Step::Fail;
  if ((kinds & (kRelative | kThat)) != 0) return Step::Go;  // "China, which attacked"
  const bool joins_verbs = (kinds & (kAnd | kBut)) != 0 && previous_ &&
                           previous_->verb < walk.verb &&
                           walk.verb - previous_->verb < kFurthestPrevious;
  if (!joins_verbs) return Step::Fail;
  const Manner own = walk.subject.manner;
  walk.subject = previous_->subject;
  // "agreed to meet and cooperate" shares what "agreed to meet and cooperated" does not.
  if ((sentence_.word(walk.verb).forms & kBase) == 0) walk.subject.manner = Manner();
  walk.subject.manner.add(own);
  if (sentence_.folded(walk.at) == "nor") walk.subject.manner.turn();
  return Step::Done;
}

SubjectFinder::Step SubjectFinder::take_noun(Walk& walk) const {
  // "denied accusations that it"
  if (walk.has_pronoun && is_charge(sentence_.word(walk.at))) return Step::Go;
  if (walk.has_to || walk.has_pronoun) return Step::Fail;
  walk.has_content = true;
  if (sentence_.is(walk.at, kAgent)) {
    walk.has_agent = true;
    walk.unknown = 0;
    return Step::Go;
  }
  if (!sentence_.is_known(walk.at) && sentence_.is_capitalised(walk.at)) return Step::Go;
  return ++walk.unknown > kMostUnknownWords ? Step::Fail : Step::Go;
}

SubjectFinder::Step SubjectFinder::take_party(Walk& walk) const {
  const int party = sentence_.party_at(walk.at);
  if (!fits(walk, party)) return Step::Fail;
  const PartyGroup group = group_of(sentence_, party);
  walk.subject.parties = group;
  if (walk.has_to) {
    if (is_asked(walk, group)) return Step::Done;
    // Headlines: "China to sanction …".
    if (sentence_.mark_before(before(sentence_, group) + 1) != Mark::Strong) return Step::Fail;
    walk.subject.manner.raise(Modality::Promised);
    return Step::Done;
  }
  walk.subject.parties = those_who_act(group);
  if (!walk.subject.parties.exists()) return Step::Fail;
  read_before(walk.subject);
  return Step::Done;
}

/// Whether the party acts itself, or those who stand between it and the verb act for it.
bool SubjectFinder::fits(const Walk& walk, int number) const {
  const Party& party = sentence_.party(number);
  const bool is_modifier = party.form == PartyForm::Modifier || party.possessive;
  if (walk.has_agent) return walk.unknown == 0 || is_modifier || party.form == PartyForm::Either;
  return walk.unknown == 0 && (!is_modifier || (walk.has_chain && !walk.has_content));
}

/// @return the group itself, or in "US forces in Syria" those before it; none in "in Beijing" and
/// "with China", but "officials in Beijing" act for it, as does "the government of China".
PartyGroup SubjectFinder::those_who_act(const PartyGroup& group) const {
  int at = before(sentence_, group);
  const Prepositions preposition = sentence_.word(at).preposition;
  if (preposition == 0) return group;
  const bool is_of_agent =
      (preposition & (kOf | kIn | kFrom | kFor)) != 0 && sentence_.is(--at, kAgent);
  if (!is_of_agent) return {};
  while (sentence_.is(at, kAgent) && sentence_.party_at(at) == Sentence::kNone) --at;
  if (const int owner = sentence_.party_at(at); owner != Sentence::kNone) {
    return group_of(sentence_, owner);
  }
  const bool is_place = preposition == kIn && sentence_.party(group.first).form != PartyForm::Seat;
  return is_place ? PartyGroup() : group;
}

/// "X urged China to", "X called on China to": then `asker` is X.
bool SubjectFinder::is_asked(Walk& walk, const PartyGroup& group) const {
  int asking = before(sentence_, group);
  if ((sentence_.word(asking).preposition & (kOn | kTo | kFor)) != 0) --asking;
  if (!walk.may_be_asked || !sentence_.is(asking, kAsk)) return false;
  const auto asker = find(asking, false);
  if (!asker) return false;
  walk.subject.asker = asker->parties;
  walk.subject.manner.add(asker->manner);
  walk.subject.manner.raise(Modality::Asked);
  walk.subject.link(asking);
  for (std::size_t i = 0; i < asker->chain_size; ++i) walk.subject.link(asker->chain[i]);
  return true;
}

/// What stands before the subject may govern the whole clause: "if China", "denied that China", "no
/// US official", "would China".
void SubjectFinder::read_before(Subject& subject) const {
  constexpr int kFurthest = 6;
  const int begin = sentence_.begin_of(subject.parties.first);
  bool passed_that = false;
  for (int at = begin - 1; at >= 0 && at >= begin - kFurthest; --at) {
    const Mark mark = sentence_.mark_before(at + 1);
    if (mark == Mark::Comma || mark == Mark::Strong) return;
    if (sentence_.party_at(at) != Sentence::kNone) return;
    const Kinds kinds = sentence_.word(at).kinds;
    if ((kinds & (kIf | kMight)) != 0) return subject.manner.raise(Modality::Hypothetical);
    if ((kinds & kDeny) != 0) return subject.manner.raise(Modality::Denied);
    if (passed_that && (kinds & (kConsider | kDoubtful | kNo)) != 0) {
      return subject.manner.raise(Modality::Hypothetical);  // "no sign that China"
    }
    if (passed_that && (kinds & kAsk) != 0) return subject.manner.raise(Modality::Asked);
    if ((kinds & kNo) != 0) return subject.manner.turn();
    if ((kinds & kWill) != 0) return subject.manner.raise(Modality::Promised);
    passed_that = passed_that || (kinds & kThat) != 0;
    const bool goes_on = (kinds & (kDeterminer | kThat | kAgent | kAuxiliary)) != 0 ||
                         sentence_.word(at).preposition == kOf || sentence_.is_adverb(at) ||
                         (passed_that && !sentence_.is_known(at));
    if (!goes_on) return;
  }
}

}  // namespace newswatch::detectors::stance
