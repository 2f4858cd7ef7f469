#include "rules/query.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Form = Word::Form;

/// Whether the query asks for no speaker and no kind of quotation: `said:` says it shorter.
bool is_said(const Query& query) {
  return query.values.empty() && query.quoted_kinds == Query::kAllQuotedKinds &&
         !query.parts.empty();
}

/// How tightly a query holds together; a part of a looser one needs brackets.
enum Binding { kOr = 1, kAnd, kNot, kNear, kScope, kSuffix, kTerm };

Binding binding(const Query& query) {
  switch (query.kind) {
    case Kind::Or:
      return kOr;
    case Kind::And:
      return kAnd;
    case Kind::Not:
      return kNot;
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::NotNear:
    case Kind::Sentence:
    case Kind::Paragraph:
      return kNear;
    case Kind::InScope:
      return kScope;
    case Kind::Quote:
      return is_said(query) ? kScope : kTerm;
    case Kind::Occurrences:
    case Kind::Positions:
      return kSuffix;
    default:
      return kTerm;
  }
}

std::string bracketed(const Query& part, int least_binding) {
  const std::string text = to_string(part);
  return binding(part) < least_binding ? "(" + text + ")" : text;
}

std::string joined(const Query& query, std::string_view between) {
  std::string text;
  for (const Query& part : query.parts) {
    if (!text.empty()) text += between;
    text += bracketed(part, binding(query) + 1);
  }
  return text;
}

/// A chain is read from the left, so only the right side needs brackets round another operator.
std::string two_sided(const Query& query) {
  return fmt::format("{} {} {}", bracketed(query.parts[0], kNear), label_of(query),
                     bracketed(query.parts[1], kNear + 1));
}

std::string bounds(const Query& query, std::string_view between) {
  const std::string most = query.most == Query::kUnbounded ? "" : std::to_string(query.most);
  return fmt::format("{}{}{}", query.least, between, most);
}

bool is_operator(std::string_view text) {
  constexpr auto kOperators =
      std::to_array<std::string_view>({"AND", "OR", "NOT", "NEAR", "ONEAR", "SENT", "PARA"});
  return std::ranges::find(kOperators, text) != kOperators.end();
}

/// What the parser would take for an operator, or split, is quoted.
bool is_plain(const Word& word) {
  const bool wild = word.form == Form::Wildcard || word.form == Form::ExactWildcard;
  return !is_operator(word.text) && std::ranges::none_of(word.text, [&](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
             (wild && (c == '*' || c == '?')) || static_cast<unsigned char>(c) >= 0x80);
  });
}

/// Exact and stemmed words name themselves in front of the word or phrase.
std::string form_prefix(const std::vector<Word>& words) {
  for (const Word& word : words) {
    if (word.form == Form::Exact || word.form == Form::ExactWildcard) return "raw:";
    if (word.form != Form::Stem) continue;
    return word.language == "en" ? "stem:" : fmt::format("stem-{}:", word.language);
  }
  return "";
}

/// A Hebrew acronym carries a straight mark inside; curly ones can stand round it.
std::string quoted(const std::string& text) {
  const bool curly = text.find('"') != std::string::npos;
  return curly ? "\u201C" + text + "\u201D" : "\"" + text + "\"";
}

std::string words(const Query& query) {
  const Word& first = query.words.front();
  if (first.form == Form::Regex) return "/" + first.text + "/";
  std::string text;
  for (const Word& word : query.words) {
    if (!text.empty()) text += ' ';
    text += word.text;
  }
  // Behind quotation marks ~ would mean other words in between.
  if (first.form == Form::Fuzzy) return fmt::format("{}~{}", text, first.edits);
  if (query.words.size() > 1 || !is_plain(first)) text = quoted(text);
  if (query.kind == Kind::Sloppy) text += fmt::format("~{}", query.distance);
  return form_prefix(query.words) + text;
}

/// Right behind its colon a value may hold the marks of an address; in a list it may not.
bool is_plain_value(std::string_view text, bool in_list) {
  const auto is_alphanumeric = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const std::string_view marks = in_list ? "._-" : "._-/:";
  return is_alphanumeric(text.front()) && !is_operator(text) &&
         std::ranges::all_of(text, [&](char c) {
           return is_alphanumeric(c) || marks.find(c) != std::string_view::npos;
         });
}

std::string metadata(const Query& query) {
  const bool list = query.values.size() > 1;
  std::string values;
  for (const std::string& value : query.values) {
    if (!values.empty()) values += " OR ";
    values += is_plain_value(value, list) ? value : quoted(value);
  }
  return fmt::format("{}:{}", metadata_name(query), list ? "(" + values + ")" : values);
}

std::string name(const Query& query) {
  return is_plain_value(query.name, true) ? query.name : quoted(query.name);
}

std::string quoted_kinds(const Query& query) {
  std::string names;
  for (const auto kind :
       {QuotedKind::Direct, QuotedKind::Mixed, QuotedKind::Indirect, QuotedKind::Question}) {
    if ((query.quoted_kinds >> static_cast<unsigned>(kind) & 1) == 0) continue;
    if (!names.empty()) names += ',';
    names += name_of(kind);
  }
  return names;
}

