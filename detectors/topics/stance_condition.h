#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "alerts/findings.h"
#include "rules/map_reader.h"
#include "rules/rule_files.h"

namespace newswatch::detectors::topics {

/// Which stances between two parties a topic wants to be told of: its key `stance`.
struct StanceCondition {
  std::string source;  ///< A country or organisation; empty: any.
  std::string target;
  bool both_ways = false;           ///< Whether source and target may change places.
  std::vector<alerts::Quad> quads;  ///< Empty: all.
  bool is_required = false;         ///< Whether the topic needs one to match.

  bool asks_for(const alerts::Stance& stance) const;
  /// @return the first of those that it asks for, as indexes; alerts carry no more.
  std::vector<std::size_t> pick(const std::vector<alerts::Stance>& stances) const;
};

/// @return the condition in one line, the same for all spellings: `stance(US <> CN: all)`.
std::string to_string(const StanceCondition& condition);

/// Reads the key `stance` of a topic: `{between: [US, CN]}` or `{source: US, target: CN}`, with
/// `quads` and `require`.
/// @param reader  of the topic; learns the key.
/// @return nothing when the topic has none, or when it is wrong, which is added to `errors`.
std::optional<StanceCondition> read_stance(const rules::RuleEntry& entry, rules::MapReader& reader,
                                           std::vector<rules::Problem>& errors);

}  // namespace newswatch::detectors::topics
