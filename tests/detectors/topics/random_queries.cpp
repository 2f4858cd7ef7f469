#include "tests/detectors/topics/random_queries.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace newswatch::detectors::topics {
namespace {

using rules::Query;
using rules::Word;
using Kind = Query::Kind;
using Form = Word::Form;

constexpr auto kTextWords = std::to_array<std::string_view>(
    {"US", "us", "U.S.", "US's", "China", "china", "Chinese", "China's", "trade", "war", "wars",
     "Élan", "elan", "Trading", "traded", "chian", "wr"});
constexpr auto kMarks = std::to_array<std::string_view>(
    {" ", " ", " ", " ", ", ", ". ", "-", "/", "\n", "\n\n", " <b>", "<p>", "&nbsp;", "! "});

constexpr auto kFolded =
    std::to_array<std::string_view>({"us", "china", "trade", "war", "elan", "us's"});
constexpr auto kWildcards =
    std::to_array<std::string_view>({"u*", "chin*", "china*", "tr*", "*an", "*a", "w?r", "?an",
                                     "*hin*", "c*a", "t*d*", "*'s", "*r?"});
constexpr auto kExact =
    std::to_array<std::string_view>({"US", "us", "U.S.", "US's", "China", "Élan"});
constexpr auto kExactWildcards =
    std::to_array<std::string_view>({"U*", "Chin*", "*S", "?lan", "T*g", "*'s", "U?"});
constexpr auto kStemmed =
    std::to_array<std::string_view>({"trade", "war", "trading", "us", "chinese"});
constexpr auto kFuzzy =
    std::to_array<std::string_view>({"china", "war", "trade", "elan", "chinese"});
constexpr auto kRegexes =
    std::to_array<std::string_view>({"chin[ae].*", "w.?r", "tr(ade|ading)", "u.*", "[ce].*n"});

constexpr auto kLanguages = std::to_array<std::string_view>({"en", "de", "zh"});
constexpr auto kDomains = std::to_array<std::string_view>({"a.test", "b.a.test", "c.test"});
constexpr auto kTags = std::to_array<std::string_view>({"trade", "Élan", "foreign policy"});
constexpr auto kAskedTags =
    std::to_array<std::string_view>({"trade", "elan", "Foreign Policy", "*policy", "tr?de"});
constexpr auto kCountries = std::to_array<std::string_view>({"US", "CN"});

template <std::size_t size>
std::string one_of(const std::array<std::string_view, size>& words, std::size_t index) {
  return std::string(words[index % size]);
}

}  // namespace

Word RandomQueries::word(bool exact) {
  if (exact) {
    if (below(4) == 0)
      return {.form = Form::ExactWildcard, .text = one_of(kExactWildcards, random_())};
    return {.form = Form::Exact, .text = one_of(kExact, random_())};
  }
  if (below(3) == 0) return {.form = Form::Wildcard, .text = one_of(kWildcards, random_())};
  return {.form = Form::Folded, .text = one_of(kFolded, random_())};
}

Query RandomQueries::words() {
  Query query;
  switch (below(10)) {
    case 0:
      query.words = {
          {.form = Form::Fuzzy, .text = one_of(kFuzzy, random_()), .edits = 1 + number(2)}};
      return query;
    case 1:
      query.words = {{.form = Form::Regex, .text = one_of(kRegexes, random_())}};
      return query;
    case 2:
      query.words = {{.form = Form::Stem, .text = one_of(kStemmed, random_()), .language = "en"}};
      return query;
    default:
      break;
  }
  const bool exact = below(4) == 0;
  for (std::size_t size = 1 + below(3) / 2 * (1 + below(2)); query.words.size() < size;) {
    query.words.push_back(word(exact));
  }
  if (query.words.size() > 1 && below(3) == 0) {
    query.kind = Kind::Sloppy;
    query.distance = number(4);
  } else if (query.words.size() > 2 && below(3) == 0 && !exact) {
    query.words[1] = {.form = Form::Wildcard, .text = below(2) == 0 ? "*" : "??"};
  }
  return query;
}

Query RandomQueries::metadata() {
  Query query{.kind = Kind::Metadata};
  switch (below(4)) {
    case 0:
      query.metadata = rules::Metadata::Mapped;
      query.name = "tags";
      query.values = {one_of(kAskedTags, random_())};
      if (below(3) == 0) query.values.push_back(one_of(kAskedTags, random_()));
      break;
    case 1:
      query.metadata = rules::Metadata::Language;
      query.values = {one_of(kLanguages, random_())};
      break;
    case 2:
      query.metadata = rules::Metadata::Domain;
      query.values = {one_of(kDomains, random_()), one_of(kDomains, random_())};
      break;
    default:
      query.metadata = rules::Metadata::Country;
      query.values = {one_of(kCountries, random_())};
  }
  return query;
}

Query RandomQueries::mention() {
  if (below(2) == 0) return {.kind = Kind::Official, .name = below(2) == 0 ? "doe" : "roe"};
  return {.kind = Kind::Role, .name = below(2) == 0 ? "xa-minister" : "xb-mayor"};
}

Query RandomQueries::quotation(int depth) {
  constexpr std::array<std::string_view, 5> kSpeakers = {"doe", "roe", "role:xa-minister",
                                                         "country:XB", "name:Ann Other"};
  Query query{.kind = Kind::Quote};
  for (std::size_t i = below(3); i > 0; --i) {
    query.values.emplace_back(kSpeakers[below(kSpeakers.size())]);
  }
  if (below(2) == 0) query.quoted_kinds = 1 + number(Query::kAllQuotedKinds);
  const bool has_part =
      below(4) > 0 || (query.values.empty() && query.quoted_kinds == Query::kAllQuotedKinds);
  if (has_part) query.parts.push_back(any(depth - 1));
  return query;
}

