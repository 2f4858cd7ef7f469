#include "text/key_term_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "base/fnv.h"
#include "base/prefetch.h"
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

std::uint32_t hash_of_country(std::string_view code) {
  return folded_to_32(fnv1a(code, fnv1a("country")));
}

/// Some 13 MB; tables double at 131,072. A newsroom's language has more words, but those that come
/// often stay known for most articles between two times that all are forgotten.
constexpr std::size_t kMostWords = 125'000;

/// What terms are worth, by their bits, as ranks: comparing them is comparing numbers.
class Worth {
 public:
  Worth() {
    std::vector<double> worths;
    for_each_kind([&](std::size_t /*kind*/, double worth) { worths.push_back(worth); });
    std::ranges::sort(worths);
    for_each_kind([&](std::size_t kind, double worth) {
      const auto rank = std::ranges::lower_bound(worths, worth) - worths.begin();
      ranks_[kind] = static_cast<std::uint32_t>(rank);
    });
  }

  /// @return more for a term that is worth more. Of equal worth the lower hash is worth more, so
  /// that equal articles keep the same terms.
  std::uint64_t of(const KeyTerm& term) const {
    const auto rank = ranks_[kind_of(term.rarity, term.count, term.in_title)];
    return std::uint64_t{rank} << 32 | (0xFFFFFFFFU - term.hash);
  }

 private:
  static constexpr std::size_t kRarities = KeyTerm::kMaxRarity + 1;
  static constexpr std::size_t kCounts = KeyTerm::kMaxCount + 1;

  static std::size_t kind_of(std::size_t rarity, std::size_t count, bool in_title) {
    return (rarity * kCounts + count) * 2 + (in_title ? 1 : 0);
  }
  template <typename Function>
  static void for_each_kind(const Function& function) {
    for (std::size_t rarity = 0; rarity < kRarities; ++rarity) {
      for (std::size_t count = 1; count < kCounts; ++count) {
        const double worth =
            static_cast<double>(rarity) * (1 + std::log2(static_cast<double>(count)));
        function(kind_of(rarity, count, false), worth);
        function(kind_of(rarity, count, true), 2 * worth);
      }
    }
  }

  std::array<std::uint32_t, kRarities* kCounts* 2> ranks_ = {};
};

bool opens_sentence(const Tokens& body, std::size_t at) {
  return at == 0 || body.tokens[at].sentence != body.tokens[at - 1].sentence;
}

bool continues_name(const Tokens& body, std::size_t at) {
  const Token& token = body.tokens[at];
  const bool joined = token.gap == Gap::Space || token.gap == Gap::Hyphen || token.gap == Gap::Dot;
  return joined && token.capitalised && !opens_sentence(body, at);
}

/// Adds up what two terms with the same hash have.
void add(const KeyTerm& term, KeyTerm& same) {
  same.count =
      static_cast<std::uint8_t>(std::min<int>(same.count + term.count, KeyTerm::kMaxCount));
  same.rarity = std::min(same.rarity, term.rarity);
  same.in_title |= term.in_title;
  same.in_lead |= term.in_lead;
  same.is_name |= term.is_name;
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
  begin_article();
  const Tokens& title = analysis.of(Field::Title);
  const Tokens& body = analysis.of(Field::Body);
  number_words(title, title_);
  number_words(body, body_);
  find_names(body);
  count_words(title, title_, Field::Title);
  count_words(body, body_, Field::Body);
  add_words(language);
  add_names(body);
  return {.terms = best_terms()};
}

void KeyTermReader::begin_article() {
  ++articles_;
  const bool counted_round = articles_ == 0;  // words would seem to be of articles to come
  if (words_.size() > kMostWords || counted_round) {
    numbers_ = {};
    words_.clear();
    articles_ = 1;
  }
  seen_.clear();
  names_.clear();
  terms_.clear();
}

/// Some words at once, so that their memory is fetched side by side.
void KeyTermReader::number_words(const Tokens& tokens, Numbers& numbers) {
  constexpr std::size_t kAtOnce = 32;
  std::array<WordTable::LookUp, kAtOnce> look_ups;
  const std::size_t size = tokens.tokens.size();
  numbers.resize(size);
  for (std::size_t first = 0; first < size; first += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, size - first);
    const auto folded = [&](std::size_t i) { return tokens.folded_of(tokens.tokens[first + i]); };
    for (std::size_t i = 0; i < count; ++i) look_ups[i] = numbers_.begin(key_of(folded(i)));
    for (std::size_t i = 0; i < count; ++i) numbers_.approach(look_ups[i]);
    for (std::size_t i = 0; i < count; ++i) {
      std::uint32_t& number = numbers[first + i];
      number = numbers_.find(look_ups[i], folded(i));
      if (number == WordTable::kNone) number = add_word(look_ups[i].key, folded(i));
      prefetch(&words_[number]);
    }
  }
}

