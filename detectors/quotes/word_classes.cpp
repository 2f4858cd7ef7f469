#include "detectors/quotes/word_classes.h"

#include <string>
#include <string_view>

#include "base/split.h"
#include "detectors/quotes/lexicon.h"

namespace newswatch::detectors::quotes {
namespace {

bool is_vowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

/// The forms of one verb, by the rules of English spelling.
struct Forms {
  std::string third, ing;
  std::vector<std::string> past;
};

Forms forms_of(const std::string& base, const std::string& stem) {
  const bool silent_e = base.ends_with('e');
  const bool y = base.ends_with('y') && !is_vowel(base[base.size() - 2]);
  const bool sibilant =
      base.ends_with('s') || base.ends_with("ch") || base.ends_with("sh") || base.ends_with('o');
  const std::string without_last = base.substr(0, base.size() - 1);
  Forms forms;
  forms.third = y ? without_last + "ies" : base + (sibilant ? "es" : "s");
  forms.ing = (silent_e ? without_last : stem) + "ing";
  forms.past = {y ? without_last + "ied" : silent_e ? base + "d" : stem + "ed"};
  return forms;
}

}  // namespace

ClassTable::ClassTable() : slots_(kSlots) {
  for (const WordList& list : word_lists()) add_all(list.words, list.classes);
  for (const WordList& list : first_names()) add_all(list.words, list.classes);
  for (const WordList& list : cue_verbs()) {
    for (const std::string& verb : split(list.words, ' ')) add_verb(verb, list.classes);
  }
}

void ClassTable::add_all(std::string_view words, WordClasses classes) {
  for (const std::string& word : split(words, ' ')) add(word, classes);
}

void ClassTable::add(std::string_view word, WordClasses classes) {
  const std::uint64_t digest = text::key_of_unpadded(word).hash();
  std::size_t at = digest & kMask;
  while (slots_[at].classes != 0 && slots_[at].digest != digest) at = (at + 1) & kMask;
  slots_[at].digest = digest;
  slots_[at].classes |= classes;
}

void ClassTable::add_verb(const std::string& entry, WordClasses classes) {
  auto parts = split(entry, '/');
  std::string& base = parts.front();
  std::string stem = base;
  if (base.ends_with('+')) {
    base.pop_back();
    stem = base + base.back();
  }
  Forms forms = forms_of(base, stem);
  if (parts.size() > 1) forms.past.assign(parts.begin() + 1, parts.end());
  add(base, classes | word::CueBase);
  add(forms.third, classes | word::CueFinite);
  add(forms.ing, classes | word::CueIng);
  for (const std::string& past : forms.past) add(past, classes | word::CueFinite);
}

const ClassTable& class_table() {
  static const ClassTable kTable;
  return kTable;
}

}  // namespace newswatch::detectors::quotes
