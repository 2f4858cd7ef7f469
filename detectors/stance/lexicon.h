#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "alerts/findings.h"
#include "detectors/stance/inflections.h"
#include "detectors/topics/word_table.h"

namespace newswatch::detectors::stance {

/// What a word does in a clause, as bits: one word may do several things.
using Kinds = std::uint32_t;

enum Kind : Kinds {
  kDeterminer = 1U << 0,
  kAnd = 1U << 1,
  kBe = 1U << 2,
  kAuxiliary = 1U << 3,
  kNot = 1U << 4,        ///< Turns a verb round: "not", "never".
  kNo = 1U << 5,         ///< Turns a noun round: "no", "without".
  kWill = 1U << 6,       ///< Makes an act a promise.
  kMight = 1U << 7,      ///< Makes it hypothetical.
  kMust = 1U << 8,       ///< Makes it a request: "should".
  kIf = 1U << 9,         ///< Begins a hypothetical clause.
  kThat = 1U << 10,      ///< Begins what somebody says, or a relative clause.
  kRelative = 1U << 11,  ///< "which", "who".
  kBoundary = 1U << 12,  ///< Begins another clause.
  kSay = 1U << 13,
  kPronoun = 1U << 14,      ///< Stands for the subject of the clause before.
  kFiller = 1U << 15,       ///< Times and adverbs, which change nothing.
  kOnly = 1U << 16,         ///< Behind "not" it undoes it: "not only".
  kAgent = 1U << 17,        ///< Those who act for a country: "minister", "troops".
  kLight = 1U << 18,        ///< Verbs that carry a noun: "hold" talks.
  kEnd = 1U << 19,          ///< Verbs that turn what they govern round: "suspend" talks.
  kEndParticle = 1U << 20,  ///< The same before "off", "out", "away": "call off".
  kParticle = 1U << 21,
  kEndNoun = 1U << 22,   ///< "end" of cooperation.
  kPromise = 1U << 23,   ///< "agree" to.
  kRefuse = 1U << 24,    ///< "fail" to.
  kTry = 1U << 25,       ///< "begin" to: changes nothing.
  kConsider = 1U << 26,  ///< "consider": makes hypothetical.
  kAsk = 1U << 27,       ///< "urge": somebody else is to act.
  kDeny = 1U << 28,
  kDoubtful = 1U << 29,  ///< "possible" talks.
  kBut = 1U << 30,       ///< Joins clauses, but no parties.
};

/// How a party is joined to an act, as bits.
using Prepositions = std::uint32_t;

enum Preposition : Prepositions {
  kWith = 1U << 0,
  kAgainst = 1U << 1,
  kOn = 1U << 2,
  kTo = 1U << 3,
  kToward = 1U << 4,
  kAt = 1U << 5,
  kFrom = 1U << 6,
  kOf = 1U << 7,
  kFor = 1U << 8,
  kIn = 1U << 9,
  kInto = 1U << 10,
  kNear = 1U << 11,
  kBy = 1U << 12,
  kBetween = 1U << 13,
  kOver = 1U << 14,
  kOtherPreposition = 1U << 15,
};

/// One meaning of a word that tells of an act.
struct Act {
  alerts::Quad quad = alerts::Quad::VerbalCooperation;
  bool is_noun = false;
  bool takes_object = false;  ///< Of a verb: its object is the target.
  bool is_mutual = false;     ///< With two who act and no target, each acts on the other.
  bool needs_verb = false;    ///< Of a noun: an act only with a verb that carries or ends it.
  Prepositions targets = 0;   ///< What may stand before the target.
};

struct Word {
  Kinds kinds = 0;
  Prepositions preposition = 0;
  Forms forms = 0;        ///< Those that it may be, of any verb.
  std::vector<Act> acts;  ///< Usually none; one or two where it tells of acts.
};

/// The words of English that tell of acts, and those that join them to who acts. Built once, then
/// only read, by any thread.
class Lexicon {
 public:
  Lexicon();

  /// @param folded  a word of `text::Tokens::folded`, of which 16 bytes may be read.
  /// @return null for a word that it does not have.
  const Word* find(std::string_view folded) const {
    return at(table_.find(table_.begin(topics::key_of(folded)), folded));
  }
  /// The same for any text.
  const Word* find_unpadded(std::string_view folded) const { return at(table_.find(folded)); }

 private:
  const Word* at(std::uint32_t number) const {
    return number == topics::WordTable::kNone ? nullptr : &words_[number];
  }
  Word& word(std::string_view folded);
  void add_clause_words();
  void add_acts();

  topics::WordTable table_;
  std::vector<Word> words_;
};

}  // namespace newswatch::detectors::stance
