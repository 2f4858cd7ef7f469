#include "detectors/topics/word_frequencies.h"

#include <algorithm>

#include "text/folding.h"
#include "text/word_shares.h"

namespace newswatch::detectors::topics {
namespace {

using Form = rules::Word::Form;

constexpr std::uint32_t kEnoughArticles = 200;

std::size_t letters_of(std::string_view pattern) {
  return static_cast<std::size_t>(
      std::ranges::count_if(pattern, [](char c) { return c != '*' && c != '?'; }));
}

}  // namespace

void WordFrequencies::count(const text::Analysis& analysis) {
  ++articles_;
  for (const Field field : kFields) {
    const text::Tokens& tokens = analysis.of(field);
    for (const text::Token& token : tokens.tokens) {
      const auto folded = tokens.folded_of(token);
      auto known = counts_.find(folded);
      if (known == counts_.end()) known = counts_.emplace(std::string(folded), Count{}).first;
      Count& count = known->second;
      if (count.last_article != articles_) ++count.articles;
      count.last_article = articles_;
    }
  }
}

double WordFrequencies::share_of_word(std::string_view folded) const {
  if (articles_ >= kEnoughArticles) {
    const auto counted = counts_.find(folded);
    const double articles = counted == counts_.end() ? 0 : counted->second.articles;
    return std::min(1.0, (articles + 0.5) / (articles_ + 0.5));
  }
  return text::share_of_word(folded);
}

double WordFrequencies::share_of_wildcard(std::string_view pattern) const {
  // About as frequent as a word of the letters it names, several times over for its endings.
  constexpr double kEndings = 4;
  return std::min(1.0, kEndings * text::share_by_length(letters_of(pattern)));
}

double WordFrequencies::share_of(const rules::Feature& feature) const {
  constexpr double kMention = 0.01;
  if (feature.word == nullptr) return kMention;
  const rules::Word& word = *feature.word;
  switch (word.form) {
    case Form::Folded:
      return share_of_word(word.text);
    case Form::Exact:
      return share_of_word(text::fold(word.text));
    case Form::Wildcard:
    case Form::ExactWildcard:
      return share_of_wildcard(word.text);
    case Form::Stem:
    case Form::Fuzzy:
      return std::min(1.0, 2 * share_of_word(word.text));
    case Form::Regex:
      return 0.1;
  }
  return 1;
}

}  // namespace newswatch::detectors::topics
