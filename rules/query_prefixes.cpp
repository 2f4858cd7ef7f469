#include "rules/query_prefixes.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "base/nearest_name.h"
#include "rules/query_reader.h"

namespace newswatch::rules {
namespace {

using Kind = Lexeme::Kind;

constexpr std::size_t kLongestName = 64;

constexpr auto kPrefixes = std::to_array<QueryPrefix>({{"title", Kind::Scope},
                                                       {"headline", Kind::Scope},
                                                       {"body", Kind::Scope},
                                                       {"lead", Kind::Scope},
                                                       {"author", Kind::Scope},
                                                       {"byline", Kind::Scope},
                                                       {"lang", Kind::Metadata},
                                                       {"source", Kind::Metadata},
                                                       {"domain", Kind::Metadata},
                                                       {"site", Kind::Metadata},
                                                       {"country", Kind::Metadata},
                                                       {"status", Kind::Metadata},
                                                       {"url", Kind::Metadata},
                                                       {"id", Kind::Metadata},
                                                       {"official", Kind::Official},
                                                       {"role", Kind::Role},
                                                       {"said", Kind::Said},
                                                       {"raw", Kind::Raw},
                                                       {"stem", Kind::Stem}});

}  // namespace

std::span<const QueryPrefix> query_prefixes() { return kPrefixes; }

std::vector<std::string> prefix_names() {
  std::vector<std::string> names;
  for (const QueryPrefix& prefix : kPrefixes) names.emplace_back(prefix.name);
  return names;
}

bool is_metadata_name(std::string_view text) {
  return !text.empty() && is_lower(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_lower(c) || is_digit(c) || c == '-' || c == '_';
  });
}

std::optional<std::string> refuse_metadata_name(std::string_view name) {
  if (!is_metadata_name(name) || name.size() > kLongestName) {
    return fmt::format(
        "\"{}\" is no name for a field: up to {} lower-case letters, digits, _ and -, "
        "a letter first",
        name, kLongestName);
  }
  const bool is_taken = name.starts_with("stem-") ||
                        std::ranges::find(kPrefixes, name, &QueryPrefix::name) != kPrefixes.end();
  if (!is_taken) return std::nullopt;
  return fmt::format("\"{}\" is a name of the query language", name);
}

QueryError unknown_prefix(std::string_view name, std::span<const std::string> metadata) {
  std::vector<std::string> known = prefix_names();
  known.insert(known.end(), metadata.begin(), metadata.end());
  return {.what = fmt::format("unknown field \"{}\", which would be text in quotes{}", name,
                              did_you_mean(name, known)),
          .note = metadata.empty() ? "further fields are those of articles.metadata in the "
                                     "configuration (--config)"
                                   : fmt::format("articles.metadata in the configuration maps {}",
                                                 fmt::join(metadata, ", "))};
}

}  // namespace newswatch::rules
