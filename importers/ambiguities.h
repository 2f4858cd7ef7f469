#pragma once

#include <vector>

#include "importers/import_report.h"
#include "importers/imported_official.h"

namespace newswatch::importers {

/// Reports whom a mention could not tell apart: people with one name or alias, and people with one
/// surname who held one office at the same time.
/// @param officials  with ids, which the report names.
void report_ambiguities(const std::vector<ImportedOfficial>& officials, ImportReport& report);

/// @return the part of the name that news uses alone: `surname`, else the last word of `name`.
std::string surname_of(const ImportedOfficial& official);

}  // namespace newswatch::importers
