#include "detectors/topics/term_table.h"

#include <algorithm>
#include <cassert>

#include "text/folding.h"

namespace newswatch::detectors::topics {
namespace {

using Form = rules::Word::Form;
using Kind = rules::Query::Kind;

std::string without_dots(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '.');
  return plain;
}

std::string_view without_last_dot(std::string_view text) {
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

bool fits_exact(const rules::Word& word, std::string_view text) {
  return word.form == Form::ExactWildcard ? fits_wildcard(word.text, text) : word.text == text;
}

std::string canonical(const rules::Word& word) {
  return to_string(rules::Query{.kind = Kind::Words, .words = {word}});
}

/// What an exact wildcard finds is found by this folded one too. Folding may make two letters of
/// one, so that `?` becomes `*`; a lone `*` is no term.
rules::Word folded_wildcard(const rules::Word& word) {
  rules::Word folded{.form = Form::Wildcard, .text = text::fold(word.text)};
  std::ranges::replace(folded.text, '?', '*');
  if (folded.text.find_first_not_of('*') == std::string::npos) folded.text = "?*";
  return folded;
}

}  // namespace

/// The dots of an abbreviation count only when the query writes them.
bool TermTable::is_written_as(const rules::Word& word, const text::Tokens& tokens,
                              const text::Token& token) {
  const auto full = ByteSpan{token.span.begin, token.full_end}.of(tokens.field);
  for (const std::string_view raw : {tokens.raw_of(token), full}) {
    if (fits_exact(word, raw)) return true;
    if (!token.abbreviation) continue;
    if (word.text.find('.') == std::string::npos) {
      if (fits_exact(word, without_dots(raw))) return true;
    } else if (without_last_dot(raw) == without_last_dot(word.text)) {
      return true;  // the last dot may be the sentence's
    }
  }
  return false;
}

TermId TermTable::add(Term term) {
  terms_.push_back(std::move(term));
  return static_cast<TermId>(terms_.size() - 1);
}

TermId TermTable::id_of_folded(const std::string& folded) {
  const auto next = static_cast<TermId>(terms_.size());
  const TermId id = words_.add(folded, next);
  if (id != next) return id;
  rules::Word word{.form = Form::Folded, .text = folded};
  std::string text = canonical(word);
  const bool possessive = folded.ends_with("'s");
  has_possessives_ = has_possessives_ || possessive;
  return add({.word = std::move(word), .text = std::move(text), .is_plain = !possessive});
}

TermId TermTable::id_of(const rules::Word& word) {
  if (word.form == Form::Folded) return id_of_folded(word.text);
  if (word.form == Form::Wildcard && word.text == "*") return kAnyWord;
  std::string text = canonical(word);
  if (const auto known = other_.find(text); known != other_.end()) return known->second;
  const TermId id = add({.word = word, .text = text});
  other_.emplace(std::move(text), id);
  switch (word.form) {
    case Form::Wildcard:
      patterns_.add_wildcard(word.text, id);
      break;
    case Form::Fuzzy:
      patterns_.add_fuzzy(word.text, word.edits, id);
      break;
    case Form::Regex:
      patterns_.add_regex(word.text, id);
      break;
    case Form::Stem:
      add_stem(word, id);
      break;
    default:
      exact_[folded_of_exact(word)].push_back(id);
  }
  return id;
}

TermId TermTable::folded_of_exact(const rules::Word& word) {
  if (word.form == Form::ExactWildcard) return id_of(folded_wildcard(word));
  text::Tokens tokens;
  tokenizer_.tokenize(word.text, tokens);
  return id_of_folded(std::string(tokens.full_folded_of(tokens.tokens.front())));
}

void TermTable::add_stem(const rules::Word& word, TermId id) {
  auto language = std::ranges::find(stem_languages_, word.language);
  const auto index = static_cast<std::size_t>(language - stem_languages_.begin());
  if (language == stem_languages_.end()) {
    auto stemmer = text::Stemmer::create(word.language);
    assert(stemmer);  // the parser refuses other languages
    stem_languages_.push_back(word.language);
    stemmers_.push_back(*std::move(stemmer));
    stems_.emplace_back();
  }
  std::string stem;
  stemmers_[index].stem_into(stem, word.text);
  stems_[index].terms[stem].push_back(id);
}

TermId TermTable::id_of_mention(const rules::Query& query) {
  if (query.kind == Kind::Quote) return id_of_quotation(query);
  const auto [known, is_new] =
      mentions_[query.kind].try_emplace(query.name, static_cast<TermId>(terms_.size()));
  if (!is_new) return known->second;
  return add({.word = {.text = query.name}, .text = to_string(query)});
}

TermId TermTable::id_of_quotation(const rules::Query& query) {
  rules::Query any_text = query;
  any_text.parts.clear();
  const std::string text = to_string(any_text);
  const auto [known, is_new] =
      mentions_[Kind::Quote].try_emplace(text, static_cast<TermId>(terms_.size()));
  if (!is_new) return known->second;
  const TermId id = add({.word = {.text = text}, .text = text});
  if (query.values.empty()) quotations_by_speaker_[""].push_back(id);
  for (const std::string& speaker : query.values) {
    constexpr std::string_view kName = "name:";
    const bool is_name = speaker.starts_with(kName);
    const std::string key =
        is_name ? "name:" + text::fold(std::string_view(speaker).substr(kName.size())) : speaker;
    auto& ids = quotations_by_speaker_[key];
    if (ids.empty() || ids.back() != id) ids.push_back(id);
  }
  quotations_.emplace(id, std::move(any_text));
  return id;
}

TermId TermTable::find_mention(Kind kind, std::string_view name) const {
  const auto of_kind = mentions_.find(kind);
  if (of_kind == mentions_.end()) return WordTable::kNone;
  const auto known = of_kind->second.find(name);
  return known == of_kind->second.end() ? WordTable::kNone : known->second;
}

void TermTable::build() {
  patterns_.build();
  has_exact_.assign(terms_.size(), false);
  for (const auto& [folded, exact] : exact_) has_exact_[folded] = true;
}

void TermTable::find_derived(std::string_view folded, std::vector<text::Stemmer>& stemmers,
                             std::vector<TermId>& ids) const {
  patterns_.find(folded, ids);
  std::string stem;
  for (std::size_t i = 0; i < stems_.size(); ++i) {
    stem.clear();
    stemmers[i].stem_into(stem, folded);
    const auto found = stems_[i].terms.find(stem);
    if (found != stems_[i].terms.end()) {
      ids.insert(ids.end(), found->second.begin(), found->second.end());
    }
  }
}

std::size_t TermTable::memory_bytes() const {
  std::size_t bytes = words_.memory_bytes();
  for (const Term& term : terms_) {
    bytes += sizeof term + term.text.capacity() + term.word.text.capacity();
  }
  return bytes;
}

}  // namespace newswatch::detectors::topics
