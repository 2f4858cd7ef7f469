#pragma once

#include <algorithm>
#include <fstream>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "consumers/archive_source.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration.h"

namespace newswatch::daemon {

/// What commands have in common that read whole archives, from files or a topic, on all cores.
struct ArchiveOptions : ArticleOptions {
  std::string topic;
  std::string brokers;
  std::string from = "beginning";
  std::string to = "end";
  std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
};

/// Adds them to a command, but for `--rules`, `--strict` and `--dead-letters`.
/// @param options  must outlive it.
void add_archive_options(CLI::App& command, ArchiveOptions& options);

/// Reads the configuration that they name: brokers must be known only where they are asked.
/// @param asks_brokers  whether they are, even for articles from files.
/// @return nothing when there was a problem, which is told.
std::optional<Configuration> read_archive_configuration(const ArchiveOptions& options,
                                                        std::ostream& complaints,
                                                        bool asks_brokers = false);

/// An archive, ready to be read.
struct Archive {
  std::unique_ptr<consumers::ArchiveSource> source;
  std::vector<std::string> files;  ///< That are read; none for a topic.
};

/// Errors: `Io` for files; for topics `Unavailable`, `Refused`, `InvalidConfiguration`.
Result<Archive> open_archive(const ArchiveOptions& options, const Configuration& configuration);

/// @return whether a report went out, to the standard output and, where it is open, to `file`;
/// tells where it did not.
bool is_written(const std::ofstream& file);

}  // namespace newswatch::daemon
