#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "daemon/pipeline/article_processor.h"
#include "daemon/replay/day_counts.h"

namespace newswatch::daemon {

/// What an archive holds, and how often rules fire in it. Parts of one can be made apart and added.
struct ArchiveStats {
  DayCounts articles = {};
  std::map<std::string, std::uint64_t> languages = {};  ///< Empty where the article names none.
  std::map<std::string, std::uint64_t> sources = {};    ///< By domain, else name; else empty.
  std::map<std::string, DayCounts> rules = {};          ///< Articles that met it, by id.
  std::uint64_t dead_letters = 0;                       ///< Records that are no article.

  void add(const articles::Article& article, const alerts::Findings& findings);
  void add(const ArchiveStats& more);
};

/// Writes them for people: counts, and sparklines of days.
/// @param rule_ids  of all rules: those that never fired are told, too.
void write_text(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out);
/// Writes them whole, as one JSON object.
void write_json(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out);
/// Writes them as one HTML file, with plots.
void write_html(const ArchiveStats& stats, const std::vector<std::string>& rule_ids,
                std::ostream& out);

}  // namespace newswatch::daemon
