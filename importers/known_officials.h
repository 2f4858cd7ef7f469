#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "importers/import_report.h"
#include "importers/imported_official.h"

namespace newswatch::importers {

/// The people whom rule files have already.
struct KnownOfficials {
  std::set<std::string> ids;                       ///< Of all rules, whatever their section.
  std::map<std::string, std::string> by_name;      ///< Folded name or alias to id.
  std::map<std::string, std::string> by_wikidata;  ///< Wikidata id to id.
  std::set<std::string> with_wikidata;             ///< Ids whose Wikidata id is given.
};

/// @param path    a rule file, or a folder of them.
/// @param except  a file among them that is not read, since it is about to be written anew.
/// @return errors: `InvalidRules`, when one is no YAML; the message names every problem.
Result<KnownOfficials> read_known_officials(const std::string& path, const std::string& except);

/// Takes out, and reports, those who are known: by their Wikidata id, or by name where one of the
/// two has no Wikidata id.
void remove_known(const KnownOfficials& known, std::vector<ImportedOfficial>& officials,
                  ImportReport& report);

}  // namespace newswatch::importers
