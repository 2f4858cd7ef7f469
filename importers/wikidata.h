#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "importers/import_report.h"
#include "importers/imported_official.h"
#include "importers/query_results.h"

namespace newswatch::importers {

inline constexpr std::string_view kWikidataSource = "Wikidata (CC0)";

/// Joins the rows of a query into people: one person has as many rows as aliases times positions.
/// Columns, of which each may be absent but the name:
///
/// - `person`: an address or id, as `Q22686`; without it a name is a person.
/// - `name` or `personLabel`: in several languages, where the result has them.
/// - `alias`; or `personAltLabel`, which holds several with commas between.
/// - `position` or `positionLabel`; "acting …" is known.
/// - `start`, `end`: `2009-01-20T00:00:00Z` or the date alone. Wikidata writes 1 January where it
///   knows but the year; `startPrecision` and `endPrecision` (9 year, 10 month, 11 day) settle it.
/// - `country`, `countryLabel` or `countryCode`; without one the position's name may tell.
/// - `gender` or `genderLabel`.
///
/// @param as_of  what begins later is left out, and what ends later has not ended.
/// @return those with a role, in the order of their first rows, without ids.
std::vector<ImportedOfficial> join_wikidata(const std::vector<Row>& rows, Date as_of,
                                            ImportReport& report);

}  // namespace newswatch::importers
