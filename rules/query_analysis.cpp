#include "rules/query_analysis.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "rules/query_words.h"

namespace newswatch::rules {
namespace {

using Kind = Query::Kind;

/// Of an article that has a feature of either group.
struct Cost {
  double share = 0;
  std::size_t features = 0;
  auto operator<=>(const Cost&) const = default;
};

/// What `required_features` needs of the parts of a query.
class Extraction {
 public:
  explicit Extraction(const Frequency& frequency) : frequency_(frequency) {}

  std::vector<Alternatives> of(const Query& query) const {
    auto groups = unsorted(query);
    if (groups.size() > 1)
      std::ranges::stable_sort(groups, {}, [&](const auto& g) { return cost(g); });
    return groups;
  }

  Alternatives of_near_miss(const Query& query, std::uint32_t margin_percent) const {
    switch (query.kind) {
      case Kind::InScope:
      case Kind::Rule:
        return of_near_miss(query.parts.front(), margin_percent);
      case Kind::And:
        return without_one(query);
      case Kind::Near:
      case Kind::OrderedNear:
        return first(of(query));
      case Kind::AtLeast:
        return query.least > 1 ? first_or_all(at_least(query, query.least - 1), query)
                               : Alternatives{};
      case Kind::Score:
        return first_or_all(score(query, near_miss_floor(query.threshold, margin_percent)), query);
      default:
        return {};
    }
  }

 private:
  static Alternatives first(std::vector<Alternatives> groups) {
    return groups.empty() ? Alternatives{} : std::move(groups.front());
  }

  /// With one part missing, the article has the features of one of the two rarest that need any.
  /// Where there are no two, what needs no word may be met alone, by whichever of its words.
  Alternatives without_one(const Query& query) const {
    auto best = best_groups(query);
    if (best.size() < 2) return all_features(query);
    std::ranges::move(best[1], std::back_inserter(best[0]));
    return first(std::move(best));
  }

  static Alternatives first_or_all(std::vector<Alternatives> groups, const Query& query) {
    return groups.empty() ? all_features(query) : first(std::move(groups));
  }

  /// Whatever the query asks for, needed or not; not what it excludes.
  static Alternatives all_features(const Query& query) {
    Alternatives all;
    if (query.kind == Kind::Not) return all;
    if (query.kind == Kind::Official || query.kind == Kind::Role || query.kind == Kind::Quote) {
      return {Feature{.word = nullptr, .mention = &query}};
    }
    for (auto& group : words(query)) all.push_back(group.front());
    const std::size_t wanted = query.kind == Kind::NotNear ? 1 : query.parts.size();
    for (std::size_t i = 0; i < wanted; ++i) {
      if (query.kind == Kind::Score && query.weights[i].points <= 0) continue;
      std::ranges::move(all_features(query.parts[i]), std::back_inserter(all));
    }
    return all;
  }

  Cost cost(const Alternatives& group) const {
    Cost cost{.share = 0, .features = group.size()};
    for (const Feature& feature : group) cost.share += frequency_(feature);
    return cost;
  }

  std::vector<Alternatives> unsorted(const Query& query) const {
    switch (query.kind) {
      case Kind::Words:
      case Kind::Sloppy:
        return words(query);
      case Kind::Official:
      case Kind::Role:
        return {{Feature{.word = nullptr, .mention = &query}}};
      case Kind::Or:
        return one_group(query, query.parts.size());
      case Kind::AtLeast:
        return at_least(query, query.least);
      case Kind::Score:
        return score(query, query.threshold);
      case Kind::NotNear:
        return unsorted(query.parts.front());
      case Kind::Occurrences:
        return query.least > 0 ? unsorted(query.parts.front()) : std::vector<Alternatives>{};
      case Kind::Not:
      case Kind::Metadata:
        return {};
      case Kind::Quote: {
        auto groups = all_groups(query);
        groups.push_back({Feature{.word = nullptr, .mention = &query}});
        return groups;
      }
      default:
        return all_groups(query);
    }
  }

  static std::vector<Alternatives> words(const Query& query) {
    std::vector<Alternatives> groups;
    for (const Word& word : query.words) {
      if (!is_any(word)) groups.push_back({Feature{.word = &word, .mention = nullptr}});
    }
    return groups;
  }

  std::vector<Alternatives> all_groups(const Query& query) const {
    std::vector<Alternatives> all;
    for (const Query& part : query.parts) {
      auto groups = unsorted(part);
      std::ranges::move(groups, std::back_inserter(all));
    }
    return all;
  }

  /// Of n parts k are met, so of any n - k + 1 at least one is.
  std::vector<Alternatives> at_least(const Query& query, std::size_t least) const {
    if (least == query.parts.size()) return all_groups(query);
    return one_group(query, query.parts.size() - least + 1);
  }

