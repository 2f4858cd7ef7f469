#include "detectors/topics/article_terms.h"

#include <algorithm>
#include <cassert>

#include "base/prefetch.h"
#include "rules/query_references.h"
#include "text/folding.h"

namespace newswatch::detectors::topics {
namespace {

using Kind = rules::Query::Kind;

constexpr std::uint32_t kLongestLead = 100;  // words
/// Of words whose patterns are remembered: several times the vocabulary of a day's news.
constexpr std::size_t kDerivedSlots = 1 << 15;

std::uint32_t size_of(const text::Tokens& tokens) {
  return static_cast<std::uint32_t>(tokens.tokens.size());
}

}  // namespace

ArticleTerms::ArticleTerms(const TermTable& terms)
    : terms_(terms),
      heads_(terms.size()),
      is_present_((kPairMarks + terms.size()) / 64 + 1),
      is_in_text_(terms.size() / 64 + 1) {
  if (terms.has_derived()) derived_.resize(kDerivedSlots);
  for (const std::string& language : terms.stem_languages()) {
    auto stemmer = text::Stemmer::create(language);
    assert(stemmer);  // the term table has made one of the same
    stemmers_.push_back(*std::move(stemmer));
  }
}

void ArticleTerms::forget() {
  std::fill_n(is_present_.begin(), kPairMarks / 64, 0);
  for (const TermId term : present_) {
    is_present_[mark_of(term) / 64] = is_in_text_[term / 64] = 0;
  }
  present_.clear();
  nodes_.clear();
  quotations_.clear();
}

void ArticleTerms::read(const text::Analysis& analysis, const alerts::Findings& found) {
  forget();
  analysis_ = &analysis;
  const std::uint32_t title = size_of(analysis.of(Field::Title));
  const std::uint32_t body = size_of(analysis.of(Field::Body));
  const std::uint32_t author = size_of(analysis.of(Field::Author));
  const std::uint32_t body_base = title + kGap, author_base = body_base + body + kGap;
  bases_ = {0, body_base, author_base};
  plain_.resize(author_base + author);
  read_field(Field::Title, 0);
  read_field(Field::Body, body_base);
  read_field(Field::Author, author_base);
  mark_pairs({0, title});
  mark_pairs({body_base, body_base + body});
  scopes_ = {Range{0, title}, Range{body_base, body_base + body},
             Range{body_base, body_base + lead_words()}, Range{author_base, author_base + author}};
  if (terms_.has_mentions()) note_mentions(found.mentions);
  if (terms_.has_quotations()) note_quotations(found);
}

void ArticleTerms::read_field(Field field, std::uint32_t base) {
  constexpr std::size_t kAtOnce = 64;
  const text::Tokens& tokens = analysis_->of(field);
  const WordTable& words = terms_.words();
  std::array<WordTable::LookUp, kAtOnce> look_ups;
  std::array<TermId, kAtOnce> ids;
  for (std::size_t from = 0; from < tokens.tokens.size(); from += kAtOnce) {
    const std::size_t count = std::min(kAtOnce, tokens.tokens.size() - from);
    for (std::size_t i = 0; i < count; ++i) {
      look_ups[i] = words.begin(text::key_of(tokens.folded_of(tokens.tokens[from + i])));
    }
    for (std::size_t i = 0; i < count; ++i) words.approach(look_ups[i]);
    for (std::size_t i = 0; i < count; ++i) {
      ids[i] = words.find(look_ups[i], tokens.folded_of(tokens.tokens[from + i]));
      if (ids[i] != WordTable::kNone) prefetch(&heads_[ids[i]]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      note_token(tokens, tokens.tokens[from + i], look_ups[i], ids[i],
                 base + static_cast<std::uint32_t>(from + i));
    }
  }
}

void ArticleTerms::note_token(const text::Tokens& tokens, const text::Token& token,
                              const WordTable::LookUp& look_up, TermId id, std::uint32_t position) {
  const WordTable& words = terms_.words();
  const bool derived = terms_.has_derived();
  plain_[position] = id;
  if (id != WordTable::kNone) note_word(id, tokens, token, position);
  if (derived) note_derived(tokens.folded_of(token), look_up.hash, tokens, token, position);
  if (token.full_folded_end == token.folded_end) return;
  const std::string_view full = tokens.full_folded_of(token);
  const auto full_look_up = words.begin(text::key_of(full));
  if (terms_.has_possessives()) {
    const TermId possessive = words.find(full_look_up, full);
    if (possessive != WordTable::kNone) note_word(possessive, tokens, token, position);
  }
  if (derived) note_derived(full, full_look_up.hash, tokens, token, position);
}

void ArticleTerms::mark_pairs(Range words) {
  for (std::uint32_t at = words.begin + 1; at < words.end; ++at) {
    const Mark mark = mark_of_pair(plain_[at - 1], plain_[at]);
    is_present_[mark / 64] |= std::uint64_t{1} << (mark % 64);
  }
}

void ArticleTerms::note(TermId term, Stretch stretch) {
  const auto node = static_cast<std::uint32_t>(nodes_.size());
  std::uint64_t& word = is_present_[mark_of(term) / 64];
  const std::uint64_t bit = std::uint64_t{1} << (term % 64);  // of its mark, too
  Head& head = heads_[term];
  if (stretch.first < base_of(Field::Author)) is_in_text_[term / 64] |= bit;
  if ((word & bit) == 0) {
    word |= bit;
    present_.push_back(term);
    head = {.first = node, .last = node, .count = 1};
  } else {
    // The same word with and without its ending.
    if (nodes_[head.last].stretch == stretch) return;
    nodes_[head.last].next = node;
    head.last = node;
    ++head.count;
  }
  nodes_.push_back({stretch, kEnd});
}

bool ArticleTerms::text_has_pair(TermId term, TermId other, Window window,
                                 bool one_paragraph) const {
  if (!text_has(term) || !text_has(other)) return false;
  bool found = false;
  for_each(term, [&](Stretch stretch) {
    if (stretch.first >= title_and_body().end) return false;
    const Range field = field_at(stretch.first);
    const auto begin = static_cast<std::int64_t>(stretch.first) + window.nearest;
    const auto last = static_cast<std::int64_t>(stretch.first) + window.furthest;
    for (auto at = std::max<std::int64_t>(begin, field.begin);
         at <= last && at < std::int64_t{field.end}; ++at) {
      const auto position = static_cast<std::uint32_t>(at);
      if (!is_plain_at(other, position)) continue;
      found = !one_paragraph || token_at(position).paragraph == token_at(stretch.first).paragraph;
      if (found) return false;
    }
    return true;
  });
  return found;
}

void ArticleTerms::note_word(TermId folded, const text::Tokens& tokens, const text::Token& token,
                             std::uint32_t position) {
  note(folded, {position, position});
  if (!terms_.has_exact(folded)) return;
  terms_.for_each_exact(folded, tokens, token, [&](TermId exact) {
    note(exact, {position, position});
  });
}

void ArticleTerms::note_derived(std::string_view folded, std::uint64_t hash,
                                const text::Tokens& tokens, const text::Token& token,
                                std::uint32_t position) {
  Derived& known = derived_[(hash >> 20) % kDerivedSlots];
  if (known.word != folded) {
    known.word = folded;
    known.terms.clear();
    terms_.find_derived(folded, stemmers_, known.terms);
  }
  for (const TermId term : known.terms) note_word(term, tokens, token, position);
}

void ArticleTerms::note_mentions(const std::vector<alerts::Mention>& mentions) {
  for (const alerts::Mention& mention : mentions) {
    const TermId official = terms_.find_mention(Kind::Official, mention.official.value);
    const TermId role =
        mention.role.empty()
            ? WordTable::kNone
            : terms_.find_mention(Kind::Role, rules::role_id(mention.country, mention.role));
    if (official == WordTable::kNone && role == WordTable::kNone) continue;
    const auto stretch = stretch_of(mention.place);
    if (!stretch) continue;
    if (official != WordTable::kNone) note(official, *stretch);
    if (role != WordTable::kNone) note(role, *stretch);
  }
}

/// @return the words in a place; nothing when none begins there.
std::optional<Stretch> ArticleTerms::stretch_of(const Place& place) const {
  const auto& tokens = analysis_->of(place.field).tokens;
  const auto begin_of = [](const text::Token& t) { return t.span.begin; };
  const auto first = std::ranges::lower_bound(tokens, place.span.begin, {}, begin_of);
  const auto behind = std::ranges::lower_bound(tokens, place.span.end, {}, begin_of);
  if (first >= behind) return std::nullopt;
  const std::uint32_t base = base_of(place.field);
  return Stretch{base + static_cast<std::uint32_t>(first - tokens.begin()),
                 base + static_cast<std::uint32_t>(behind - tokens.begin()) - 1};
}

void ArticleTerms::note_quotations(const alerts::Findings& found) {
  for (std::size_t i = 0; i < found.quotations.size(); ++i) {
    const auto stretch = stretch_of(found.quotations[i].place);
    if (!stretch) continue;
    quotations_.emplace_back(stretch->first, i);
    note_quotation(found.quotations[i], *stretch, found.mentions);
  }
}

void ArticleTerms::note_quotation(const alerts::Quotation& quotation, Stretch stretch,
                                  const std::vector<alerts::Mention>& mentions) {
  const auto kind = static_cast<rules::QuotedKind>(quotation.kind);
  const auto note_speaker = [&](std::string_view speaker) {
    terms_.for_each_quotation(speaker, kind, [&](TermId term) { note(term, stretch); });
  };
  note_speaker("");
  if (!quotation.speaker) return;
  note_speaker("name:" + text::fold(quotation.speaker->name));
  const std::string_view id = quotation.speaker->official;
  if (id.empty()) return;
  note_speaker(id);
  for (const alerts::Mention& mention : mentions) {
    if (mention.official.value != id) continue;
    if (!mention.country.empty()) note_speaker("country:" + std::string(mention.country));
    if (mention.role.empty()) continue;
    note_speaker("role:" + rules::role_id(mention.country, mention.role));
  }
}

std::optional<std::size_t> ArticleTerms::quotation_at(std::uint32_t first) const {
  const auto known = std::ranges::find(quotations_, first, [](const auto& q) { return q.first; });
  if (known == quotations_.end()) return std::nullopt;
  return known->second;
}

/// The first paragraph of the body, unless it is very long: many feeds send no paragraphs.
std::uint32_t ArticleTerms::lead_words() const {
  const auto& tokens = analysis_->of(Field::Body).tokens;
  std::uint32_t words = 0;
  while (words < tokens.size() && words < kLongestLead && tokens[words].paragraph == 0) ++words;
  return words;
}

Field ArticleTerms::field_of(std::uint32_t position) const {
  if (position >= base_of(Field::Author)) return Field::Author;
  return position >= base_of(Field::Body) ? Field::Body : Field::Title;
}

Range ArticleTerms::field_at(std::uint32_t position) const {
  switch (field_of(position)) {
    case Field::Title:
      return range_of(rules::Scope::Title);
    case Field::Body:
      return range_of(rules::Scope::Body);
    default:
      return range_of(rules::Scope::Author);
  }
}

const text::Token& ArticleTerms::token_at(std::uint32_t position) const {
  const Field field = field_of(position);
  return analysis_->of(field).tokens[position - base_of(field)];
}

Place ArticleTerms::place_of(Stretch stretch) const {
  const Field field = field_of(stretch.first);
  const text::Token* const tokens = analysis_->of(field).tokens.data();
  const std::uint32_t base = base_of(field);
  return {field, {tokens[stretch.first - base].span.begin, tokens[stretch.last - base].span.end}};
}

}  // namespace newswatch::detectors::topics
