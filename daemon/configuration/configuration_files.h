#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "daemon/configuration/configuration.h"

namespace newswatch::daemon {

/// Reads a configuration file with the process's environment. Every problem is written to
/// `complaints`, one a line.
/// @param file       empty: defaults and environment only.
/// @param overrides  from the command line.
/// @return nothing when there was a problem.
std::optional<Configuration> read_configuration(const std::string& file,
                                                std::vector<Override> overrides,
                                                std::ostream& complaints);

/// The same, to look at: what each key is set to, and by what.
std::optional<std::vector<ResolvedSetting>> read_resolved_configuration(
    const std::string& file, std::vector<Override> overrides, std::ostream& complaints);

/// The same for commands that ask no broker: it need not be configured.
std::optional<Configuration> read_offline_configuration(const std::string& file,
                                                        std::ostream& complaints);

/// @return the `rules.path` that a configuration file names, whatever else is wrong with it; empty
/// where it names none.
std::string rules_path_in(const std::string& file);

/// @return the names of `articles.metadata` in a configuration file, likewise.
std::vector<std::string> metadata_names_in(const std::string& file);

}  // namespace newswatch::daemon
