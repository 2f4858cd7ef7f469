#pragma once

#include <fstream>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

#include "articles/article_decoder.h"
#include "base/result.h"
#include "daemon/configuration.h"
#include "detectors/detector_set.h"
#include "rules/rule_files.h"

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

articles::DecoderOptions decoder_options(const ArticlesConfig& config);

/// @param near_misses  whether they are asked for.
detectors::DetectorOptions detector_options(const Configuration& configuration,
                                            bool near_misses = false);

/// @param path    of a file to be written. @param in_use  files that are read, or written already.
/// Errors: `Io` when it is one of those.
Result<void> check_unused(const std::string& path, const std::vector<std::string>& in_use);

/// Opens a file to be written anew; none when `path` is empty.
/// @param in_use  files that are read, or written already.
/// @return false after a complaint when it is one of those, or can't be written.
bool open_output(const std::string& path, const std::vector<std::string>& in_use,
                 std::ofstream& file, std::ostream& complaints);

/// Loads the rules at a path, and tells every problem. @param rules  empty: none.
/// @return null when there was an error.
std::shared_ptr<const detectors::DetectorSet> load_detectors(
    const std::string& rules, const detectors::DetectorOptions& options, std::ostream& complaints);

/// Writes problems one a line, errors first, warnings marked as such.
void complain(const rules::Problems& problems, std::ostream& complaints);

}  // namespace newswatch::daemon
