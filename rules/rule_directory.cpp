#include "rules/rule_directory.h"

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

}  // namespace

RuleDirectory directory_of(const std::vector<RuleEntry>& entries,
                           std::vector<std::string> metadata) {
  RuleDirectory directory;
  directory.metadata = std::move(metadata);
  for (const RuleEntry& entry : entries) {
    if (entry.node.find("stance") != nullptr) directory.asks_for_stance = true;
    if (entry.section != "officials") continue;
    std::string& definition = directory.officials[entry.summary.id.value];
    write(entry.node, definition);
    const Entry* roles = entry.node.find("roles");
    if (roles == nullptr) continue;
    for (const Node& role : roles->value.items) {
      directory.roles[role_id(text_at(role, "country"), text_at(role, "title"))] += definition;
    }
  }
  return directory;
}

}  // namespace newswatch::rules
