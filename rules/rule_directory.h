#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/rule_files.h"

namespace newswatch::rules {

/// What rules of one section may refer to: those of another, ids, each with its definition, so that
/// the version of a rule changes with whatever it refers to; and fields of articles.
struct RuleDirectory {
  std::map<std::string, std::string> officials;  ///< By id, with the offices they hold.
  std::map<std::string, std::string> roles;      ///< By `role_id`: the definitions of all holders.
  std::map<std::string, std::vector<std::string>> labels;  ///< Officials by `key=value`.
  std::vector<std::string> metadata;                       ///< Names of mapped fields.
  std::vector<RuleEntry> topics;     ///< Where rules of other sections refer to them.
  bool asks_for_quotations = false;  ///< Some rule asks who says what, or whose claim a stance is.
  bool asks_for_stance = false;      ///< Some rule has the key `stance`.
};

/// @return all that the node says, on lines: the same for whatever reads the same.
std::string definition_of(const Node& node);

/// @param metadata     names of mapped fields.
/// @param with_topics  whether topics are referred to: a copy of all.
RuleDirectory directory_of(const std::vector<RuleEntry>& entries, std::vector<std::string> metadata,
                           bool with_topics);

}  // namespace newswatch::rules
