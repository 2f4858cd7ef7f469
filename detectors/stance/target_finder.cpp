#include "detectors/stance/target_finder.h"

#include <algorithm>

namespace newswatch::detectors::stance {
namespace {

using alerts::Modality;
using alerts::Quad;

constexpr int kMostSteps = 18;
constexpr int kMostAdjectives = 2;
constexpr int kMostNounsBehind = 8;
/// From a preposition to its party: "with the new government of".
constexpr int kFurthestFromPreposition = 5;

class Walk {
 public:
  Walk(const Sentence& sentence, int at, const Act& act)
      : sentence_(sentence), act_(act), act_at_(at), takes_object_(act.takes_object) {}

  Behind run() {
    const int end = std::min(sentence_.size(), act_at_ + 1 + kMostSteps);
    for (at_ = act_at_ + 1; at_ < end && !ends_clause(); ++at_) {
      if (sentence_.party_at(at_) != Sentence::kNone) {
        take_party();
      } else if (sentence_.word(at_).preposition != 0) {
        take_preposition(sentence_.word(at_).preposition);
      } else {
        take_word();
      }
    }
    return behind_;
  }

 private:
  bool is_complete() const { return behind_.target.exists() || behind_.between.exists(); }

  bool ends_clause() const {
    const Mark mark = sentence_.mark_before(at_);
    if (mark == Mark::Strong || mark == Mark::Comma) return true;
    constexpr Kinds kEnds =
        kBoundary | kThat | kRelative | kIf | kSay | kPronoun | kDeny | kBut | kRefuse;
    if (sentence_.is(at_, kAgent)) return false;
    // "an attack on Israel condemned by the US"
    const bool is_of_noun = sentence_.is(at_, kLight | kEnd) || has_noun_at(at_);
    if (act_.is_noun && has_verb_at(at_) && !is_of_noun) return true;
    return sentence_.is(at_, kEnds) && !(act_.is_noun && sentence_.is(at_, kEnd));
  }

  /// The object, if one may still come.
  void take_party() {
    const int party = sentence_.party_at(at_);
    const PartyGroup group = group_of(sentence_, party);
    if (takes_object_ && !is_complete() && is_object(party)) behind_.target = group;
    takes_object_ = false;
    at_ = sentence_.end_of(group.last) - 1;
  }

  bool is_object(int number) const {
    const Party& party = sentence_.party(number);
    const bool is_modifier = party.form == PartyForm::Modifier || party.possessive;
    return fits(number) && (unknown_ == 0 || is_modifier || party.form == PartyForm::Either);
  }

  /// What is hurt or criticised may be anything of a country; whoever is met acts for it.
  bool fits(int number) const {
    if (act_.quad == Quad::MaterialConflict || act_.quad == Quad::VerbalConflict) return true;
    const Party& party = sentence_.party(number);
    if (has_agent_behind(sentence_, number)) return true;
    if (party.form == PartyForm::Modifier || (party.possessive && !act_.is_noun)) return false;
    const int behind = sentence_.end_of(number);
    const bool has_noun_behind = sentence_.has(behind) &&
                                 sentence_.mark_before(behind) == Mark::None &&
                                 !sentence_.is_known(behind) && !sentence_.is_adverb(behind);
    const bool has_article = sentence_.is(sentence_.begin_of(number) - 1, kDeterminer);
    return party.form != PartyForm::Either || has_article || !has_noun_behind;
  }

  void take_preposition(Prepositions preposition) {
    const bool is_after_agent = sentence_.is(at_ - 1, kAgent);
    // "the government of", "officials from"
    if ((preposition & (kOf | kFrom)) != 0 && takes_object_ && is_after_agent) return;
    takes_object_ = false;
    const int party = party_behind_preposition();
    if (party == Sentence::kNone) return;
    const PartyGroup group = group_of(sentence_, party);
    if (preposition == kBy) {
      if (!behind_.agent.exists() && names_agent()) behind_.agent = group;
    } else if (is_complete()) {
      return;
    } else if (preposition == kBetween) {
      if (has_several(sentence_, group)) behind_.between = group;
    } else if ((preposition & act_.targets) != 0 && fits(party)) {
      behind_.target = group;
    }
    at_ = sentence_.end_of(group.last) - 1;
  }

