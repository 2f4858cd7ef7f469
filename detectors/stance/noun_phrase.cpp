#include "detectors/stance/noun_phrase.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

using alerts::Modality;

constexpr int kMostWords = 8;
constexpr Kinds kTurns = kEnd | kRefuse;
constexpr Kinds kGoverns = kTurns | kPromise | kConsider | kAsk | kDeny;

bool has_verb_act(const Word& word) {
  return std::ranges::any_of(word.acts, [](const Act& act) { return !act.is_noun; });
}

bool has_noun_act(const Word& word) { return std::ranges::any_of(word.acts, &Act::is_noun); }

/// "called off", "ruled out"
bool ends_by_particle(const Sentence& sentence, int verb) {
  return sentence.is(verb, kEndParticle) && sentence.is(verb + 1, kParticle);
}

class Walk {
 public:
  Walk(const Sentence& sentence, int noun) : sentence_(sentence), noun_(noun) {}

  NounPhrase run() {
    for (at_ = noun_ - 1; at_ >= 0 && at_ >= noun_ - kMostWords; --at_) {
      const Mark mark = sentence_.mark_before(at_ + 1);
      if (mark == Mark::Strong || mark == Mark::Comma) break;
      const bool goes_on = sentence_.party_at(at_) != Sentence::kNone ? take_party() : take_word();
      if (!goes_on) break;
    }
    return phrase_;
  }

 private:
  bool take_party() {
    if (!is_inside_) return false;
    const int number = sentence_.party_at(at_);
    const PartyGroup group = group_of(sentence_, number);
    if (!owns(number, group)) return false;
    phrase_.owner = group;
    is_inside_ = false;
    at_ = sentence_.begin_of(group.first);
    return true;
  }

  bool owns(int number, const PartyGroup& group) const {
    const Party& party = sentence_.party(number);
    if (party.form == PartyForm::Modifier || party.possessive) return true;
    if (party.form == PartyForm::Either && adjectives_ <= 1) return true;
    const bool is_compound = has_several(sentence_, group) && party.form != PartyForm::Person &&
                             sentence_.mark_before(sentence_.begin_of(number)) == Mark::Hyphen;
    return is_compound && adjectives_ <= 1;  // "the Russia-Ukraine war"
  }

  bool take_word() {
    const Word& word = sentence_.word(at_);
    if (is_noun_of_end()) {
      phrase_.manner.turn();
      is_inside_ = false;
      return true;
    }
    if ((word.kinds & kNo) != 0) phrase_.manner.turn();
    if ((word.kinds & kMust) != 0) phrase_.manner.raise(Modality::Asked);  // "the need for"
    if ((word.kinds & kDoubtful) != 0) phrase_.manner.raise(Modality::Hypothetical);
    if ((word.kinds & (kNo | kDeterminer | kAnd)) != 0 || word.preposition != 0) {
      is_inside_ = false;
      return (word.kinds & kAnd) == 0 || has_noun_act(sentence_.word(at_ - 1));
    }
    if ((word.kinds & (kDoubtful | kAgent)) != 0) return true;
    if (is_planned()) {
      phrase_.manner.raise(Modality::Promised);
      return true;
    }
    if ((word.kinds & (kGoverns | kLight | kTry)) != 0 || ends_by_particle(sentence_, at_)) {
      phrase_.verb = at_;
      return false;
    }
    if (has_noun_act(word) && is_inside_) return true;  // "trade talks"
    if (word.forms != 0 || has_verb_act(word)) return false;
    constexpr Kinds kPasses = kFiller | kParticle | kOnly | kMust;
    if (word.kinds != 0) return (word.kinds & kPasses) != 0;
    constexpr int kMostAdjectives = 2;
    return ++adjectives_ <= kMostAdjectives;
  }

  /// "an end to", "the lack of"
  bool is_noun_of_end() const {
    return sentence_.is(at_, kEndNoun) &&
           (sentence_.word(at_ + 1).preposition & (kOf | kTo | kIn)) != 0;
  }

  /// "a planned visit": no verb, since an article stands before it.
  bool is_planned() const {
    return sentence_.is(at_, kPromise) && is_inside_ &&
           (sentence_.word(at_).forms == 0 || sentence_.is(at_ - 1, kDeterminer));
  }

  const Sentence& sentence_;
  int noun_ = 0;
  int at_ = 0;
  int adjectives_ = 0;
  bool is_inside_ = true;  ///< No article or preposition has been passed.
  NounPhrase phrase_;
};

}  // namespace

NounPhrase read_noun_phrase(const Sentence& sentence, int at) { return Walk(sentence, at).run(); }

bool only_carries(const Sentence& sentence, int verb) {
  return !sentence.is(verb, kGoverns) && !ends_by_particle(sentence, verb);
}

Manner manner_of_verb(const Sentence& sentence, int verb) {
  Manner manner;
  if (ends_by_particle(sentence, verb) || sentence.is(verb, kTurns)) {
    manner.turn();
  } else if (sentence.is(verb, kLight | kTry)) {
    return manner;  // "offered aid": what may be more counts as the least
  } else if (sentence.is(verb, kDeny)) {
    manner.raise(Modality::Denied);
  } else if (sentence.is(verb, kConsider)) {
    manner.raise(Modality::Hypothetical);
  } else if (sentence.is(verb, kPromise)) {
    manner.raise(Modality::Promised);
  } else if (sentence.is(verb, kAsk)) {
    manner.raise(Modality::Asked);
  }
  return manner;
}

}  // namespace newswatch::detectors::stance
