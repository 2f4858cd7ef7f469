#include "detectors/stance/party_finder.h"

#include <algorithm>
#include <array>

#include "detectors/stance/country_prefixes.h"
#include "text/countries.h"

namespace newswatch::detectors::stance {
namespace {

using text::CountryForm;
using text::CountryTerm;
using text::Gap;
using text::Token;
using text::Tokens;

/// Both names and adjectives. Two letters must be capitals, since "us" and "un" are words.
constexpr auto kShortNames = std::to_array<std::string_view>({"us", "uk", "eu", "un", "nato"});

bool is_short_name(std::string_view folded) {
  return std::ranges::find(kShortNames, folded) != kShortNames.end();
}

bool is_possessive(const Token& token) { return token.full_end != token.span.end; }

bool is_in_capitals(const Tokens& tokens, const Token& token) {
  const std::string_view raw = tokens.raw_of(token);
  return token.abbreviation ||
         std::ranges::all_of(raw, [](char letter) { return letter >= 'A' && letter <= 'Z'; });
}

/// Whether a name may go on with the token: "United States of America".
bool goes_on(const Tokens& tokens, const Token& token) {
  if (token.gap != Gap::Space) return false;
  const std::string_view folded = tokens.folded_of(token);
  return token.capitalised || folded == "of" || folded == "and";
}

struct Found {
  CountryTerm term;
  std::uint32_t words = 0;  ///< None: no country.
};

/// @return the longest name of a country that begins at token `at`.
Found longest_country(const Tokens& tokens, std::uint32_t at) {
  std::array<char, 64> joined{};
  std::array<std::size_t, text::kMostCountryWords> ends{};
  std::size_t size = 0;
  std::uint32_t words = 0;
  for (std::uint32_t i = at; i < tokens.tokens.size() && words < ends.size(); ++i) {
    const Token& token = tokens.tokens[i];
    if (words > 0 && (!goes_on(tokens, token) || is_possessive(tokens.tokens[i - 1]))) break;
    const std::string_view folded = tokens.folded_of(token);
    if (size + folded.size() + 1 > joined.size()) break;
    if (words > 0) joined[size++] = ' ';
    size = static_cast<std::size_t>(std::ranges::copy(folded, joined.begin() + size).out -
                                    joined.begin());
    ends[words++] = size;
  }
  for (; words > 0; --words) {
    const auto term = text::country_term({joined.data(), ends[words - 1]});
    if (term) return {*term, words};
  }
  return {};
}

PartyForm form_of(CountryForm form, std::string_view folded) {
  if (form == CountryForm::Government) return PartyForm::Seat;
  if (form != CountryForm::Adjective) return PartyForm::Name;
  return is_short_name(folded) ? PartyForm::Either : PartyForm::Modifier;
}

}  // namespace

std::span<const Party> PartyFinder::find(const Tokens& tokens, Field field,
                                         const std::vector<alerts::Mention>& mentions) {
  tokens_ = &tokens;
  collect(field, mentions);
  keep_those_that_stand_alone();
  join_titles_to_names();
  return kept_;
}

void PartyFinder::collect(Field field, const std::vector<alerts::Mention>& mentions) {
  parties_.clear();
  auto mention = std::ranges::lower_bound(mentions, Place{field, {}}, {}, &alerts::Mention::place);
  const auto size = static_cast<std::uint32_t>(tokens_->tokens.size());
  for (std::uint32_t at = 0; at < size;) {
    const Token& token = tokens_->tokens[at];
    if (!token.capitalised) {
      ++at;
      continue;
    }
    const auto is_passed = [&] {
      return mention != mentions.end() && mention->place.field == field &&
             mention->place.span.begin < token.span.begin;
    };
    while (is_passed()) ++mention;
    const bool is_mention = mention != mentions.end() && mention->place.field == field &&
                            mention->place.span.begin == token.span.begin;
    at = is_mention ? add_mention(at, *mention) : add_country(at);
  }
}

/// @return the token behind.
std::uint32_t PartyFinder::add_mention(std::uint32_t at, const alerts::Mention& mention) {
  std::uint32_t end = at + 1;
  while (end < tokens_->tokens.size() && tokens_->tokens[end].span.begin < mention.place.span.end) {
    ++end;
  }
  // Who is out of office does not act for a country.
  const auto code = mention.role.empty() ? std::nullopt : text::known_country_code(mention.country);
  if (code) {
    parties_.push_back(
        {*code, at, end, PartyForm::Person, is_possessive(tokens_->tokens[end - 1])});
  }
  return end;
}

std::uint32_t PartyFinder::add_country(std::uint32_t at) {
  const Token& token = tokens_->tokens[at];
  const std::string_view folded = tokens_->folded_of(token);
  if (!lexicon_.begins_country(folded)) return at + 1;  // most words, at the cost of one look-up
  const auto prefix = std::ranges::find(kCountryPrefixes, folded, &CountryPrefix::folded);
  if (prefix != kCountryPrefixes.end()) {
    parties_.push_back({prefix->code, at, at + 1, PartyForm::Modifier, false});
    return at + 1;
  }
  const Found found = longest_country(*tokens_, at);
  if (found.words == 0) return at + 1;
  const std::uint32_t end = at + found.words;
  if (folded.size() == 2 && found.words == 1 && !is_in_capitals(*tokens_, token)) return end;
  const bool is_people = found.term.form == CountryForm::People;
  const bool has_article = at > 0 && tokens_->folded_of(tokens_->tokens[at - 1]) == "the";
  if (is_people && !has_article) return end;  // Some of them, not their country.
  parties_.push_back({found.term.code, at, end, form_of(found.term.form, folded),
                      is_possessive(tokens_->tokens[end - 1])});
  return end;
}

void PartyFinder::keep_those_that_stand_alone() {
  kept_.clear();
  for (std::size_t i = 0; i < parties_.size(); ++i) {
    if (parties_[i].form == PartyForm::Person || !is_part_of_name(i)) {
      kept_.push_back(parties_[i]);
    }
  }
}

/// Whether a neighbour with a large letter is likely a part of the same name.
bool PartyFinder::is_name_word(std::uint32_t at) const {
  const Token& token = tokens_->tokens[at];
  return token.capitalised && lexicon_.find(tokens_->folded_of(token)) == nullptr;
}

bool PartyFinder::is_part_of_name(std::size_t number) const {
  const Party& party = parties_[number];
  const bool has_party_before = number > 0 && parties_[number - 1].end == party.first;
  const bool has_party_behind =
      number + 1 < parties_.size() && parties_[number + 1].first == party.end;
  return (!has_party_before && goes_on_before(party)) ||
         (!has_party_behind && goes_on_behind(party));
}

bool PartyFinder::goes_on_before(const Party& party) const {
  const auto& tokens = tokens_->tokens;
  if (party.first == 0) return false;
  const Gap gap = tokens[party.first].gap;
  const std::uint32_t before = party.first - 1;
  return gap == Gap::Hyphen ||
         (gap == Gap::Space && !is_possessive(tokens[before]) && is_name_word(before));
}

bool PartyFinder::goes_on_behind(const Party& party) const {
  const auto& tokens = tokens_->tokens;
  if (party.end >= tokens.size() || party.possessive) return false;
  const Token& next = tokens[party.end];
  if (next.gap == Gap::Hyphen) return true;
  if (next.gap != Gap::Space) return false;
  if (!next.capitalised) return tokens_->folded_of(next) == "state";  // "Washington state"
  const bool is_adjective = party.form == PartyForm::Modifier || party.form == PartyForm::Either;
  if (is_name_word(party.end)) return !is_adjective || !has_title_at(party.end);
  const Word* word = lexicon_.find(tokens_->folded_of(next));
  return party.form == PartyForm::Seat && word != nullptr &&
         std::ranges::any_of(word->acts, &Act::is_noun);  // "Paris Agreement"
}

/// "National Security Adviser": words with large letters, one of them a title.
bool PartyFinder::has_title_at(std::uint32_t at) const {
  constexpr std::uint32_t kMostWords = 4;
  const auto& tokens = tokens_->tokens;
  for (std::uint32_t i = at; i < tokens.size() && i < at + kMostWords; ++i) {
    if (!tokens[i].capitalised || (i > at && tokens[i].gap != Gap::Space)) return false;
    const Word* word = lexicon_.find(tokens_->folded_of(tokens[i]));
    if (word != nullptr && (word->kinds & kAgent) != 0) return true;
  }
  return false;
}

/// "Chinese President Xi Jinping" is one party.
void PartyFinder::join_titles_to_names() {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < kept_.size(); ++i) {
    Party party = kept_[i];
    const bool is_title =
        kept > 0 && party.form == PartyForm::Person && kept_[kept - 1].form != PartyForm::Person &&
        kept_[kept - 1].code == party.code && has_only_titles(kept_[kept - 1].end, party.first);
    if (is_title) party.first = kept_[--kept].first;
    kept_[kept++] = party;
  }
  kept_.resize(kept);
}

bool PartyFinder::has_only_titles(std::uint32_t first, std::uint32_t end) const {
  constexpr std::uint32_t kMostWords = 8;
  if (end - first > kMostWords) return false;
  for (std::uint32_t at = first; at < end; ++at) {
    const Word* word = lexicon_.find(tokens_->folded_of(tokens_->tokens[at]));
    const bool is_title = word == nullptr || (word->kinds & kAgent) != 0 ||
                          word->preposition == kOf || word->preposition == kFor;
    if (!is_title || tokens_->tokens[at].gap == Gap::Other) return false;
  }
  return true;
}

}  // namespace newswatch::detectors::stance
