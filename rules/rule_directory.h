#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/rule_files.h"

namespace newswatch::rules {

/// What rules of one section may refer to: those of another, ids, each with its definition, so that
/// the version of a rule changes with whatever it refers to; and fields of articles.
struct RuleDirectory {
  std::map<std::string, std::string> officials;  ///< By id.
  std::map<std::string, std::string> roles;      ///< By `role_id`: the definitions of all holders.
  std::vector<std::string> metadata;             ///< Names of mapped fields.
  bool asks_for_stance = false;                  ///< Some rule has the key `stance`.
};

/// @param metadata  names of mapped fields.
RuleDirectory directory_of(const std::vector<RuleEntry>& entries,
                           std::vector<std::string> metadata);

}  // namespace newswatch::rules
