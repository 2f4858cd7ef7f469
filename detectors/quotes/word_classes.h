#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/prefetch.h"
#include "text/word_table.h"

namespace newswatch::detectors::quotes {

/// What is known of a word without its context, as bits.
using WordClasses = std::uint64_t;

namespace word {
enum : WordClasses {
  // Verbs of saying. A form may be several: "put" is finite and a base form.
  CueFinite = 1ULL << 0,  ///< "said", "says"
  CueBase = 1ULL << 1,    ///< "say"
  CueIng = 1ULL << 2,     ///< "saying"
  CueThat = 1ULL << 3,    ///< May go before a clause: "said that …", "warned …".
  CueBare = 1ULL << 4,    ///< Often goes before a clause without "that": "said the plan was dead".
  CueTo = 1ULL << 5,      ///< Takes the person who is spoken to: "told reporters", "reminded them".
  CueNames = 1ULL << 6,   ///< "called", "described": the words quoted say what something is.
  CueWeak = 1ULL << 7,  ///< Tells of speech only right beside a quotation: "continued", "laughed".
  CueAsks = 1ULL << 8,  ///< "asked", "wondered"
  CueNoun = 1ULL << 9,  ///< "statement", "promise": "his promise to “drain the swamp”"

  Determiner = 1ULL << 10,   ///< "the", "a", "some"
  Indefinite = 1ULL << 11,   ///< Of determiners, those that bring in somebody new: "a", "one".
  Possessive = 1ULL << 12,   ///< "his", "their"
  Subject = 1ULL << 13,      ///< Pronouns that act: "he", "they", "who"
  Object = 1ULL << 14,       ///< Pronouns that do not: "him", "them", "himself"
  FirstPerson = 1ULL << 15,  ///< "i", "we"
  He = 1ULL << 16,
  She = 1ULL << 17,
  They = 1ULL << 18,
  Relative = 1ULL << 19,     ///< "who", "which", "that"
  Preposition = 1ULL << 20,  ///< "of", "in"
  Attaching =
      1ULL << 21,  ///< Of prepositions, those that tie to the noun before: "a man from Ohio"
  Conjunction = 1ULL << 22,  ///< "and", "but", "because"
  Auxiliary = 1ULL << 23,    ///< "has", "would"
  Passive = 1ULL << 24,      ///< Of auxiliaries, those of the passive: "was", "been"
  Adverb = 1ULL << 25,       ///< "also", "never"
  Time = 1ULL << 26,         ///< "monday", "yesterday"
  Verb = 1ULL << 27,         ///< Common verbs that tell of no speech: "went", "made"
  Number = 1ULL << 28,

  Title = 1ULL << 29,  ///< Goes before a name: "senator", "judge", "spokesman"
  PersonNoun =
      1ULL << 30,  ///< Names a person without a name: "woman", "lawmaker"; most titles, too
  PeopleNoun = 1ULL << 31,  ///< Several: "officials", "voters"
  MaleTitle = 1ULL << 32,
  FemaleTitle = 1ULL << 33,
  MaleName = 1ULL << 34,  ///< A first name.
  FemaleName = 1ULL << 35,
  Place = 1ULL << 36,      ///< A state or country, which follows a comma: "of Akron, Ohio,"
  Body = 1ULL << 37,       ///< An institution that speaks: "ministry", "committee"
  Paper = 1ULL << 38,      ///< What is read, not heard: "statement", "report"
  Work = 1ULL << 39,       ///< Has a title of its own: "memoir", "film"
  Modal = 1ULL << 40,      ///< Of auxiliaries, those of what is not said yet: "would"
  CueMental = 1ULL << 41,  ///< Of verbs of saying, those that often tell of thoughts: "believed"
  According = 1ULL << 42,  ///< "according"
  CuePhrase =
      1ULL << 43,  ///< Tells of speech only with the next word: "spoke of", "put it", "went on".
};
}  // namespace word

inline constexpr WordClasses kCue = word::CueFinite | word::CueBase | word::CueIng;
inline constexpr WordClasses kPronoun = word::Subject | word::Object;
/// Words that belong to no noun.
inline constexpr WordClasses kClosed = kCue | kPronoun | word::Determiner | word::Possessive |
                                       word::Relative | word::Preposition | word::Conjunction |
                                       word::Auxiliary | word::Adverb | word::Time | word::Verb;

/// All words with their classes. Built once, then only read, by any thread.
///
/// A word is known by a digest of 64 bits, which no two English words share: its classes stand
/// beside it, so that a look-up reads one line of memory.
class ClassTable {
 public:
  ClassTable();

  /// A look-up on its way: many are begun before the first is ended, so that their memory is
  /// fetched side by side.
  /// @param folded  a word of `text::Tokens::folded`, of which 16 bytes may be read.
  /// @return for `of`.
  std::uint64_t begin(std::string_view folded) const {
    const std::uint64_t digest = text::key_of(folded).hash();
    prefetch(&slots_[digest & kMask]);
    return digest;
  }
  /// @return none for a word that is in no list.
  WordClasses of(std::uint64_t digest) const {
    for (std::size_t at = digest & kMask;; at = (at + 1) & kMask) {
      if (slots_[at].digest == digest || slots_[at].classes == 0) return slots_[at].classes;
    }
  }

 private:
  static constexpr std::size_t kSlots = 8192;  ///< About three for each word.
  static constexpr std::size_t kMask = kSlots - 1;

  struct Slot {
    std::uint64_t digest = 0;
    WordClasses classes = 0;  ///< None: empty.
  };

  void add_all(std::string_view words, WordClasses classes);
  void add(std::string_view word, WordClasses classes);
  void add_verb(const std::string& entry, WordClasses classes);

  std::vector<Slot> slots_;
};

/// @return the only one.
const ClassTable& class_table();

/// "repeatedly", but no "family": what ends so and is in no list is an adverb.
inline bool looks_like_adverb(std::string_view folded) {
  return folded.size() > 4 && folded.ends_with("ly") && folded != "family" && folded != "early" &&
         folded != "daily" && folded != "ally";
}

}  // namespace newswatch::detectors::quotes