std::uint32_t KeyTermReader::add_word(const WordKey& key, std::string_view folded) {
  words_.push_back({.is_in_every_article = share_of_word(key, folded) >= kEveryArticle});
  return numbers_.add(folded, static_cast<std::uint32_t>(words_.size() - 1));
}

void KeyTermReader::find_names(const Tokens& body) {
  doubtful_.clear();
  for (std::size_t begin = 0; begin < body.tokens.size();) {
    const Run run = {begin, end_of_name(body, begin)};
    begin = std::max(run.end, begin + 1);
    if (run.end == run.begin || run.end - run.begin > kLongestName) continue;
    const bool is_doubtful = run.end - run.begin == 1 && opens_sentence(body, run.begin);
    (is_doubtful ? doubtful_ : names_).push_back(run);
    if (is_doubtful) continue;
    for (std::size_t i = run.begin; i < run.end; ++i) words_[body_[i]].named_in = articles_;
  }
  for (const Run& run : doubtful_) {
    if (words_[body_[run.begin]].named_in == articles_) names_.push_back(run);
  }
  std::ranges::sort(names_, {}, &Run::begin);
}

/// @return `begin` itself when no name begins there.
std::size_t KeyTermReader::end_of_name(const Tokens& body, std::size_t begin) const {
  if (!body.tokens[begin].capitalised || words_[body_[begin]].is_in_every_article) return begin;
  std::size_t end = begin + 1;
  while (end < body.tokens.size() && continues_name(body, end)) ++end;
  return end;
}

void KeyTermReader::count_words(const Tokens& tokens, const Numbers& numbers, Field field) {
  auto name = names_.begin();
  for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
    const Token& token = tokens.tokens[i];
    while (name != names_.end() && name->end <= i) ++name;
    if (words_[numbers[i]].is_in_every_article) continue;
    Seen& seen = this->seen(numbers[i], tokens.folded_of(token));
    seen.count += token.paragraph == 0 ? kLeadCount : 1;
    seen.in_title |= field == Field::Title;
    seen.in_lead |= field == Field::Body && token.sentence == 0;
    seen.capitalised |= token.capitalised;
    seen.is_name |= field == Field::Body && name != names_.end() && name->begin <= i;
  }
}

/// The word's entry in this article, new where it did not stand there yet.
KeyTermReader::Seen& KeyTermReader::seen(std::uint32_t number, std::string_view folded) {
  Word& word = words_[number];
  if (word.article != articles_) {
    word.article = articles_;
    word.place = static_cast<std::uint32_t>(seen_.size());
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

void KeyTermReader::add_words(std::string_view language) {
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
    if (!country || country->form == CountryForm::Government) terms_.push_back(term);
    if (!country) continue;
    term.hash = hash_of_country(country->code);
    term.rarity = kRarityOfCountry;
    terms_.push_back(term);
  }
}

void KeyTermReader::add_names(const Tokens& body) {
  for (const Run& run : names_) {
    if (run.end - run.begin == 1) continue;
    std::string name;
    for (std::size_t i = run.begin; i < run.end; ++i)
      name.append(name.empty() ? "" : " ").append(body.folded_of(body.tokens[i]));
    const auto country = country_of(name);
    const Token& first = body.tokens[run.begin];
    terms_.push_back({.hash = country ? hash_of_country(*country) : folded_to_32(fnv1a(name)),
                      .count = static_cast<std::uint8_t>(first.paragraph == 0 ? kLeadCount : 1),
                      .rarity = country ? kRarityOfCountry : kRarityOfName,
                      .in_lead = first.sentence == 0,
                      .is_name = true});
  }
}

/// @return what has the same hash added up, the best of it, in order of hashes.
std::vector<KeyTerm> KeyTermReader::best_terms() {
  static const Worth kWorth;
  order_.clear();
  for (std::size_t i = 0; i < terms_.size(); ++i)
    order_.push_back(std::uint64_t{terms_[i].hash} << 32 | i);
  std::ranges::sort(order_);
  std::vector<KeyTerm> best;
  best.reserve(order_.size());
  for (const std::uint64_t hash_and_place : order_) {
    const KeyTerm& term = terms_[hash_and_place & 0xFFFFFFFFU];
    if (best.empty() || best.back().hash != term.hash) {
      best.push_back(term);
    } else {
      add(term, best.back());
    }
  }
  if (best.size() <= KeyTerms::kMaxTerms) return best;
  order_.clear();
  for (const KeyTerm& term : best) order_.push_back(kWorth.of(term));
  const auto least = order_.begin() + KeyTerms::kMaxTerms - 1;
  std::ranges::nth_element(order_, least, std::greater());
  std::erase_if(best, [&](const KeyTerm& term) { return kWorth.of(term) < *least; });
  best.shrink_to_fit();
  return best;
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
