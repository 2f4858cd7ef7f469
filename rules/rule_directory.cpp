#include "rules/rule_directory.h"

#include <algorithm>
#include <utility>

#include "rules/query_references.h"

namespace newswatch::rules {
namespace {

void write(const Node& node, std::string& out) {
  out += node.text;
  out += '\n';
  for (const Node& item : node.items) write(item, out);
  for (const Entry& entry : node.entries) {
    out += entry.key;
    out += '=';
    write(entry.value, out);
  }
}

std::string text_at(const Node& node, std::string_view key) {
  const Entry* entry = node.find(key);
  return entry == nullptr ? "" : entry->value.text;
}

/// Of a role what it does not say itself is said by its office.
std::string text_at(const Node& role, std::string_view key, const RuleEntry* office,
                    std::string_view key_of_office) {
  auto text = text_at(role, key);
  return text.empty() && office != nullptr ? text_at(office->node, key_of_office) : text;
}

/// Adds officials and their roles.
class Registry {
 public:
  Registry(const std::vector<RuleEntry>& entries, RuleDirectory& directory)
      : directory_(directory) {
    for (const RuleEntry& entry : entries) {
      if (entry.section == "offices") offices_.try_emplace(entry.summary.id.value, &entry);
    }
  }

  void add_official(const RuleEntry& entry) {
    const std::string& id = entry.summary.id.value;
    std::string& definition = directory_.officials[id];
    write(entry.node, definition);
    for (const Node& role : list_at(entry.node, "roles")) {
      const RuleEntry* office = office_of(role);
      if (office != nullptr) write(office->node, definition);
      add_role(id, text_at(role, "country", office, "country"),
               text_at(role, "title", office, "name"));
    }
  }
  void add_holders() {
    for (const auto& [office_id, office] : offices_) {
      for (const Node& holder : list_at(office->node, "holders")) {
        const auto official = directory_.officials.find(text_at(holder, "official"));
        if (official == directory_.officials.end()) continue;  // the detector reports it
        write(office->node, official->second);
        add_role(official->first, text_at(office->node, "country"), text_at(office->node, "name"));
      }
    }
  }
  void define_roles() {
    for (const auto& [role, holders] : holders_) {
      for (const std::string& id : holders) directory_.roles[role] += directory_.officials[id];
    }
  }

 private:
  static std::vector<Node> list_at(const Node& node, std::string_view key) {
    const Entry* entry = node.find(key);
    return entry == nullptr ? std::vector<Node>() : entry->value.items;
  }
  const RuleEntry* office_of(const Node& role) const {
    const auto office = offices_.find(text_at(role, "office"));
    return office == offices_.end() ? nullptr : office->second;
  }
  void add_role(const std::string& id, const std::string& country, const std::string& title) {
    auto& holders = holders_[role_id(country, title)];
    if (std::ranges::find(holders, id) == holders.end()) holders.push_back(id);
  }

  RuleDirectory& directory_;
  std::map<std::string, const RuleEntry*> offices_;
  std::map<std::string, std::vector<std::string>> holders_;  ///< By `role_id`.
};

}  // namespace

std::string definition_of(const Node& node) {
  std::string definition;
  write(node, definition);
  return definition;
}

RuleDirectory directory_of(const std::vector<RuleEntry>& entries, std::vector<std::string> metadata,
                           bool with_topics) {
  RuleDirectory directory;
  directory.metadata = std::move(metadata);
  Registry registry(entries, directory);
  for (const RuleEntry& entry : entries) {
    if (entry.node.find("stance") != nullptr) directory.asks_for_stance = true;
    const std::string query = text_at(entry.node, "query");
    if (query.find("quote(") != std::string::npos || query.find("said:") != std::string::npos) {
      directory.asks_for_quotations = true;
    }
    if (with_topics && entry.section == "topics") directory.topics.push_back(entry);
    if (entry.section != "officials") continue;
    for (const auto& [key, value] : entry.summary.labels) {
      directory.labels[key + "=" + value].push_back(entry.summary.id.value);
    }
    registry.add_official(entry);
  }
  if (directory.asks_for_stance) directory.asks_for_quotations = true;
  registry.add_holders();
  registry.define_roles();
  return directory;
}

}  // namespace newswatch::rules