  /// Whether "by" tells who acts, and not who does what another word says of the act.
  bool names_agent() const {
    return !act_.is_noun || at_ - 1 == act_at_ || sentence_.party_at(at_ - 1) != Sentence::kNone ||
           sentence_.is(at_ - 1, kLight | kEnd);
  }

  /// "with the new government of", "on steel from", "against 14 Chinese officials"
  int party_behind_preposition() const {
    bool is_named_last = true;  ///< Whether a name may come: not behind a noun of its own.
    for (int at = at_ + 1; at <= at_ + kFurthestFromPreposition; ++at) {
      const Mark mark = sentence_.mark_before(at);
      if (at > at_ + 1 && mark != Mark::None && mark != Mark::Hyphen) break;
      if (const int number = sentence_.party_at(at); number != Sentence::kNone) {
        const PartyForm form = sentence_.party(number).form;
        return is_named_last || form == PartyForm::Modifier ? number : Sentence::kNone;
      }
      if ((sentence_.word(at).preposition & (kOf | kFrom)) != 0) {
        is_named_last = true;
      } else if (!sentence_.is_known(at) && !sentence_.is_capitalised(at)) {
        is_named_last = false;
      } else if (sentence_.is_known(at) && !sentence_.is(at, kDeterminer | kAgent)) {
        break;
      }
    }
    return Sentence::kNone;
  }

  void take_word() {
    const Kinds kinds = sentence_.word(at_).kinds;
    if (act_.is_noun && !knows_manner_) take_manner(kinds);
    if (sentence_.is(at_, kDeterminer | kAgent | kBe | kAuxiliary | kParticle) ||
        sentence_.is_adverb(at_)) {
      return;
    }
    if ((kinds & kAnd) != 0) {
      takes_object_ = takes_object_ && has_verb_at(at_ + 1);
      return;
    }
    if (takes_object_ && has_verb_at(at_) && sentence_.is(at_ - 1, kAnd)) return;
    if (sentence_.is_known(at_) || ++unknown_ > kMostAdjectives) takes_object_ = false;
  }

  /// "condemned and sanctioned China"
  bool has_verb_at(int at) const {
    return std::ranges::any_of(sentence_.word(at).acts,
                               [](const Act& act) { return !act.is_noun; });
  }

  bool has_noun_at(int at) const {
    return std::ranges::any_of(sentence_.word(at).acts, &Act::is_noun);
  }

  /// "sanctions were not imposed on", "talks have been suspended with"
  void take_manner(Kinds kinds) {
    const bool is_no_longer = (kinds & kNo) != 0 && sentence_.has(at_ + 1) &&
                              sentence_.folded(at_ + 1) == "longer";  // not "no matter"
    if ((kinds & kNot) != 0 || is_no_longer) behind_.manner.turn();
    if ((kinds & kWill) != 0) behind_.manner.raise(Modality::Promised);
    if ((kinds & kMight) != 0) behind_.manner.raise(Modality::Hypothetical);
    if ((kinds & kMust) != 0) behind_.manner.raise(Modality::Asked);
    const bool is_verb =
        (sentence_.word(at_).forms & kPast) != 0 || sentence_.is(at_ - 1, kWill | kMight | kMust);
    if ((kinds & kEnd) != 0 && is_verb) behind_.manner.turn();
    if (!is_complete()) return;
    // "Cooperation with China in this field is possible."
    if ((kinds & (kDoubtful | kConsider)) != 0) behind_.manner.raise(Modality::Hypothetical);
    const bool is_verb_of_other = sentence_.word(at_).forms != 0 &&
                                  (kinds & (kBe | kAuxiliary | kAgent)) == 0 && !has_noun_at(at_);
    knows_manner_ = is_verb_of_other || ++nouns_behind_ > kMostNounsBehind;
  }

  const Sentence& sentence_;
  const Act& act_;
  int act_at_ = 0;
  int at_ = 0;
  int unknown_ = 0;
  int nouns_behind_ = 0;  ///< Words between the target and what is said of the act.
  bool takes_object_ = false;
  bool knows_manner_ = false;
  Behind behind_;
};

}  // namespace

Behind look_behind(const Sentence& sentence, int at, const Act& act) {
  return Walk(sentence, at, act).run();
}

}  // namespace newswatch::detectors::stance