  /// The best group of each part that has one, the rarest parts first.
  std::vector<Alternatives> best_groups(const Query& query) const {
    std::vector<Alternatives> best;
    for (const Query& part : query.parts) {
      auto groups = of(part);
      if (!groups.empty()) best.push_back(std::move(groups.front()));
    }
    std::ranges::stable_sort(best, {}, [&](const auto& group) { return cost(group); });
    return best;
  }

  std::vector<Alternatives> one_group(const Query& query, std::size_t parts) const {
    const auto best = best_groups(query);
    if (best.size() < parts) return {};
    Alternatives all;
    for (std::size_t i = 0; i < parts; ++i) all.insert(all.end(), best[i].begin(), best[i].end());
    return {all};
  }

  /// Without a clause of those that are left out, the rest can't reach the threshold: left out are
  /// the most frequent ones, as many as can't reach it by themselves.
  std::vector<Alternatives> score(const Query& query, std::int64_t threshold) const {
    if (threshold <= 0) return {};  // reached without any clause
    struct Clause {
      std::optional<Alternatives> group;
      // What can't be looked up is left out first.
      Cost cost{.share = std::numeric_limits<double>::infinity(), .features = 0};
      std::int64_t points = 0;
    };
    std::vector<Clause> clauses;
    for (std::size_t i = 0; i < query.parts.size(); ++i) {
      const Weight& weight = query.weights[i];
      if (weight.points <= 0) continue;
      Clause clause;
      clause.points = std::int64_t{weight.points} * weight.times;
      if (auto groups = of(query.parts[i]); !groups.empty()) {
        clause.cost = cost(groups.front());
        clause.group = std::move(groups.front());
      }
      clauses.push_back(std::move(clause));
    }
    std::ranges::stable_sort(clauses, std::greater{}, &Clause::cost);
    std::int64_t left_out = 0;
    Alternatives all;
    for (Clause& clause : clauses) {
      if (left_out + clause.points < threshold) {
        left_out += clause.points;
      } else if (!clause.group) {
        return {};
      } else {
        std::ranges::move(*clause.group, std::back_inserter(all));
      }
    }
    if (all.empty()) return {};
    return {all};
  }

  const Frequency& frequency_;
};

bool is_unknown(const Query& query) { return query.kind == Kind::Rule && query.parts.empty(); }

bool names_unknown(const Query& query) {
  return is_unknown(query) || std::ranges::any_of(query.parts, names_unknown);
}

}  // namespace

std::vector<Alternatives> required_features(const Query& query, const Frequency& frequency) {
  return Extraction(frequency).of(query);
}

std::int64_t near_miss_floor(std::int32_t threshold, std::uint32_t margin_percent) {
  constexpr std::int64_t kAll = 100;
  const std::int64_t margin = (std::int64_t{threshold} * margin_percent + kAll - 1) / kAll;
  return std::max<std::int64_t>(1, threshold - margin);
}

Alternatives near_miss_features(const Query& query, std::uint32_t margin_percent,
                                const Frequency& frequency) {
  return Extraction(frequency).of_near_miss(query, margin_percent);
}

bool has_required_word(const Query& query) {
  if (names_unknown(query)) return true;
  return !required_features(query, [](const Feature&) { return 0.5; }).empty();
}

bool has_place(const Query& query) {
  switch (query.kind) {
    case Kind::Not:
    case Kind::Metadata:
      return false;
    case Kind::And:
    case Kind::Score:
      return std::ranges::any_of(query.parts, has_place);
    case Kind::Occurrences:
      return query.least > 0 && has_place(query.parts.front());
    case Kind::NotNear:
      return has_place(query.parts.front());
    case Kind::Quote:  // its part, or else the quotation
      return true;
    default:
      return std::ranges::all_of(query.parts, has_place);
  }
}

std::vector<Field> fields_of(const Query& query) {
  if (query.kind == Kind::InScope) {
    switch (query.scope) {
      case Scope::Title:
        return {Field::Title};
      case Scope::Author:
        return {Field::Author};
      default:
        return {Field::Body};
    }
  }
  if (query.kind == Kind::NotNear) return fields_of(query.parts.front());
  if (query.parts.empty()) return {Field::Title, Field::Body};
  const bool any =
      query.kind == Kind::Or || query.kind == Kind::AtLeast || query.kind == Kind::Score;
  std::array<std::size_t, kFields.size()> parts_in{};
  std::size_t parts = 0;
  for (const Query& part : query.parts) {
    if (!has_place(part)) continue;
    ++parts;
    for (const Field field : fields_of(part)) ++parts_in[static_cast<std::size_t>(field)];
  }
  const std::size_t needed = any ? 1 : parts;
  std::vector<Field> fields;
  for (const Field field : kFields) {
    if (parts > 0 && parts_in[static_cast<std::size_t>(field)] >= needed) fields.push_back(field);
  }
  return fields;
}

}  // namespace newswatch::rules
