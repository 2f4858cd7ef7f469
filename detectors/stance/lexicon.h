#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "alerts/findings.h"
#include "detectors/stance/inflections.h"
#include "text/word_table.h"

namespace newswatch::detectors::stance {

/// What a word does in a clause, as bits: one word may do several things.
using Kinds = std::uint32_t;

inline constexpr Kinds kDeterminer = 1U << 0;
inline constexpr Kinds kAnd = 1U << 1;
inline constexpr Kinds kBe = 1U << 2;
inline constexpr Kinds kAuxiliary = 1U << 3;
inline constexpr Kinds kNot = 1U << 4;        ///< Turns a verb round: "not", "never".
inline constexpr Kinds kNo = 1U << 5;         ///< Turns a noun round: "no", "without".
inline constexpr Kinds kWill = 1U << 6;       ///< Makes an act a promise.
inline constexpr Kinds kMight = 1U << 7;      ///< Makes it hypothetical.
inline constexpr Kinds kMust = 1U << 8;       ///< Makes it a request: "should".
inline constexpr Kinds kIf = 1U << 9;         ///< Begins a hypothetical clause.
inline constexpr Kinds kThat = 1U << 10;      ///< Begins what somebody says, or a relative clause.
inline constexpr Kinds kRelative = 1U << 11;  ///< "which", "who".
inline constexpr Kinds kBoundary = 1U << 12;  ///< Begins another clause.
inline constexpr Kinds kSay = 1U << 13;
inline constexpr Kinds kPronoun = 1U << 14;  ///< Stands for the subject of the clause before.
inline constexpr Kinds kFiller = 1U << 15;   ///< Times and adverbs, which change nothing.
inline constexpr Kinds kOnly = 1U << 16;     ///< Behind "not" it undoes it: "not only".
inline constexpr Kinds kAgent = 1U << 17;    ///< Those who act for a country: "minister", "troops".
inline constexpr Kinds kLight = 1U << 18;    ///< Verbs that carry a noun: "hold" talks.
inline constexpr Kinds kEnd = 1U << 19;      ///< Verbs that turn a noun round: "suspend" talks.
inline constexpr Kinds kEndParticle = 1U << 20;  ///< The same before "off", "out": "call off".
inline constexpr Kinds kParticle = 1U << 21;
inline constexpr Kinds kEndNoun = 1U << 22;   ///< "end" of cooperation.
inline constexpr Kinds kPromise = 1U << 23;   ///< "agree" to.
inline constexpr Kinds kRefuse = 1U << 24;    ///< "fail" to.
inline constexpr Kinds kTry = 1U << 25;       ///< "begin" to: changes nothing.
inline constexpr Kinds kConsider = 1U << 26;  ///< "consider": makes hypothetical.
inline constexpr Kinds kAsk = 1U << 27;       ///< "urge": somebody else is to act.
inline constexpr Kinds kDeny = 1U << 28;
inline constexpr Kinds kDoubtful = 1U << 29;  ///< "possible" talks.
inline constexpr Kinds kBut = 1U << 30;       ///< Joins clauses, but no parties.

/// How a party is joined to an act, as bits.
using Prepositions = std::uint32_t;

inline constexpr Prepositions kWith = 1U << 0;
inline constexpr Prepositions kAgainst = 1U << 1;
inline constexpr Prepositions kOn = 1U << 2;
inline constexpr Prepositions kTo = 1U << 3;
inline constexpr Prepositions kToward = 1U << 4;
inline constexpr Prepositions kAt = 1U << 5;
inline constexpr Prepositions kFrom = 1U << 6;
inline constexpr Prepositions kOf = 1U << 7;
inline constexpr Prepositions kFor = 1U << 8;
inline constexpr Prepositions kIn = 1U << 9;
inline constexpr Prepositions kInto = 1U << 10;
inline constexpr Prepositions kNear = 1U << 11;
inline constexpr Prepositions kBy = 1U << 12;
inline constexpr Prepositions kBetween = 1U << 13;
inline constexpr Prepositions kOtherPreposition = 1U << 14;

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
    return at(table_.find(text::key_of(folded), folded));
  }
  /// The same for any text.
  const Word* find_unpadded(std::string_view folded) const { return at(table_.find(folded)); }
  /// @param folded  as of `find`. @return whether a country has a term that begins with this word,
  /// or it is a prefix of one.
  bool begins_country(std::string_view folded) const {
    return countries_.find(text::key_of(folded), folded) != text::WordTable::kNone;
  }

 private:
  const Word* at(std::uint32_t number) const {
    return number == text::WordTable::kNone ? nullptr : &words_[number];
  }
  Word& word(std::string_view folded);
  void add_clause_words();
  void add_acts();
  void add_countries();

  text::WordTable table_;
  text::WordTable countries_;  ///< The first words of their terms, and prefixes.
  std::vector<Word> words_;
};

}  // namespace newswatch::detectors::stance
