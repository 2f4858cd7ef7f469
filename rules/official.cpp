#include "rules/official.h"

namespace newswatch::rules {

Office office_on(const Official& official, std::optional<Date> day) {
  if (!day) return {};
  const Role* held = nullptr;
  const Role* last = nullptr;
  for (const Role& role : official.roles) {
    if (role.from > *day) continue;
    if (!role.to || *role.to > *day) {
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
