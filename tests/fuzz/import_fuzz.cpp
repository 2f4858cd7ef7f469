#include "base/utf8.h"
#include "detectors/detector_set.h"
#include "importers/ambiguities.h"
#include "importers/congress_legislators.h"
#include "importers/official_ids.h"
#include "importers/rule_file_writer.h"
#include "importers/wikidata.h"
#include "rules/rule_files.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

const Date kDay = *parse_date("2026-06-15");

/// What was read becomes a rule file that can be read, whatever stood in the names.
void finish(std::vector<importers::ImportedOfficial> officials, importers::ImportReport& report) {
  importers::assign_ids(officials, {});
  importers::report_ambiguities(officials, report);
  fuzz::require(!first_invalid_utf8(report.to_text()), "the report is UTF-8");
  if (officials.empty()) return;
  rules::Problems problems;
  const auto text = importers::rule_file(officials, {"a list", "list.csv", kDay});
  const auto rules = detectors::DetectorSet::read(text, "rules.yaml", problems, {});
  fuzz::require(rules != nullptr, "an imported rule file has no errors");
  fuzz::require(rules->parts().front().rules == officials.size(), "each official becomes a rule");
}

}  // namespace
}  // namespace newswatch

// The result of a query, and a list of members of Congress.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto content = fuzz::text_of(data, size);
  importers::ImportReport of_rows;
  if (const auto rows = importers::read_query_results(content)) {
    finish(importers::join_wikidata(*rows, kDay, of_rows), of_rows);
  }
  importers::ImportReport of_list;
  auto members = importers::read_congress_legislators(content, "list.yaml", kDay, of_list);
  if (members) finish(*std::move(members), of_list);
  return 0;
}
