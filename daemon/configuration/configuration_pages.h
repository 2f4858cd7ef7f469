#pragma once

#include <string>

namespace newswatch::daemon {

/// All three are written from the table in `daemon/configuration/settings.h`, so none can lag
/// behind the parser.

/// @return the JSON Schema (draft-07) of the configuration file, for editors. It accepts what the
///         parser accepts, but for limits of sizes and durations with units, and checks over
///         several keys.
std::string configuration_schema();

/// @return the reference page, in Markdown.
std::string configuration_reference();

/// @return a commented file with every key at its default; only `kafka.brokers` is set.
std::string configuration_example();

}  // namespace newswatch::daemon
