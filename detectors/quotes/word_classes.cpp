#include "detectors/quotes/word_classes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "detectors/quotes/lexicon.h"
#include "detectors/topics/word_table.h"

namespace newswatch::detectors::quotes {
namespace {

using topics::WordTable;

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

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

/// All words with their classes. Built once, when first asked for.
class Lexicon {
 public:
  Lexicon() {
    for (const WordList& list : word_lists()) add_all(list);
    for (const WordList& list : first_names()) add_all(list);
    for (const WordList& list : cue_verbs()) {
      for (const std::string& verb : split(list.words, ' ')) add_verb(verb, list.classes);
    }
  }

  WordClasses of(const WordTable::LookUp& look_up, std::string_view folded) const {
    const auto value = table_.find(look_up, folded);
    return value == WordTable::kNone ? 0 : classes_[value];
  }
  const WordTable& table() const { return table_; }

 private:
  void add_all(const WordList& list) {
    for (const std::string& word : split(list.words, ' ')) add(word, list.classes);
  }

  void add(std::string_view word, WordClasses classes) {
    const auto value = table_.add(word, static_cast<std::uint32_t>(classes_.size()));
    if (value == classes_.size()) classes_.push_back(0);
    classes_[value] |= classes;
  }

  void add_verb(const std::string& entry, WordClasses classes) {
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

  WordTable table_;
  std::vector<WordClasses> classes_;
};

const Lexicon& lexicon() {
  static const Lexicon kLexicon;
  return kLexicon;
}

/// "repeatedly", but no "family": what ends so and is in no list.
bool looks_like_adverb(std::string_view folded) {
  return folded.size() > 4 && folded.ends_with("ly") && folded != "family" && folded != "early" &&
         folded != "daily" && folded != "ally";
}

}  // namespace

void classify(const text::Tokens& tokens, std::vector<WordClasses>& classes) {
  const Lexicon& words = lexicon();
  classes.resize(tokens.tokens.size());
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const std::string_view folded = tokens.folded_of(tokens.tokens[i]);
    classes[i] = words.of(words.table().begin(topics::key_of(folded)), folded);
    if (classes[i] == 0 && looks_like_adverb(folded)) classes[i] = word::Adverb;
  }
}

}  // namespace newswatch::detectors::quotes
