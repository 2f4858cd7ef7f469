#include "detectors/stance/lexicon.h"

#include "detectors/stance/act_words.h"
#include "detectors/stance/clause_words.h"
#include "detectors/stance/country_prefixes.h"
#include "text/countries.h"

namespace newswatch::detectors::stance {
namespace {

/// Calls `use` with each word of `words`.
template <typename Use>
void for_each_word(std::string_view words, const Use& use) {
  while (!words.empty()) {
    const auto blank = words.find(' ');
    use(words.substr(0, blank));
    words = blank == std::string_view::npos ? std::string_view() : words.substr(blank + 1);
  }
}

Prepositions preposition_of(char letter) {
  switch (letter) {
    case 'w':
      return kWith;
    case 'a':
      return kAgainst;
    case 'n':
      return kOn;
    case 't':
      return kTo;
    case 'd':
      return kToward;
    case '@':
      return kAt;
    case 'f':
      return kFrom;
    case 'c':
      return kOf;
    case 'r':
      return kFor;
    case 'i':
      return kIn;
    case 'u':
      return kInto;
    case 'y':
      return kNear;
    default:
      return 0;
  }
}

/// Reads the frame of a row of act_words.cpp, whose first lines say what the letters mean.
Act act_of(const ActWords& row, bool is_noun) {
  Act act{.quad = row.quad, .is_noun = is_noun};
  for (const char letter : row.frame) {
    act.takes_object = act.takes_object || letter == 'o';
    act.is_mutual = act.is_mutual || letter == 'm';
    act.needs_verb = act.needs_verb || letter == 'x';
    act.targets |= preposition_of(letter);
  }
  return act;
}

}  // namespace

Lexicon::Lexicon() {
  add_clause_words();
  add_acts();
  add_countries();
}

Word& Lexicon::word(std::string_view folded) {
  const auto number = table_.add(folded, static_cast<std::uint32_t>(words_.size()));
  if (number == words_.size()) words_.emplace_back();
  return words_[number];
}

void Lexicon::add_clause_words() {
  for (const ClauseWords& row : clause_words()) {
    const auto add = [&](std::string_view form, Forms forms) {
      Word& entry = word(form);
      entry.kinds |= row.kinds;
      entry.preposition |= row.preposition;
      entry.forms |= forms;
    };
    for_each_word(row.words, [&](std::string_view each) {
      if (row.are_verbs) {
        inflect_verb(each, add);
      } else {
        add(each, 0);
      }
    });
  }
}

void Lexicon::add_acts() {
  for (const ActWords& row : act_verbs()) {
    for_each_word(row.words, [&](std::string_view verb) {
      inflect_verb(verb, [&](std::string_view form, Forms forms) {
        Word& entry = word(form);
        entry.forms |= forms;
        entry.acts.push_back(act_of(row, false));
      });
    });
  }
  for (const ActWords& row : act_nouns()) {
    for_each_word(row.words, [&](std::string_view noun) {
      inflect_noun(noun,
                   [&](std::string_view form) { word(form).acts.push_back(act_of(row, true)); });
    });
  }
}

void Lexicon::add_countries() {
  text::for_each_country_term(
      [&](std::string_view words) { countries_.add(words.substr(0, words.find(' ')), 0); });
  for (const CountryPrefix& prefix : kCountryPrefixes) countries_.add(prefix.folded, 0);
}

}  // namespace newswatch::detectors::stance
