#include "detectors/stance/act_reader.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

using alerts::Modality;

/// Each repeats its sentence as evidence; no sentence that anybody wrote says more.
constexpr std::size_t kMostActs = 24;

/// Whether the verb is passive: "was sanctioned", or "sanctioned by" without an auxiliary.
bool is_passive(const Sentence& sentence, int at) {
  if ((sentence.word(at).forms & kPast) == 0) return false;
  int before = at - 1;
  while (sentence.is_adverb(before) || sentence.is(before, kNot)) {
    if (sentence.is(before, kBe)) return true;  // "wasn't"
    --before;
  }
  if (sentence.is(before, kBe)) return true;
  return sentence.word(at + 1).preposition == kBy;
}

bool has_noun_act(const Sentence& sentence, int at) {
  return std::ranges::any_of(sentence.word(at).acts, &Act::is_noun);
}

/// Whether a word that may be either stands as a noun here.
bool stands_as_noun(const Sentence& sentence, int at) {
  if (!has_noun_act(sentence, at)) return false;
  const int before = at - 1;
  return sentence.is(before, kDeterminer | kNo | kDoubtful | kLight | kEnd) ||
         (sentence.has(before) && !sentence.is_known(before) &&
          sentence.party_at(before) == Sentence::kNone && !sentence.is_adverb(before)) ||
         (sentence.word(before).preposition != 0 && sentence.word(before).preposition != kTo) ||
         (sentence.word(at + 1).preposition != 0);
}

/// "The US urged China": what is asked for stands in the words that follow, if anywhere.
bool is_request(const Sentence& sentence, int at, const Act& act) {
  return sentence.is(at, kAsk) && act.quad == alerts::Quad::VerbalCooperation;
}

/// "Iran, sanctioned by the US"
std::optional<Subject> party_in_apposition(const Sentence& sentence, int at) {
  const int party = sentence.party_at(at - 1);
  if (sentence.mark_before(at) != Mark::Comma || party == Sentence::kNone) return std::nullopt;
  Subject subject;
  subject.parties = {party, party};
  return subject;
}

}  // namespace

const std::vector<FoundAct>& ActReader::read(const Sentence& sentence) {
  subjects_.emplace(sentence);
  found_.clear();
  governing_.clear();
  for (int at = 0; at < sentence.size(); ++at) {
    if (!sentence.word(at).acts.empty() && sentence.party_at(at) == Sentence::kNone) {
      read_word(sentence, at);
    }
  }
  drop_governing_verbs();
  if (sentence.asks()) {
    for (FoundAct& act : found_) act.manner.raise(Modality::Hypothetical);
  }
  return found_;
}

/// The first meaning of a word that finds both parties counts.
void ActReader::read_word(const Sentence& sentence, int at) {
  const bool is_modifier = has_noun_act(sentence, at) && has_noun_act(sentence, at + 1) &&
                           sentence.mark_before(at + 1) == Mark::None;
  if (is_modifier) return;  // "trade talks"
  const bool noun_first = stands_as_noun(sentence, at);
  for (const bool noun : {noun_first, !noun_first}) {
    for (const Act& act : sentence.word(at).acts) {
      if (act.is_noun != noun) continue;
      if (noun ? read_noun(sentence, at, act) : read_verb(sentence, at, act)) return;
    }
  }
}

bool ActReader::read_verb(const Sentence& sentence, int at, const Act& act) {
  if (is_passive(sentence, at)) return read_passive(sentence, at, act);
  const auto subject = subjects_->find(at);
  if (!subject) return false;
  subjects_->remember(at, *subject);
  const Behind behind = look_behind(sentence, at, act);
  Manner manner = subject->manner;
  if (is_request(sentence, at, act)) manner.raise(Modality::Asked);
  bool added = false;
  if (behind.target.exists()) {
    added = add(sentence, at, act, subject->parties, behind.target, manner);
  } else if (subject->asker.exists()) {
    added = add(sentence, at, act, subject->asker, subject->parties, manner);
  } else if (act.is_mutual && has_several(sentence, subject->parties)) {
    added = add(sentence, at, act, subject->parties, subject->parties, manner);
  }
  if (added) note_chain(*subject);
  return added;
}

