#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "importers/import_report.h"
#include "importers/imported_official.h"

namespace newswatch::importers {

inline constexpr std::string_view kCongressLegislatorsSource =
    "github.com/unitedstates/congress-legislators (CC0)";

/// Reads a file of the project unitedstates/congress-legislators: members of Congress
/// (`legislators-*.yaml`), presidents and vice presidents (`executive.yaml`). Of the posts of
/// parties only the Speaker, leaders and whips are offices.
///
/// @param file   the name in messages.
/// @param as_of  what begins later is left out, and what ends later has not ended.
/// @return those with a role, in the order of the file, without ids. Errors: `WrongType`, for what
///         is no YAML list of maps; the message names every problem. Any thread may call.
Result<std::vector<ImportedOfficial>> read_congress_legislators(std::string_view content,
                                                                const std::string& file, Date as_of,
                                                                ImportReport& report);

}  // namespace newswatch::importers
