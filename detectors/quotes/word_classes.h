#pragma once

#include <cstdint>
#include <vector>

#include "text/tokens.h"

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
};
}  // namespace word

inline constexpr WordClasses kCue = word::CueFinite | word::CueBase | word::CueIng;
inline constexpr WordClasses kPronoun = word::Subject | word::Object;
/// Words that belong to no noun.
inline constexpr WordClasses kClosed = kCue | kPronoun | word::Determiner | word::Possessive |
                                       word::Relative | word::Preposition | word::Conjunction |
                                       word::Auxiliary | word::Adverb | word::Time | word::Verb;

/// @param classes  emptied and filled, one entry a token.
void classify(const text::Tokens& tokens, std::vector<WordClasses>& classes);

}  // namespace newswatch::detectors::quotes