bool ActReader::read_passive(const Sentence& sentence, int at, const Act& act) {
  if (!act.takes_object) return false;
  const Behind behind = look_behind(sentence, at, act);
  if (!behind.agent.exists()) return false;
  auto target = subjects_->find(at);
  if (!target) target = party_in_apposition(sentence, at);
  if (!target || target->asker.exists()) return false;
  if (is_request(sentence, at, act)) target->manner.raise(Modality::Asked);
  return add(sentence, at, act, behind.agent, target->parties, target->manner);
}

bool ActReader::read_noun(const Sentence& sentence, int at, const Act& act) {
  const NounPhrase phrase = read_noun_phrase(sentence, at);
  const bool has_verb = phrase.verb != Sentence::kNone;
  const Behind behind = look_behind(sentence, at, act);
  if (act.needs_verb && !has_verb) return false;
  const auto subject = has_verb ? subjects_->find(phrase.verb) : std::nullopt;
  auto manner = manner_of_noun(sentence, phrase, subject);
  if (!manner) return false;
  manner->add(behind.manner);

  PartyGroup source = phrase.owner;
  if (!source.exists() && subject) source = subject->parties;
  if (!source.exists()) source = behind.agent;
  bool added = false;
  if (behind.between.exists()) {
    added = act.is_mutual && add(sentence, at, act, behind.between, behind.between, *manner);
  } else if (behind.target.exists() && source.exists()) {
    added = add(sentence, at, act, source, behind.target, *manner);
  } else if (subject && subject->asker.exists() && !phrase.owner.exists()) {
    added = add(sentence, at, act, subject->asker, subject->parties, *manner);
  } else if (act.is_mutual && has_several(sentence, source)) {
    added = add(sentence, at, act, source, source, *manner);
  }
  if (!has_verb) return added;
  if (subject) subjects_->remember(phrase.verb, *subject);
  if (added) governing_.push_back(phrase.verb);
  if (added && subject) note_chain(*subject);
  return added;
}

/// @return nothing when it can't be told: others than the owner may deny or refuse an act, but do
/// not undo it.
std::optional<Manner> ActReader::manner_of_noun(const Sentence& sentence, const NounPhrase& phrase,
                                                const std::optional<Subject>& subject) {
  Manner manner = phrase.manner;
  if (phrase.verb == Sentence::kNone) return manner;
  const bool is_of_other =
      phrase.owner.exists() && (!subject || sentence.party(subject->parties.first).code !=
                                                sentence.party(phrase.owner.first).code);
  if (is_of_other) {
    if (!only_carries(sentence, phrase.verb)) return std::nullopt;
    return manner;
  }
  manner.add(manner_of_verb(sentence, phrase.verb));
  if (subject) manner.add(subject->manner);
  return manner;
}

void ActReader::note_chain(const Subject& subject) {
  governing_.insert(governing_.end(), subject.chain.begin(),
                    subject.chain.begin() + static_cast<std::ptrdiff_t>(subject.chain_size));
}

/// Each source acts on each target; of one group, each party on each other.
bool ActReader::add(const Sentence& sentence, int at, const Act& act, const PartyGroup& sources,
                    const PartyGroup& targets, Manner manner) {
  bool added = false;
  for (int source = sources.first; source <= sources.last; ++source) {
    for (int target = targets.first; target <= targets.last; ++target) {
      const std::string_view from = sentence.party(source).code;
      const std::string_view to = sentence.party(target).code;
      if (from == to) continue;
      keep({from, to, at, act.quad, manner});
      added = true;
    }
  }
  return added;
}

/// A sentence that says one thing in two words says it once, by the later: "sent weapons to".
void ActReader::keep(const FoundAct& found) {
  const auto says_the_same = [&](const FoundAct& other) {
    return other.source == found.source && other.target == found.target &&
           other.quad == found.quad && other.manner == found.manner;
  };
  const auto same = std::ranges::find_if(found_, says_the_same);
  if (same == found_.end()) {
    if (found_.size() < kMostActs) found_.push_back(found);
  } else {
    same->at = found.at;
  }
}

/// In "agreed to cooperate" the act is to cooperate, and "agreed" its manner.
void ActReader::drop_governing_verbs() {
  std::erase_if(found_, [&](const FoundAct& found) {
    return std::ranges::find(governing_, found.at) != governing_.end();
  });
}

}  // namespace newswatch::detectors::stance
