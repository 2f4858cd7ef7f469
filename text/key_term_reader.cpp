#include "text/key_term_reader.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/fnv.h"
#include "text/common_words.h"
#include "text/countries.h"
#include "text/word_shares.h"

namespace newswatch::text {
namespace {

/// Words that more articles have than this say nothing: "the", "said", "government".
constexpr double kEveryArticle = 0.3;
/// A longer run is a headline in capitals, or a script without case.
constexpr std::size_t kLongestName = 6;
constexpr std::uint8_t kRarityOfCommon = 5;
constexpr std::uint8_t kRarityOfName = 12;
constexpr std::uint8_t kRarityOfCountry = 6;
constexpr std::uint8_t kLeadCount = 2;

bool is_in_every_article(const WordKey& key, std::string_view folded) {
  return share_of_word(key, folded) >= kEveryArticle;
}

std::uint32_t hash_of_country(std::string_view code) {
  return folded_to_32(fnv1a(code, fnv1a("country")));
}

/// Some 4 MB. A newsroom's language has more words, but those that come often stay known for most
/// articles between two times that all are forgotten.
constexpr std::size_t kMostWords = 32'768;

std::array<double, KeyTerm::kMaxCount + 1> worth_by_count() {
  std::array<double, KeyTerm::kMaxCount + 1> worth{};
  for (std::size_t count = 1; count < worth.size(); ++count)
    worth[count] = 1 + std::log2(static_cast<double>(count));
  return worth;
}

double worth(const KeyTerm& term) {
  static const auto kByCount = worth_by_count();
  return term.rarity * kByCount[term.count] * (term.in_title ? 2 : 1);
}

/// Equal worth: the lower hash, so that equal articles keep the same terms.
bool is_worth_more(const KeyTerm& a, const KeyTerm& b) {
  const double of_a = worth(a), of_b = worth(b);
  return of_a != of_b ? of_a > of_b : a.hash < b.hash;
}

bool opens_sentence(const Tokens& body, std::size_t at) {
  return at == 0 || body.tokens[at].sentence != body.tokens[at - 1].sentence;
}

bool continues_name(const Tokens& body, std::size_t at) {
  const Token& token = body.tokens[at];
  const bool joined = token.gap == Gap::Space || token.gap == Gap::Hyphen || token.gap == Gap::Dot;
  return joined && token.capitalised && !opens_sentence(body, at);
}

/// @return `begin` itself when no name begins there.
std::size_t end_of_name(const Tokens& body, std::size_t begin) {
  const Token& first = body.tokens[begin];
  const std::string_view folded = body.folded_of(first);
  if (!first.capitalised || is_in_every_article(key_of(folded), folded)) return begin;
  std::size_t end = begin + 1;
  while (end < body.tokens.size() && continues_name(body, end)) ++end;
  return end;
}

/// Adds up what has the same hash, keeps the best, and puts them in order.
std::vector<KeyTerm> best_of(std::vector<KeyTerm> terms) {
  std::ranges::sort(terms, {}, &KeyTerm::hash);
  std::vector<KeyTerm> merged;
  for (const KeyTerm& term : terms) {
    if (merged.empty() || merged.back().hash != term.hash) {
      merged.push_back(term);
      continue;
    }
    KeyTerm& same = merged.back();
    same.count =
        static_cast<std::uint8_t>(std::min<int>(same.count + term.count, KeyTerm::kMaxCount));
    same.rarity = std::min(same.rarity, term.rarity);
    same.in_title |= term.in_title;
    same.in_lead |= term.in_lead;
    same.is_name |= term.is_name;
  }
  if (merged.size() > KeyTerms::kMaxTerms) {
    std::ranges::nth_element(merged, merged.begin() + KeyTerms::kMaxTerms, is_worth_more);
    merged.resize(KeyTerms::kMaxTerms);
    std::ranges::sort(merged, {}, &KeyTerm::hash);
  }
  return merged;
}

}  // namespace

KeyTermReader::KeyTermReader() {
  for (const std::string& language : Stemmer::languages()) stemmers_[language];
  Stemmer* english = stemmer_of("en");
  for (const std::string_view word : common_words()) {
    stem_.clear();
    if (english != nullptr) english->stem_into(stem_, word);
    common_stems_.insert(stem_);
  }
}

KeyTerms KeyTermReader::read(const Analysis& analysis, std::string_view language) {
  if (words_.size() > kMostWords) {
    numbers_ = {};
    words_.clear();
  }
  ++articles_;
  seen_.clear();
  names_.clear();
  const Tokens& body = analysis.of(Field::Body);
  find_names(body);
  count_words(analysis.of(Field::Title), Field::Title);
  count_words(body, Field::Body);
  std::vector<KeyTerm> terms;
  terms.reserve(seen_.size() + names_.size());
  add_words(terms, language);
  add_names(terms, body);
  return {.terms = best_of(std::move(terms))};
}

void KeyTermReader::find_names(const Tokens& body) {
  std::vector<Run> doubtful;
  std::unordered_set<std::string_view> sure;
  for (std::size_t begin = 0; begin < body.tokens.size();) {
    const Run run = {begin, end_of_name(body, begin)};
    begin = std::max(run.end, begin + 1);
    if (run.end == run.begin || run.end - run.begin > kLongestName) continue;
    const bool is_doubtful = run.end - run.begin == 1 && opens_sentence(body, run.begin);
    (is_doubtful ? doubtful : names_).push_back(run);
    if (is_doubtful) continue;
    for (std::size_t i = run.begin; i < run.end; ++i) sure.insert(body.folded_of(body.tokens[i]));
  }
  for (const Run& run : doubtful) {
    if (sure.contains(body.folded_of(body.tokens[run.begin]))) names_.push_back(run);
  }
  std::ranges::sort(names_, {}, &Run::begin);
}

void KeyTermReader::count_words(const Tokens& tokens, Field field) {
  auto name = names_.begin();
  for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
    const Token& token = tokens.tokens[i];
    const std::string_view folded = tokens.folded_of(token);
    while (name != names_.end() && name->end <= i) ++name;
    const WordKey key = key_of(folded);
    if (is_in_every_article(key, folded)) continue;
    Seen& seen = this->seen(key, folded);
    seen.count += token.paragraph == 0 ? kLeadCount : 1;
    seen.in_title |= field == Field::Title;
    seen.in_lead |= field == Field::Body && token.sentence == 0;
    seen.capitalised |= token.capitalised;
    seen.is_name |= field == Field::Body && name != names_.end() && name->begin <= i;
  }
}

