#include "tests/detectors/topics/random_queries.h"

#include <array>
#include <string_view>

namespace newswatch::detectors::topics {
namespace {

using rules::Query;
using rules::Word;
using Kind = Query::Kind;
using Form = Word::Form;

constexpr auto kTextWords =
    std::to_array<std::string_view>({"US", "us", "U.S.", "US's", "China", "china", "Chinese",
                                     "China's", "trade", "war", "Élan", "elan"});
constexpr auto kMarks = std::to_array<std::string_view>(
    {" ", " ", " ", " ", ", ", ". ", "-", "/", "\n", "\n\n", " <b>", "<p>", "&nbsp;"});

constexpr auto kFolded =
    std::to_array<std::string_view>({"us", "china", "trade", "war", "elan", "us's"});
constexpr auto kPrefixes = std::to_array<std::string_view>({"u", "chin", "china", "tr", "ela"});
constexpr auto kExact =
    std::to_array<std::string_view>({"US", "us", "U.S.", "US's", "China", "Élan"});

template <std::size_t size>
std::string one_of(const std::array<std::string_view, size>& words, std::size_t index) {
  return std::string(words[index % size]);
}

}  // namespace

Query RandomQueries::words() {
  Query query;
  const std::size_t size = below(3) == 0 ? 2 : 1;
  const bool exact = below(4) == 0;
  for (std::size_t i = 0; i < size; ++i) {
    if (exact) {
      query.words.push_back({Form::Exact, one_of(kExact, random_())});
    } else if (below(4) == 0) {
      query.words.push_back({Form::Prefix, one_of(kPrefixes, random_())});
    } else {
      query.words.push_back({Form::Folded, one_of(kFolded, random_())});
    }
  }
  return query;
}

Query RandomQueries::any(int depth, bool not_allowed, bool field_allowed) {
  if (depth == 0) return words();
  Query query;
  switch (below(7)) {
    case 0:
      return words();
    case 1:
    case 2:
      query.kind = below(2) == 0 ? Kind::And : Kind::Or;
      for (std::size_t i = 0; i < 2 + below(2); ++i) {
        query.parts.push_back(any(depth - 1, not_allowed, field_allowed));
      }
      return query;
    case 3:
      if (!not_allowed) return words();
      query.kind = Kind::Not;
      query.parts.push_back(any(depth - 1, true, field_allowed));
      return query;
    case 4:
      if (!field_allowed) return words();
      query.kind = Kind::InField;
      query.field = kFields[below(kFields.size())];
      query.parts.push_back(any(depth - 1, not_allowed, false));
      return query;
    default:
      query.kind = below(2) == 0 ? Kind::Near : Kind::OrderedNear;
      query.distance = static_cast<std::uint32_t>(below(4));
      query.parts.push_back(any(depth - 1, false, field_allowed));
      query.parts.push_back(any(depth - 1, false, field_allowed));
      return query;
  }
}

Query RandomQueries::query() { return any(3, true, true); }

std::string RandomQueries::text(std::size_t most_words) {
  std::string text;
  for (std::size_t left = below(most_words + 1); left > 0; --left) {
    text += one_of(kTextWords, random_());
    text += one_of(kMarks, random_());
  }
  return text;
}

articles::Article RandomQueries::article() {
  articles::Article article;
  article.title = text(4);
  article.body = text(8);
  article.byline = text(2);
  return article;
}

}  // namespace newswatch::detectors::topics
