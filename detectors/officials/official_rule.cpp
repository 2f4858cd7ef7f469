#include "detectors/officials/official_rule.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/digest.h"
#include "base/nearest_name.h"
#include "detectors/officials/surnames.h"
#include "rules/map_reader.h"

namespace newswatch::detectors::officials {
namespace {

using rules::Alias;
using rules::MapReader;
using rules::Office;
using rules::Official;
using rules::Role;

const Office* office_of(const std::string& id, const std::vector<Office>& offices) {
  const auto office = std::ranges::find(offices, id, &Office::id);
  return office == offices.end() ? nullptr : &*office;
}

const Office* read_office_of_role(MapReader& reader, const std::vector<Office>& offices) {
  const auto id = reader.text("office");
  if (!id) return nullptr;
  const Office* office = office_of(*id, offices);
  if (office == nullptr) {
    std::vector<std::string> ids(offices.size());
    std::ranges::transform(offices, ids.begin(), &Office::id);
    reader.problem("office",
                   fmt::format("no office has the id \"{}\"{}", *id, did_you_mean(*id, ids)));
  }
  return office;
}

/// `from`, `to` and `acting`, which roles and holders have alike.
template <typename Term>
void read_term(MapReader& reader, std::string_view what, Term& term) {
  reader.required_text("from");
  term.from = reader.date("from").value_or(Date());
  term.to = reader.date("to");
  term.acting = reader.flag("acting", false);
  if (term.to && *term.to <= term.from) {
    reader.problem("to", fmt::format("the {} ends on {}, but begins on {}", what,
                                     format_date(*term.to), format_date(term.from)));
  }
}

Role read_role(const rules::Node& node, const rules::RuleEntry& entry,
               const std::vector<Office>& offices, rules::Problems& problems) {
  MapReader reader(node, entry.file, problems.errors);
  Role role;
  const Office* office = read_office_of_role(reader, offices);
  role.title =
      reader.has("office") ? reader.text("title").value_or("") : reader.required_text("title");
  role.country = reader.text("country").value_or("");
  if (office != nullptr) {
    role.office = office->id;
    if (role.title.empty()) role.title = office->name;
    if (role.country.empty()) role.country = office->country;
  }
  read_term(reader, "role", role);
  reader.finish();
  return role;
}

Alias read_alias(const rules::Node& node, const rules::RuleEntry& entry,
                 rules::Problems& problems) {
  if (node.is_scalar()) return {.name = node.text};
  MapReader reader(node, entry.file, problems.errors);
  Alias alias{.name = reader.required_text("name")};
  if (const auto kind = reader.text("kind")) {
    const auto& names = rules::alias_kind_names();
    const auto known = rules::alias_kind(*kind);
    if (!known) {
      reader.problem("kind", fmt::format("\"{}\" is no kind of alias: expected {}{}", *kind,
                                         fmt::join(names, ", "), did_you_mean(*kind, names)));
    }
    alias.kind = known.value_or(rules::AliasKind::Full);
  }
  alias.lang = reader.text("lang").value_or("");
  alias.case_exact = reader.flag("case_exact", false);
  alias.context = reader.texts("requires");
  reader.finish();
  return alias;
}

Gender read_gender(MapReader& reader) {
  const auto gender = reader.text("gender");
  if (!gender) return Gender::Unknown;
  if (*gender == "female") return Gender::Female;
  if (*gender == "male") return Gender::Male;
  reader.problem("gender", fmt::format("\"{}\" is no gender that pronouns tell of: expected female "
                                       "or male, or leave it out",
                                       *gender));
  return Gender::Unknown;
}

std::string read_wikidata(MapReader& reader) {
  const auto id = reader.text("wikidata").value_or("");
  const bool good = id.size() > 1 && id.front() == 'Q' && id[1] != '0' &&
                    id.find_first_not_of("0123456789", 1) == std::string::npos;
  if (!id.empty() && !good)
    reader.problem("wikidata", fmt::format("\"{}\" is no id of Wikidata, as in Q42", id));
  return id;
}

std::string read_surname(MapReader& reader, const std::string& name) {
  auto surname = reader.text("surname").value_or(surname_of(name));
  if (name.find(surname) == std::string::npos) {
    reader.problem("surname", fmt::format("\"{}\" is no part of the name \"{}\"", surname, name));
  }
  return surname;
}

bool is_told(const Official& official, const Role& role) {
  return std::ranges::any_of(official.roles, [&](const Role& known) {
    return known.office == role.office && known.from == role.from;
  });
}

}  // namespace

Official read_official(const rules::RuleEntry& entry, const std::vector<Office>& offices,
                       rules::Problems& problems) {
  MapReader reader = rules::reader_of(entry, problems);
  Official official;
  official.name = entry.summary.name;
  official.names = reader.pairs("names");
  for (const rules::Node* alias : reader.texts_or_maps("aliases")) {
    official.aliases.push_back(read_alias(*alias, entry, problems));
  }
  official.surname = read_surname(reader, official.name);
  official.gender = read_gender(reader);
  official.wikidata = read_wikidata(reader);
  official.not_me = reader.texts("not_me");
  official.context = reader.texts("context");
  for (const rules::Node* role : reader.maps("roles")) {
    official.roles.push_back(read_role(*role, entry, offices, problems));
  }
  reader.finish();
  return official;
}

Office read_office(const rules::RuleEntry& entry, rules::Problems& problems) {
  MapReader reader = rules::reader_of(entry, problems);
  Office office;
  office.id = entry.summary.id.value;
  office.name = entry.summary.name;
  office.aliases = reader.texts("aliases");
  office.abbreviations = reader.texts("abbreviations");
  office.country = reader.text("country").value_or("");
  for (const rules::Node* node : reader.maps("holders")) {
    MapReader holder_reader(*node, entry.file, problems.errors);
    rules::Holder holder{.official = holder_reader.required_text("official"), .from = Date()};
    read_term(holder_reader, "term", holder);
    holder_reader.finish();
    office.holders.push_back(std::move(holder));
  }
  reader.finish();
  return office;
}

void add_holders(const Office& office, const rules::RuleEntry& entry, const OfficialIds& ids,
                 std::vector<Official>& officials, rules::Problems& problems) {
  const rules::Entry* nodes = entry.node.find("holders");
  for (std::size_t i = 0; i < office.holders.size(); ++i) {
    const rules::Holder& holder = office.holders[i];
    const auto owner = ids.find(holder.official);
    if (owner == ids.end()) {
      if (holder.official.empty()) continue;  // reported as missing
      std::vector<std::string> known;
      for (const auto& [id, at] : ids) known.emplace_back(id);
      MapReader(nodes->value.items[i], entry.file, problems.errors)
          .problem("official", fmt::format("no official has the id \"{}\"{}", holder.official,
                                           did_you_mean(holder.official, known)));
      continue;
    }
    Official& official = officials[owner->second];
    const Role role{office.name, office.country, holder.from, holder.to, office.id, holder.acting};
    if (!is_told(official, role)) official.roles.push_back(role);
  }
}

std::string version_of(const rules::RuleEntry& entry, const Official& official,
                       const std::vector<Office>& offices) {
  const RuleSummary& summary = entry.summary;
  std::vector<std::string> parts = {"official",       summary.id.value,           summary.name,
                                    summary.severity, entry.alert ? "alert" : "", official.surname};
  const auto add = [&](std::string_view what, const std::vector<std::string>& texts) {
    if (texts.empty()) return;
    parts.emplace_back(what);
    parts.insert(parts.end(), texts.begin(), texts.end());
  };
  for (const Alias& alias : official.aliases) {
    parts.push_back(alias.name);
    if (alias.kind != rules::AliasKind::Full)
      add("kind", {rules::alias_kind_names()[static_cast<std::size_t>(alias.kind)]});
    if (alias.case_exact) add("case", {"exact"});
    add("requires", alias.context);
  }
  for (const Role& role : official.roles) {
    parts.insert(parts.end(), {role.title, role.country, format_date(role.from),
                               role.to ? format_date(*role.to) : ""});
    if (role.acting) add("acting", {"yes"});
    const Office* office = office_of(role.office, offices);
    if (office == nullptr) continue;
    add("office", {office->id, office->name, office->country});
    add("aliases", office->aliases);
    add("abbreviations", office->abbreviations);
  }
  for (const auto& [lang, name] : official.names) add("name", {lang, name});
  if (official.gender != Gender::Unknown)
    add("gender", {official.gender == Gender::Female ? "female" : "male"});
  if (!official.wikidata.empty()) add("wikidata", {official.wikidata});
  add("not_me", official.not_me);
  add("context", official.context);
  for (const auto& [key, value] : summary.labels) parts.insert(parts.end(), {key, value});
  const auto options = canonical_form(entry.options);
  if (!options.empty()) parts.emplace_back("options");
  parts.insert(parts.end(), options.begin(), options.end());
  return digest({parts.begin(), parts.end()});
}

}  // namespace newswatch::detectors::officials
