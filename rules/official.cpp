#include "rules/official.h"

#include <algorithm>

namespace newswatch::rules {

const std::vector<std::string>& alias_kind_names() {
  static const std::vector<std::string> kNames = {"full", "short", "nickname", "transliteration",
                                                  "misspelling"};
  return kNames;
}

std::optional<AliasKind> alias_kind(std::string_view name) {
  const auto found = std::ranges::find(alias_kind_names(), name);
  if (found == alias_kind_names().end()) return std::nullopt;
  return static_cast<AliasKind>(found - alias_kind_names().begin());
}

bool covers(const Role& role, Date day) { return role.from <= day && (!role.to || *role.to > day); }

HeldOffice office_on(const std::vector<Role>& roles, std::optional<Date> day) {
  if (!day) return {};
  const Role* held = nullptr;
  const Role* last = nullptr;
  for (const Role& role : roles) {
    if (role.from > *day) continue;
    if (covers(role, *day)) {
      if (held == nullptr || role.from > held->from) held = &role;
    } else if (last == nullptr || *role.to > *last->to) {
      last = &role;
    }
  }
  if (held != nullptr) return {held->title, "", held->country};
  if (last != nullptr) return {"", last->title, last->country};
  return {};
}

}  // namespace newswatch::rules
