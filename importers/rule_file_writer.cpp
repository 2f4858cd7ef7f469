#include "importers/rule_file_writer.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/ascii.h"

namespace newswatch::importers {
namespace {

bool is_safe(UChar32 c) { return u_isalnum(c) || c == ' ' || c == '.' || c == '-' || c == '\''; }

bool is_plain(std::string_view text) {
  // "NO" is Norway, and to older YAML a truth value.
  constexpr std::array<std::string_view, 9> kWords = {"null", "true", "false", "yes", "no",
                                                      "on",   "off",  "y",     "n"};
  const auto characters =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  if (characters.isEmpty() || !u_isalpha(characters.char32At(0)) || text.back() == ' ')
    return false;
  for (std::int32_t at = 0; at < characters.length(); at = characters.moveIndex32(at, 1)) {
    if (!is_safe(characters.char32At(at))) return false;
  }
  return std::ranges::find(kWords, ascii_lower(text)) == kWords.end();
}

std::string alias_text(const ImportedAlias& alias) {
  if (alias.kind.empty() && alias.language.empty()) return yaml_text(alias.name);
  std::string text = "{name: " + yaml_text(alias.name);
  if (!alias.kind.empty()) text += ", kind: " + alias.kind;
  if (!alias.language.empty()) text += ", lang: " + yaml_text(alias.language);
  return text + "}";
}

std::string role_text(const ImportedRole& role) {
  std::string text = "{title: " + yaml_text(role.title);
  if (!role.country.empty()) text += ", country: " + yaml_text(role.country);
  text += ", from: " + format_date(role.from);
  if (role.to) text += ", to: " + format_date(*role.to);
  return text + (role.acting ? ", acting: true}" : "}");
}

void write_names(const ImportedOfficial& official, std::string& out) {
  if (!official.names.empty()) {
    std::vector<std::string> names;
    names.reserve(official.names.size());
    for (const auto& [language, name] : official.names) {
      names.push_back(yaml_text(language) + ": " + yaml_text(name));
    }
    out += fmt::format("    names: {{{}}}\n", fmt::join(names, ", "));
  }
  if (!official.aliases.empty()) out += "    aliases:\n";
  for (const auto& alias : official.aliases) out += fmt::format("      - {}\n", alias_text(alias));
}

void write_official(const ImportedOfficial& official, std::string& out) {
  out +=
      fmt::format("  - id: {}\n    name: {}\n", yaml_text(official.id), yaml_text(official.name));
  if (!official.surname.empty()) {
    out += fmt::format("    surname: {}\n", yaml_text(official.surname));
  }
  write_names(official, out);
  if (!official.wikidata.empty())
    out += fmt::format("    wikidata: {}\n", yaml_text(official.wikidata));
  if (official.gender != Gender::Unknown) {
    out += fmt::format("    gender: {}\n", official.gender == Gender::Female ? "female" : "male");
  }
  out += "    roles:\n";
  for (const auto& role : official.roles) out += fmt::format("      - {}\n", role_text(role));
}

}  // namespace

std::string yaml_text(std::string_view text) {
  // JSON's escapes are YAML's too.
  return is_plain(text) ? std::string(text) : nlohmann::json(text).dump();
}

std::string rule_file(const std::vector<ImportedOfficial>& officials,
                      const Provenance& provenance) {
  std::string out = fmt::format(
      "# Source: {}, imported from {}.\n"
      "# As of {}; a role without `to` was held on that day. `to` is the first day out of office.\n"
      "defaults: {{alert: false}}\n\nofficials:\n",
      provenance.source, yaml_text(provenance.file), format_date(provenance.as_of));
  for (const ImportedOfficial& official : officials) write_official(official, out);
  return out;
}

}  // namespace newswatch::importers