Query RandomQueries::leaf() {
  switch (below(10)) {
    case 0:
      return metadata();
    case 1:
      return mention();
    default:
      return words();
  }
}

Query RandomQueries::combined(Kind kind, int depth, std::size_t parts) {
  Query query{.kind = kind};
  for (std::size_t i = 0; i < parts; ++i) query.parts.push_back(any(depth - 1));
  return query;
}

Query RandomQueries::any(int depth) {
  if (depth == 0) return leaf();
  constexpr auto kKinds = std::to_array<Kind>(
      {Kind::Words, Kind::And, Kind::And, Kind::Or, Kind::Or, Kind::Not, Kind::AtLeast, Kind::Near,
       Kind::Near, Kind::OrderedNear, Kind::NotNear, Kind::Sentence, Kind::Paragraph, Kind::InScope,
       Kind::Occurrences, Kind::Positions, Kind::Score, Kind::Rule, Kind::Quote});
  const Kind kind = kKinds[below(kKinds.size())];
  switch (kind) {
    case Kind::Quote:
      return quotation(depth);
    case Kind::And:
    case Kind::Or:
      return combined(kind, depth, 2 + below(2));
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::NotNear: {
      Query query = combined(kind, depth, 2);
      query.distance = number(4);
      return query;
    }
    case Kind::Sentence:
    case Kind::Paragraph:
      return combined(kind, depth, 2);
    case Kind::Not:
      return combined(kind, depth, 1);
    case Kind::AtLeast: {
      Query query = combined(kind, depth, 2 + below(2));
      query.least = 1 + number(query.parts.size());
      return query;
    }
    case Kind::InScope: {
      Query query = combined(kind, depth, 1);
      query.scope = static_cast<rules::Scope>(below(4));
      return query;
    }
    case Kind::Occurrences:
    case Kind::Positions: {
      Query query = combined(kind, depth, 1);
      query.least = number(3);
      if (below(2) == 0) query.most = query.least + 1 + number(4);
      return query;
    }
    case Kind::Score: {
      Query query = combined(kind, depth, 2 + below(2));
      query.threshold = static_cast<std::int32_t>(below(8));
      for (std::size_t i = 0; i < query.parts.size(); ++i) {
        query.weights.push_back({.points = static_cast<std::int32_t>(below(9)) - 2,
                                 .times = below(2) == 0 ? 1 : 1 + number(3)});
      }
      return query;
    }
    case Kind::Rule: {
      Query query = combined(kind, depth, 1);
      query.name = "other";
      return query;
    }
    default:
      return leaf();
  }
}

Query RandomQueries::query() { return any(3); }

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
  article.body = text(9);
  article.byline = text(2);
  article.lang = below(4) == 0 ? "" : one_of(kLanguages, random_()) + (below(2) == 0 ? "-XA" : "");
  article.source.domain = below(4) == 0 ? "" : one_of(kDomains, random_());
  article.source.country = below(4) == 0 ? "" : one_of(kCountries, random_());
  for (std::size_t left = below(3); left > 0; --left) {
    article.metadata["tags"].push_back(one_of(kTags, random_()));
  }
  return article;
}

std::vector<alerts::Mention> RandomQueries::mentions(const text::Analysis& analysis) {
  std::vector<alerts::Mention> all;
  for (std::size_t left = below(4); left > 0; --left) {
    const Field field = below(2) == 0 ? Field::Title : Field::Body;
    const auto& tokens = analysis.of(field).tokens;
    if (tokens.empty()) continue;
    const std::size_t first = below(tokens.size());
    const std::size_t last = std::min(tokens.size() - 1, first + below(2));
    const bool doe = below(2) == 0;
    all.push_back({.official = RuleId{doe ? "doe" : "roe"},
                   .name = "",
                   .role = below(4) == 0 ? ""
                           : doe         ? "Minister"
                                         : "Mayor",
                   .former_role = "",
                   .country = doe ? "XA" : "XB",
                   .resolved_by = "full_name",
                   .confidence = 1,
                   .place = {field, {tokens[first].span.begin, tokens[last].span.end}}});
  }
  std::ranges::sort(all, {}, &alerts::Mention::place);
  return all;
}

std::vector<alerts::Quotation> RandomQueries::quotations(const text::Analysis& analysis) {
  constexpr std::array<alerts::Speaker, 3> kSpeakers = {
      {{"doe", "Jane Doe", {}}, {"roe", "Richard Roe", {}}, {"", "ann OTHER", {}}}};
  std::vector<alerts::Quotation> all;
  for (const Field field : {Field::Title, Field::Body}) {
    const auto& tokens = analysis.of(field).tokens;
    if (tokens.empty() || below(3) == 0) continue;
    const std::size_t first = below(tokens.size());
    const std::size_t last = std::min(tokens.size() - 1, first + below(8));
    alerts::Quotation quotation;
    quotation.place = {field, {tokens[first].span.begin, tokens[last].span.end}};
    quotation.kind = static_cast<alerts::QuotationKind>(below(4));
    const std::size_t speaker = below(kSpeakers.size() + 1);
    if (speaker < kSpeakers.size()) quotation.speaker = kSpeakers[speaker];
    all.push_back(quotation);
  }
  return all;
}

alerts::Findings RandomQueries::findings(const text::Analysis& analysis) {
  alerts::Findings found;
  found.mentions = mentions(analysis);
  found.quotations = quotations(analysis);
  return found;
}

}  // namespace newswatch::detectors::topics
