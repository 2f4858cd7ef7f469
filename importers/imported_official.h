#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/gender.h"
#include "base/timestamp.h"

namespace newswatch::importers {

/// Another name of a person, as the rule file will have it.
struct ImportedAlias {
  std::string name;
  std::string kind;      ///< `full`, `nickname`, …; empty where the source doesn't say.
  std::string language;  ///< As `en`; empty where unknown.

  bool operator==(const ImportedAlias&) const = default;
};

/// One term of office.
struct ImportedRole {
  std::string title;
  std::string country;  ///< ISO 3166-1 alpha-2 or an organisation's abbreviation; may be empty.
  Date from;            ///< The first day in office.
  std::optional<Date> to = std::nullopt;  ///< The first day out of office.
  bool acting = false;

  bool operator==(const ImportedRole&) const = default;
};

/// A person of a public list, on the way into a rule file.
struct ImportedOfficial {
  std::string id;  ///< Empty until `assign_ids`.
  /// What tells namesakes apart in their ids, the first first: a state, a year of birth.
  std::vector<std::string> distinctions;
  std::string name;
  std::string surname;  ///< Empty where the last word of `name` is right.
  std::vector<std::pair<std::string, std::string>> names;  ///< Language and name.
  std::vector<ImportedAlias> aliases;
  std::string wikidata;  ///< As `Q22250`, or empty.
  Gender gender = Gender::Unknown;
  std::vector<ImportedRole> roles;
};

}  // namespace newswatch::importers
