#pragma once

#include <iosfwd>
#include <string_view>

#include "base/result.h"

namespace newswatch::daemon {

/// How words are set off from the text round them.
enum class Emphasis {
  Colour,  ///< ECMA-48 sequences, for terminals.
  Plain,   ///< »word«
};

/// Writes an alert for a person: severity, rule, article, the snippets with the matched words set
/// off, and the reason; in colour the title is a link where the article has an address. Control
/// characters from the article are shown as blanks, so that no article can write to a terminal.
/// @param json  an alert as Newswatch publishes it. Errors: `InvalidJson` for anything else.
Result<void> print_alert(std::string_view json, Emphasis emphasis, std::ostream& out);

}  // namespace newswatch::daemon
