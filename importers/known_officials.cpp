#include "importers/known_officials.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/files.h"
#include "importers/node_text.h"
#include "rules/positioned_yaml.h"
#include "rules/rule_files.h"
#include "text/folding.h"

namespace newswatch::importers {
namespace {

using rules::Node;

void add_names(const Node& rule, const std::string& id, KnownOfficials& known) {
  known.by_name.try_emplace(text::fold(text_at(rule, "name")), id);
  const auto* aliases = rule.find("aliases");
  if (aliases == nullptr) return;
  for (const Node& alias : aliases->value.items) {
    const auto name = alias.is_map() ? text_at(alias, "name") : std::string_view(alias.text);
    known.by_name.try_emplace(text::fold(name), id);
  }
}

void add_official(const Node& rule, KnownOfficials& known) {
  const std::string id(text_at(rule, "id"));
  add_names(rule, id, known);
  const auto wikidata = text_at(rule, "wikidata");
  if (wikidata.empty()) return;
  known.by_wikidata.try_emplace(std::string(wikidata), id);
  known.with_wikidata.insert(id);
}

void add_file(const Node& file, KnownOfficials& known) {
  for (const rules::Entry& section : file.entries) {
    for (const Node& rule : section.value.items) {
      known.ids.emplace(text_at(rule, "id"));
      if (section.key == "officials") add_official(rule, known);
    }
  }
}

/// @return the id of the same person; nothing when there is none.
std::optional<std::string> find_known(const KnownOfficials& known,
                                      const ImportedOfficial& official) {
  const auto same = known.by_wikidata.find(official.wikidata);
  if (same != known.by_wikidata.end()) return same->second;
  const auto namesake = known.by_name.find(text::fold(official.name));
  if (namesake == known.by_name.end()) return std::nullopt;
  const bool is_another =
      !official.wikidata.empty() && known.with_wikidata.contains(namesake->second);
  return is_another ? std::nullopt : std::optional(namesake->second);
}

}  // namespace

Result<KnownOfficials> read_known_officials(const std::string& path, const std::string& except) {
  KnownOfficials known;
  std::vector<std::string> wrong;
  for (const std::string& file : rules::rule_files_at(path)) {
    std::error_code not_there;
    if (!except.empty() && std::filesystem::equivalent(file, except, not_there)) continue;
    const auto content = read_file(file);
    if (!content) return fail(ErrorCode::Io, fmt::format("{}: {}", file, content.error().message));
    std::vector<rules::Problem> problems;
    if (const auto root = rules::parse_yaml(*content, file, problems)) add_file(*root, known);
    for (const auto& problem : problems) wrong.push_back(to_string(problem));
  }
  if (!wrong.empty()) return fail(ErrorCode::InvalidRules, fmt::to_string(fmt::join(wrong, "\n")));
  return known;
}

void remove_known(const KnownOfficials& known, std::vector<ImportedOfficial>& officials,
                  ImportReport& report) {
  std::erase_if(officials, [&](const ImportedOfficial& official) {
    const auto id = find_known(known, official);
    if (id) report.add(Finding::AlreadyKnown, fmt::format("{}: {}", official.name, *id));
    return id.has_value();
  });
}

}  // namespace newswatch::importers