/// The word's entry in this article, new where it did not stand there yet.
KeyTermReader::Seen& KeyTermReader::seen(const WordKey& key, std::string_view folded) {
  std::uint32_t number = numbers_.find(key, folded);
  if (number == WordTable::kNone) {
    number = numbers_.add(folded, static_cast<std::uint32_t>(words_.size()));
    words_.emplace_back();
  }
  Word& word = words_[number];
  if (word.article != articles_) {
    word.article = articles_;
    word.place = seen_.size();
    seen_.push_back({.folded = folded, .word = number});
  }
  return seen_[word.place];
}

const KeyTermReader::Word& KeyTermReader::stemmed(const Seen& seen, Stemmer* stemmer) {
  Word& word = words_[seen.word];
  if (word.is_stemmed && word.stemmer == stemmer) return word;
  stem_.clear();
  if (stemmer != nullptr) {
    stemmer->stem_into(stem_, seen.folded);
  } else {
    stem_ = seen.folded;
  }
  word.is_stemmed = true;
  word.stemmer = stemmer;
  word.hash = folded_to_32(fnv1a(stem_));
  word.rarity = rarity_of(seen.folded, stem_);
  return word;
}

void KeyTermReader::add_words(std::vector<KeyTerm>& terms, std::string_view language) {
  Stemmer* stemmer = stemmer_of(language);
  for (const Seen& seen : seen_) {
    const Word& word = stemmed(seen, stemmer);
    const auto count = std::min<std::uint32_t>(seen.count, KeyTerm::kMaxCount);
    KeyTerm term = {.hash = word.hash,
                    .count = static_cast<std::uint8_t>(count),
                    .rarity = word.rarity,
                    .in_title = seen.in_title,
                    .in_lead = seen.in_lead,
                    .is_name = seen.is_name};
    const auto country = seen.capitalised ? country_term(seen.folded) : std::nullopt;
    if (!country || country->form == CountryForm::Government) terms.push_back(term);
    if (!country) continue;
    term.hash = hash_of_country(country->code);
    term.rarity = kRarityOfCountry;
    terms.push_back(term);
  }
}

void KeyTermReader::add_names(std::vector<KeyTerm>& terms, const Tokens& body) const {
  for (const Run& run : names_) {
    if (run.end - run.begin == 1) continue;
    std::string name;
    for (std::size_t i = run.begin; i < run.end; ++i)
      name.append(name.empty() ? "" : " ").append(body.folded_of(body.tokens[i]));
    const auto country = country_of(name);
    const Token& first = body.tokens[run.begin];
    terms.push_back({.hash = country ? hash_of_country(*country) : folded_to_32(fnv1a(name)),
                     .count = static_cast<std::uint8_t>(first.paragraph == 0 ? kLeadCount : 1),
                     .rarity = country ? kRarityOfCountry : kRarityOfName,
                     .in_lead = first.sentence == 0,
                     .is_name = true});
  }
}

std::uint8_t KeyTermReader::rarity_of(std::string_view folded, std::string_view stem) const {
  // Words that no list knows: the shorter, the more of them are written often.
  constexpr std::array<std::uint8_t, 6> kByLength = {1, 1, 4, 7, 8, 9};
  constexpr std::uint8_t kLong = 10;
  if (common_stems_.contains(std::string(stem))) return kRarityOfCommon;
  if (const auto share = ranked_share(folded)) {
    return static_cast<std::uint8_t>(std::lround(-std::log2(*share)));
  }
  return folded.size() < kByLength.size() ? kByLength[folded.size()] : kLong;
}

Stemmer* KeyTermReader::stemmer_of(std::string_view language) {
  const auto known = stemmers_.find(std::string(language.substr(0, language.find('-'))));
  if (known == stemmers_.end()) return nullptr;
  if (!known->second) {
    auto made = Stemmer::create(known->first);
    if (made) known->second.emplace(std::move(*made));
  }
  return known->second ? &*known->second : nullptr;
}

}  // namespace newswatch::text
