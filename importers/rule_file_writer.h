#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"
#include "importers/imported_official.h"

namespace newswatch::importers {

/// What the head of the file says.
struct Provenance {
  std::string source;  ///< Whose list it is and under which licence: one phrase.
  std::string file;    ///< The name of the file that was read.
  Date as_of;
};

/// @return a rule file with the officials in the order given, who raise no alerts of their own.
std::string rule_file(const std::vector<ImportedOfficial>& officials, const Provenance& provenance);

/// @return the text as a YAML scalar that reads as this text, in a line or between brackets: plain
///         where that is safe, else in double quotes. `text` must be UTF-8.
std::string yaml_text(std::string_view text);

}  // namespace newswatch::importers
