#include "rules/query_lint.h"

#include <fmt/format.h>

#include <algorithm>

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;
using Form = Word::Form;

constexpr std::ptrdiff_t kFewestLetters = 3;

bool is_single_word(const Query& query, Form form) {
  return query.kind == Kind::Words && query.words.size() == 1 && query.words[0].form == form;
}

/// The letters of `sanction*` before its star; nothing for other wildcards.
std::string_view prefix_of(const Query& query) {
  if (!is_single_word(query, Form::Wildcard)) return {};
  const std::string_view text = query.words[0].text;
  const bool ends_with_its_only_mark = text.find_first_of("*?") == text.size() - 1;
  return ends_with_its_only_mark && text.back() == '*' ? text.substr(0, text.size() - 1)
                                                       : std::string_view();
}

class Linter {
 public:
  std::vector<std::string> lint(const Query& query) {
    visit(query);
    return std::move(found_);
  }

 private:
  void visit(const Query& query) {
    if (query.kind == Kind::Rule) return;  // the other topic's own business
    visit_words(query);
    if (query.kind == Kind::Or) visit_alternatives(query);
    if (query.kind == Kind::And) visit_conditions(query);
    if (query.kind == Kind::Metadata) visit_status(query);
    for (const Query& part : query.parts) visit(part);
  }

  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    found_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  void visit_words(const Query& query) {
    for (const Word& word : query.words) {
      if (word.form != Form::Wildcard && word.form != Form::ExactWildcard) continue;
      const auto letters =
          std::ranges::count_if(word.text, [](char c) { return c != '*' && c != '?'; });
      const bool open = word.text.find('*') != std::string::npos;
      if (open && letters > 0 && letters < kFewestLetters) {
        add("{} matches every word with so few letters; spell out what is meant", word.text);
      }
    }
  }

  /// `sanction OR sanction*`, and what stands there twice.
  void visit_alternatives(const Query& query) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      for (std::size_t j = 0; j < query.parts.size(); ++j) {
        if (i == j) continue;
        const Query &part = query.parts[i], &other = query.parts[j];
        if (j < i && part == other) {
          add("{} stands twice among the alternatives", to_string(part));
        } else if (const auto prefix = prefix_of(other); !prefix.empty() && part != other) {
          const bool covered = (is_single_word(part, Form::Folded) || !prefix_of(part).empty()) &&
                               part.words[0].text.starts_with(prefix);
          if (covered) add("{} is needless beside {}", to_string(part), to_string(other));
        }
      }
      if (is_negation_among(query.parts, i)) {
        add("{} OR {} is always met", to_string(query.parts[i].parts[0]),
            to_string(query.parts[i]));
      }
    }
  }

  void visit_conditions(const Query& query) {
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      const Query& part = query.parts[i];
      if (is_negation_among(query.parts, i)) {
        add("{} AND {} can never be met", to_string(part.parts[0]), to_string(part));
      }
      for (std::size_t j = 0; j < i; ++j) {
        if (part == query.parts[j]) add("{} stands twice in an AND", to_string(part));
        if (exclude_each_other(part, query.parts[j])) {
          add("{} AND {} can never be met", to_string(query.parts[j]), to_string(part));
        }
      }
    }
  }

  /// Whether `parts` also has what part `at` negates.
  static bool is_negation_among(const std::vector<Query>& parts, std::size_t at) {
    return parts[at].kind == Kind::Not &&
           std::ranges::find(parts, parts[at].parts[0]) != parts.end();
  }

  /// A field has one value: two conditions on it need one in common. Languages and domains may
  /// contain each other, and wildcards may say the same. Mapped fields may have several values.
  static bool exclude_each_other(const Query& a, const Query& b) {
    if (a.kind != Kind::Metadata || b.kind != Kind::Metadata || a.metadata != b.metadata ||
        a.metadata == Metadata::Mapped) {
      return false;
    }
    const auto may_be_same = [](const std::string& x, const std::string& y) {
      return x == y || x.find_first_of("*?") != std::string::npos ||
             y.find_first_of("*?") != std::string::npos || x.starts_with(y) || y.starts_with(x) ||
             x.ends_with(y) || y.ends_with(x);
    };
    return std::ranges::none_of(a.values, [&](const std::string& x) {
      return std::ranges::any_of(b.values, [&](const std::string& y) { return may_be_same(x, y); });
    });
  }

  void visit_status(const Query& query) {
    if (query.metadata != Metadata::Status) return;
    if (std::ranges::find(query.values, "withdrawn") == query.values.end()) return;
    add("status:withdrawn is never met: nothing is looked for in a withdrawn article");
  }

  std::vector<std::string> found_;
};

}  // namespace

std::vector<std::string> lint_query(const Query& query) { return Linter().lint(query); }

}  // namespace newswatch::rules
