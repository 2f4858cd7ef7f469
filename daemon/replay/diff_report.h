#pragma once

#include <iosfwd>

#include "daemon/replay/rules_diff.h"

namespace newswatch::daemon {

/// Write what differs for people, rules that differ most first, those that do not by number alone.
void write_text(const RulesDiff& diff, std::ostream& out);
/// The same whole, as one JSON object.
void write_json(const RulesDiff& diff, std::ostream& out);
/// The same as one HTML file, with plots.
void write_html(const RulesDiff& diff, std::ostream& out);

}  // namespace newswatch::daemon