std::string speaker(const std::string& value, bool in_list) {
  constexpr std::string_view kName = "name:";
  if (value.starts_with(kName)) return quoted(value.substr(kName.size()));
  return is_plain_value(value, false) || !in_list ? value : quoted(value);
}

/// @return what stands in the brackets of `quote( )`, without the text.
std::string quotation(const Query& query) {
  std::string text;
  if (!query.values.empty()) {
    const bool list = query.values.size() > 1;
    for (const std::string& value : query.values) {
      text += text.empty() ? (list ? "speaker:(" : "speaker:") : " OR ";
      text += speaker(value, list);
    }
    if (list) text += ')';
  }
  if (query.quoted_kinds != Query::kAllQuotedKinds) {
    if (!text.empty()) text += ' ';
    text += "kind:" + quoted_kinds(query);
  }
  return text;
}

std::string quote(const Query& query) {
  if (is_said(query)) return "said:" + bracketed(query.parts.front(), kScope);
  std::string inside = quotation(query);
  if (query.parts.empty()) return "quote(" + inside + ")";
  if (!inside.empty()) inside += ' ';
  return "quote(" + inside + "text:" + bracketed(query.parts.front(), kScope) + ")";
}

std::string at_least(const Query& query) {
  std::string text = label_of(query) + "(";
  for (const Query& part : query.parts) {
    if (text.back() != '(') text += ' ';
    text += bracketed(part, kScope);
  }
  return text + ")";
}

std::string score(const Query& query) {
  std::string text = label_of(query) + " {";
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    text += " " + bracketed(query.parts[i], kScope) + to_string(query.weights[i]);
  }
  return text + " }";
}

}  // namespace

std::string to_string(const Weight& weight) {
  return weight.times > 1 ? fmt::format("^{}x{}", weight.points, weight.times)
                          : fmt::format("^{}", weight.points);
}

std::string_view name_of(Scope scope) {
  constexpr std::array<std::string_view, 4> kNames = {"title", "body", "lead", "author"};
  return kNames[static_cast<std::size_t>(scope)];
}

std::string_view name_of(QuotedKind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"direct", "mixed", "indirect", "question"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Metadata metadata) {
  constexpr std::array<std::string_view, 8> kNames = {"lang",   "source", "domain", "country",
                                                      "status", "url",    "id",     ""};
  return kNames[static_cast<std::size_t>(metadata)];
}

std::string_view metadata_name(const Query& query) {
  return query.metadata == Metadata::Mapped ? query.name : name_of(query.metadata);
}

bool Query::operator==(const Query& other) const {
  const auto meaning = [](const Query& q) {
    return std::tie(q.kind, q.words, q.parts, q.distance, q.scope, q.least, q.most, q.metadata,
                    q.values, q.weights, q.threshold, q.quoted_kinds, q.name);
  };
  return meaning(*this) == meaning(other);
}

std::string label_of(const Query& query) {
  switch (query.kind) {
    case Kind::And:
      return "AND";
    case Kind::Or:
      return "OR";
    case Kind::Not:
      return "NOT";
    case Kind::AtLeast:
      return fmt::format("ATLEAST/{}", query.least);
    case Kind::Near:
      return fmt::format("NEAR/{}", query.distance);
    case Kind::OrderedNear:
      return fmt::format("ONEAR/{}", query.distance);
    case Kind::NotNear:
      return fmt::format("NOT NEAR/{}", query.distance);
    case Kind::Sentence:
      return "SENT";
    case Kind::Paragraph:
      return "PARA";
    case Kind::InScope:
      return fmt::format("{}:", name_of(query.scope));
    case Kind::Occurrences:
      return query.least == query.most ? fmt::format("{{{}}}", query.least)
                                       : fmt::format("{{{}}}", bounds(query, ","));
    case Kind::Positions:
      return fmt::format("[{}]", bounds(query, ".."));
    case Kind::Score:
      return fmt::format("score>={}", query.threshold);
    case Kind::Words:
    case Kind::Sloppy:
      return words(query);
    case Kind::Metadata:
      return metadata(query);
    case Kind::Rule:
      return "@" + query.name;
    case Kind::Official:
      return "official:" + name(query);
    case Kind::Role:
      return "role:" + name(query);
    case Kind::Quote:
      return is_said(query) ? "said:" : "quote(" + quotation(query) + ")";
  }
  return "";
}

std::string to_string(const Query& query) {
  switch (query.kind) {
    case Kind::And:
    case Kind::Or:
      return joined(query, " " + label_of(query) + " ");
    case Kind::Not:
      return "NOT " + bracketed(query.parts.front(), kNot);
    case Kind::AtLeast:
      return at_least(query);
    case Kind::Near:
    case Kind::OrderedNear:
    case Kind::NotNear:
    case Kind::Sentence:
    case Kind::Paragraph:
      return two_sided(query);
    case Kind::InScope:
      return label_of(query) + bracketed(query.parts.front(), kScope);
    case Kind::Occurrences:
    case Kind::Positions:
      return bracketed(query.parts.front(), kSuffix) + label_of(query);
    case Kind::Score:
      return score(query);
    case Kind::Quote:
      return quote(query);
    default:
      return label_of(query);
  }
}

}  // namespace newswatch::rules
