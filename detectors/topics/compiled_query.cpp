#include "detectors/topics/compiled_query.h"

#include <algorithm>
#include <limits>
#include <string>
#include <tuple>

#include "rules/query_analysis.h"
#include "text/folding.h"

namespace newswatch::detectors::topics {
namespace {

using Kind = rules::Query::Kind;
using Form = rules::Word::Form;
using Hits = std::vector<Hit>;

constexpr auto kLastWord = std::numeric_limits<std::uint32_t>::max();

std::string without_dots(std::string_view text) {
  std::string plain(text);
  std::erase(plain, '.');
  return plain;
}

std::string_view without_last_dot(std::string_view text) {
  return text.ends_with('.') ? text.substr(0, text.size() - 1) : text;
}

/// The dots of an abbreviation count only when the query writes them.
bool is_written_so(const rules::Word& word, const text::Tokens& tokens, const text::Token& token) {
  const auto full = ByteSpan{token.span.begin, token.full_end}.of(tokens.field);
  for (const std::string_view raw : {tokens.raw_of(token), full}) {
    if (raw == word.text) return true;
    if (!token.abbreviation) continue;
    if (word.text.find('.') == std::string::npos) {
      if (without_dots(raw) == word.text) return true;
    } else if (without_last_dot(raw) == without_last_dot(word.text)) {
      return true;  // the last dot may be the sentence's
    }
  }
  return false;
}

/// Evaluates the clauses of one query in one article.
class Evaluator {
 public:
  Evaluator(const text::Analysis& analysis, const Occurrences& occurrences)
      : analysis_(analysis), occurrences_(occurrences) {}

  Verdict evaluate(const Clause& clause, std::span<const Field> fields) const {
    Verdict verdict{.clause = &clause, .matched = false, .hits = {}, .parts = {}};
    if (clause.kind == Kind::InField) fields = std::span(&clause.field, 1);
    for (const Clause& part : clause.parts) verdict.parts.push_back(evaluate(part, fields));
    switch (clause.kind) {
      case Kind::Words:
        verdict.hits = word_hits(clause, fields);
        break;
      case Kind::Or:
      case Kind::InField:
        verdict.hits = union_of(verdict.parts);
        break;
      case Kind::And:
        verdict.hits = all_of(verdict.parts);
        break;
      case Kind::Near:
      case Kind::OrderedNear:
        verdict.hits = near(verdict.parts[0].hits, verdict.parts[1].hits, clause.distance,
                            clause.kind == Kind::OrderedNear);
        break;
      case Kind::Not:
        break;
    }
    verdict.matched = is_met(verdict);
    return verdict;
  }

 private:
  static bool is_met(const Verdict& verdict) {
    const auto matched = [](const Verdict& part) { return part.matched; };
    switch (verdict.clause->kind) {
      case Kind::And:
        return std::ranges::all_of(verdict.parts, matched);
      case Kind::Or:
      case Kind::InField:
        return std::ranges::any_of(verdict.parts, matched);
      case Kind::Not:
        return !verdict.parts.front().matched;
      default:
        return !verdict.hits.empty();
    }
  }

  bool is_here(const Clause& clause, std::size_t word, Field field, std::uint32_t position) const {
    if (!std::ranges::binary_search(occurrences_.of(field, clause.terms[word]), position))
      return false;
    if (clause.words[word].form != Form::Exact) return true;
    const text::Tokens& tokens = analysis_.of(field);
    return is_written_so(clause.words[word], tokens, tokens.tokens[position]);
  }

  Hits word_hits(const Clause& clause, std::span<const Field> fields) const {
    Hits hits;
    const auto size = static_cast<std::uint32_t>(clause.words.size());
    for (const Field field : fields) {
      const auto& tokens = analysis_.of(field).tokens;
      for (const std::uint32_t first : occurrences_.of(field, clause.terms.front())) {
        const std::uint32_t last = first + size - 1;
        if (last >= tokens.size() || tokens[first].paragraph != tokens[last].paragraph) continue;
        bool all = true;
        for (std::uint32_t i = 0; i < size && all; ++i) all = is_here(clause, i, field, first + i);
        if (all) hits.push_back({field, first, last, {{first, last, &clause}}});
      }
    }
    return hits;
  }

  /// In order of field and beginning. Two of one stretch become one with the words of both.
  static Hits sorted(Hits hits) {
    std::ranges::sort(hits, [](const Hit& a, const Hit& b) {
      return std::tuple(a.field, a.first, ~a.last) < std::tuple(b.field, b.first, ~b.last);
    });
    Hits kept;
    for (Hit& hit : hits) {
      const bool repeated = !kept.empty() && kept.back().field == hit.field &&
                            kept.back().first == hit.first && kept.back().last == hit.last;
      if (repeated) {
        auto& leaves = kept.back().leaves;
        leaves.insert(leaves.end(), hit.leaves.begin(), hit.leaves.end());
      } else {
        kept.push_back(std::move(hit));
      }
    }
    return kept;
  }

