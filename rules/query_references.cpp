#include "rules/query_references.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/nearest_name.h"
#include "rules/query_checks.h"
#include "rules/query_error.h"
#include "text/folding.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;

constexpr std::size_t kLongestChain = 20;
constexpr std::size_t kMostParts = 4096;

class Expansion {
 public:
  explicit Expansion(const ReferenceTargets& targets) : targets_(targets) {}

  std::optional<QueryError> expand(Query& query, std::vector<std::string>& chain) {
    if (++parts_ > kMostParts) {
      return QueryError{query.at,
                        fmt::format("more than {} parts with those of other rules", kMostParts)};
    }
    if (query.kind == Kind::Rule) {
      names_rules_ = true;
      return expand_rule(query, chain);
    }
    if (query.kind == Kind::Official) return known(query, "official", targets_.officials);
    if (query.kind == Kind::Role) return known(query, "office", targets_.roles);
    if (query.kind == Kind::Quote) {
      if (auto error = expand_speakers(query)) return error;
    }
    for (Query& part : query.parts) {
      if (auto error = expand(part, chain)) return error;
    }
    return std::nullopt;
  }

  /// Whether the query has changed at all.
  bool names_rules() const { return names_rules_; }

 private:
  static std::optional<QueryError> known(const Query& query, std::string_view what,
                                         const std::set<std::string>& names) {
    return known(query.name, query.at, what, names);
  }
  static std::optional<QueryError> known(const std::string& name, std::uint32_t at,
                                         std::string_view what,
                                         const std::set<std::string>& names) {
    if (names.contains(name)) return std::nullopt;
    return QueryError{at, fmt::format("no {} has the id \"{}\"{}", what, name,
                                      did_you_mean(name, {names.begin(), names.end()}))};
  }

  std::optional<QueryError> expand_speakers(Query& query) const {
    std::vector<std::string> speakers;
    for (const std::string& value : query.values) {
      const std::size_t colon = value.find(':');
      const std::string_view kind = std::string_view(value).substr(0, colon + 1);
      const std::string rest = value.substr(colon + 1);
      std::optional<QueryError> error;
      if (kind == "label:") {
        const auto labelled = targets_.labels.find(rest);
        if (labelled == targets_.labels.end()) {
          return QueryError{query.at, fmt::format("no official has the label \"{}\"", rest)};
        }
        speakers.insert(speakers.end(), labelled->second.begin(), labelled->second.end());
        continue;
      }
      if (kind == "role:") {
        error = known(rest, query.at, "office", targets_.roles);
      } else if (colon == std::string::npos) {
        error = known(value, query.at, "official", targets_.officials);
      } else if (kind != "country:" && kind != "name:") {
        error = QueryError{query.at, fmt::format("no speaker is called \"{}\": an official's id, "
                                                 "role:, country:, label: or a name in quotes",
                                                 value)};
      }
      if (error) return error;
      speakers.push_back(value);
    }
    query.values = std::move(speakers);
    return std::nullopt;
  }

  std::optional<QueryError> expand_rule(Query& query, std::vector<std::string>& chain) {
    const bool cycle = std::ranges::find(chain, query.name) != chain.end();
    chain.push_back(query.name);
    if (cycle) {
      return QueryError{query.at,
                        fmt::format("the topic refers to itself: {}", fmt::join(chain, " → "))};
    }
    if (chain.size() > kLongestChain) {
      return QueryError{query.at, fmt::format("references over more than {} topics: {}",
                                              kLongestChain, fmt::join(chain, " → "))};
    }
    const Query* topic = targets_.topic(query.name);
    if (topic == nullptr) return known(query, "topic", targets_.topics);
    query.parts = {*topic};
    // Messages point into the query that is read, not into those it refers to.
    place_at(query.parts.front(), query.at);
    if (auto error = expand(query.parts.front(), chain)) {
      error->at = query.at;
      return error;
    }
    chain.pop_back();
    return std::nullopt;
  }

  static void place_at(Query& query, std::uint32_t at) {
    query.at = at;
    for (Query& part : query.parts) place_at(part, at);
  }

  const ReferenceTargets& targets_;
  std::size_t parts_ = 0;
  bool names_rules_ = false;
};

}  // namespace

Result<Query> with_references(const std::string& id, const Query& query, std::string_view text,
                              const ReferenceTargets& targets) {
  Query expanded = query;
  std::vector<std::string> chain = {id};
  Expansion expansion(targets);
  auto error = expansion.expand(expanded, chain);
  if (!error && expansion.names_rules()) error = check_query(expanded);
  if (error) return fail(text, *error);
  return expanded;
}

std::string spelled_out(const Query& query) {
  std::string text = to_string(query);
  const auto add = [&](const auto& self, const Query& part) -> void {
    if (part.kind == Kind::Rule && !part.parts.empty()) {
      text += fmt::format("\n@{} = {}", part.name, to_string(part.parts.front()));
    }
    for (const Query& inner : part.parts) self(self, inner);
  };
  add(add, query);
  return text;
}

std::string role_id(std::string_view country, std::string_view title) {
  std::string id;
  const std::string words = text::fold(fmt::format("{} {}", country, title));
  for (const char c : words) {
    const bool letter =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (letter) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  if (id.ends_with('-')) id.pop_back();
  return id;
}

}  // namespace newswatch::rules
