#pragma once

#include <string_view>

#include "rules/positioned_yaml.h"

namespace newswatch::importers {

/// @return the scalar at `key`, borrowed; empty when there is none.
inline std::string_view text_at(const rules::Node& map, std::string_view key) {
  const rules::Entry* entry = map.find(key);
  return entry == nullptr ? std::string_view() : std::string_view(entry->value.text);
}

}  // namespace newswatch::importers