  /// The same, without those that contain another.
  static Hits minimal(Hits hits) {
    hits = sorted(std::move(hits));
    // From the back, the hits kept so far begin later, and the newest of them ends first.
    Hits kept;
    for (auto hit = hits.rbegin(); hit != hits.rend(); ++hit) {
      const bool contains =
          !kept.empty() && kept.back().field == hit->field && kept.back().last <= hit->last;
      if (!contains) kept.push_back(std::move(*hit));
    }
    std::ranges::reverse(kept);
    return kept;
  }

  /// Hits that contain another stay, since their ends lie elsewhere: A NEAR/n (B OR C) is
  /// A NEAR/n B OR A NEAR/n C.
  static Hits union_of(const std::vector<Verdict>& parts) {
    Hits hits;
    for (const Verdict& part : parts) {
      if (part.matched) hits.insert(hits.end(), part.hits.begin(), part.hits.end());
    }
    return parts.size() == 1 ? hits : sorted(std::move(hits));
  }

  static Hits all_of(const std::vector<Verdict>& parts) {
    Hits hits;
    bool first = true;
    for (const Verdict& part : parts) {
      if (!part.matched) return {};
      if (part.clause->kind == Kind::Not) continue;
      hits = first ? part.hits : both(hits, part.hits);
      first = false;
    }
    return minimal(std::move(hits));
  }

  static Hit joined(const Hit& a, const Hit& b) {
    Hit hit{a.field, std::min(a.first, b.first), std::max(a.last, b.last), a.leaves};
    hit.leaves.insert(hit.leaves.end(), b.leaves.begin(), b.leaves.end());
    return hit;
  }

  /// @return of those `hits` that begin at words `earliest` to `latest`, the one that ends first;
  /// null when there is none.
  static const Hit* next(const Hits& hits, Field field, std::uint32_t earliest,
                         std::uint32_t latest) {
    const Hit* best = nullptr;
    auto hit = std::ranges::lower_bound(hits, std::pair(field, earliest), {},
                                        [](const Hit& h) { return std::pair(h.field, h.first); });
    for (; hit != hits.end() && hit->field == field && hit->first <= latest; ++hit) {
      if (best != nullptr && hit->first > best->last) break;
      if (best == nullptr || hit->last < best->last) best = &*hit;
    }
    return best;
  }

  /// The shortest stretches that have a hit of each; the two may overlap.
  static Hits both(const Hits& a, const Hits& b) {
    Hits hits;
    for (const auto& [ones, others] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      for (const Hit& one : *ones) {
        const Hit* other = next(*others, one.field, one.first, kLastWord);
        if (other != nullptr) hits.push_back(joined(one, *other));
      }
    }
    return minimal(std::move(hits));
  }

  static Hits near(const Hits& a, const Hits& b, std::uint32_t distance, bool ordered) {
    Hits hits;
    for (const auto& [before, after] : {std::pair(&a, &b), std::pair(&b, &a)}) {
      if (ordered && before == &b) break;
      for (const Hit& one : *before) {
        const Hit* other = next(*after, one.field, one.last + 1, one.last + 1 + distance);
        if (other != nullptr) hits.push_back(joined(one, *other));
      }
    }
    return minimal(std::move(hits));
  }

  const text::Analysis& analysis_;
  const Occurrences& occurrences_;
};

}  // namespace

TermId term_of(const rules::Word& word, Dictionary& dictionary) {
  if (word.form == Form::Prefix) return dictionary.add_prefix(word.text);
  if (word.form == Form::Folded) return dictionary.add_word(word.text);
  text::Tokenizer tokenizer;
  text::Tokens tokens;
  tokenizer.tokenize(word.text, tokens);
  return dictionary.add_word(std::string(tokens.full_folded_of(tokens.tokens.front())));
}

Clause compile(const rules::Query& query, Dictionary& dictionary) {
  Clause clause{.kind = query.kind,
                .text = to_string(query),
                .words = query.words,
                .terms = {},
                .parts = {},
                .distance = query.distance,
                .field = query.field};
  for (const rules::Word& word : query.words) clause.terms.push_back(term_of(word, dictionary));
  for (const rules::Query& part : query.parts) clause.parts.push_back(compile(part, dictionary));
  return clause;
}

Verdict evaluate(const Clause& clause, const text::Analysis& analysis,
                 const Occurrences& occurrences) {
  return Evaluator(analysis, occurrences).evaluate(clause, rules::kDefaultFields);
}

ByteSpan span_of(const text::Tokens& tokens, std::uint32_t first, std::uint32_t last) {
  return {tokens.tokens[first].span.begin, tokens.tokens[last].span.end};
}

}  // namespace newswatch::detectors::topics
