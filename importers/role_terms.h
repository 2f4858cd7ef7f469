#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "importers/import_report.h"
#include "importers/imported_official.h"

namespace newswatch::importers {

/// A term as a source writes it.
struct TermText {
  std::string title;
  std::string country;
  std::string from;  ///< `2009-01-20`, with or without a time of day behind it.
  std::string to;    ///< Empty: not ended.
  bool acting = false;
};

/// Reads terms into roles as they stood on a day.
class TermReader {
 public:
  /// @param as_of  what begins later is left out, and what ends later has not ended.
  /// @param vague_january  whether 1 January may stand for a year of which no more is known.
  /// @param report  borrowed; gets what could not be taken over.
  TermReader(Date as_of, bool vague_january, ImportReport& report);

  /// Appends the role to `roles`, or reports why there is none.
  void read(const std::string& person, const TermText& term, std::vector<ImportedRole>& roles);

 private:
  std::optional<Date> date(const std::string& who, const std::string& text);

  Date as_of_;
  bool vague_january_;
  ImportReport& report_;
};

/// Orders roles by their beginning and makes one of terms of one office that follow each other.
/// Reports terms of one office that overlap, and joins them.
/// @param longest_gap  days that may lie between two terms that are one.
void join_roles(const std::string& person, std::chrono::days longest_gap,
                std::vector<ImportedRole>& roles, ImportReport& report);

}  // namespace newswatch::importers
