#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newswatch::importers {

/// One value of a query result.
struct Cell {
  std::string text;      ///< Without white space at its ends; control characters are blanks.
  std::string language;  ///< As `en`, where the result says so.
};

/// One line of a query result, by the names of the columns; empty cells are absent.
using Row = std::map<std::string, Cell, std::less<>>;

/// Reads the result of a query as query.wikidata.org gives it: comma-separated with a header line;
/// JSON with `results.bindings`; or JSON as a list of objects of texts.
///
/// @return the rows in order. Errors: `NotUtf8`; `InvalidJson` (the message names the byte) for
///         what begins as JSON; `WrongType` for JSON of another shape, and for a table that breaks
///         off inside a quoted field, has a stray quotation mark, or more fields in a line than in
///         the first. Any thread may call.
/// Source: RFC 4180, as libcsv reads it; SPARQL 1.1 Query Results JSON Format.
Result<std::vector<Row>> read_query_results(std::string_view content);

}  // namespace newswatch::importers
