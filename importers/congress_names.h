#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/imported_official.h"
#include "rules/positioned_yaml.h"

namespace newswatch::importers {

/// What a member of Congress is called.
struct CongressNames {
  std::string name;     ///< What news says, without initials and "Jr.": "Hank Johnson".
  std::string surname;  ///< Where it is more than one word of `name`, else empty.
  std::vector<ImportedAlias> aliases;
};

/// @param name  the map `name` of an entry: `first`, `middle`, `nickname`, `last`, `suffix`,
///              `official_full` (`Henry C. "Hank" Johnson, Jr.`). `first` may hold a nickname:
///              `James (Jim)`.
/// @param wikipedia  the title of the article about the person, or empty: then the official name
///                   has to do.
/// @return empty names when it has neither `official_full` nor `last`.
CongressNames read_congress_names(const rules::Node& name, std::string_view wikipedia);

}  // namespace newswatch::importers
