#include "detectors/topics/word_frequencies.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "text/folding.h"

namespace newswatch::detectors::topics {
namespace {

using Form = rules::Word::Form;

constexpr std::uint32_t kEnoughArticles = 200;

/// Of news in English, by rank: what stands here is in most articles.
constexpr std::string_view kFrequentWords =
    "the to of and a in for on that is said with as at was it by from he be has are an have his "
    "not "
    "but who they will this had its their were been after which or more about would one also we "
    "there i when up out year new people all than if she her two other us over last what into time "
    "can first no government some could years state president you against our so told just now "
    "before country most him many between them how since made may during only do while because "
    "percent minister where week under three including like day city police million any then "
    "however these well did down being those back such through should second still officials make "
    "long work according group american part way house court national public both around world "
    "company says called another off home team says use four even several next much states take "
    "set high law political military party former international support report department per days "
    "monday tuesday wednesday thursday friday saturday sunday month months billion market security "
    "every does united during top early late same must trump biden china russia ukraine election "
    "health war foreign leader secretary white statement news media local my own say very get see "
    "good want going think know right come go me too here against number economy economic trade "
    "plan policy power financial business left end place man women men children family school "
    "major small big open show help need case least life few without never until far";

double share_by_length(std::size_t letters) {
  // Rough: short words are frequent, and each further letter makes a word rarer.
  constexpr std::array kShares = {0.5, 0.5, 0.3, 0.06, 0.03, 0.02, 0.012, 0.009, 0.007};
  return letters < kShares.size() ? kShares[letters] : 0.005;
}

std::size_t letters_of(std::string_view pattern) {
  return static_cast<std::size_t>(
      std::ranges::count_if(pattern, [](char c) { return c != '*' && c != '?'; }));
}

}  // namespace

WordFrequencies::WordFrequencies() {
  std::size_t rank = 0;
  for (std::string_view rest = kFrequentWords; !rest.empty(); ++rank) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    // Zipf: frequency falls with the rank; a word of an article of 450 words is in it at least once
    // with this probability.
    const double share = 1 - std::exp(-450 * 0.08 / static_cast<double>(rank + 1));
    ranked_.try_emplace(std::string(rest.substr(0, end)), std::max(share, 0.08));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

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
  const auto ranked = ranked_.find(folded);
  return ranked != ranked_.end() ? ranked->second : share_by_length(folded.size());
}

double WordFrequencies::share_of_wildcard(std::string_view pattern) const {
  // About as frequent as a word of the letters it names, several times over for its endings.
  constexpr double kEndings = 4;
  return std::min(1.0, kEndings * share_by_length(letters_of(pattern)));
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
