#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "daemon/configuration/settings.h"
#include "rules/positioned_yaml.h"

namespace newswatch::daemon {

/// @return what a value of this setting looks like: `a duration from 1s to 10m, as in 25s`.
std::string expectation(const Setting& setting);

/// A value from the environment or the command line in the form that one in a file has: commas
/// separate the entries of lists, and `name=value` pairs of maps.
rules::Node node_from_text(const Setting& setting, std::string_view text);

/// Puts a value where it belongs. Errors: `InvalidConfiguration`, naming the key and what was
/// expected, never a secret's value.
Result<void> assign(const Setting& setting, const rules::Node& value, Configuration& configuration);

/// @return a value as it could stand in a file, on one line; `***` in place of secrets, those among
///         librdkafka's properties too.
std::string in_one_line(const Setting& setting, const rules::Node& value);

}  // namespace newswatch::daemon
