#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::correlation {

/// What an entry of the state is about.
enum class StateKind : std::uint8_t { Copies = 1, Story, Throttle, Rule, Surge, Stream };

/// Where an entry of the state is kept: the key of its record in the state topic.
struct StateKey {
  StateKind kind = StateKind::Stream;
  std::string rule;   ///< Empty for what belongs to none.
  std::string entry;  ///< Of the book.

  bool operator==(const StateKey&) const = default;
};

/// @return the binary form; its first number is its version.
std::string encode(const StateKey& key);

/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<StateKey> decode_state_key(std::string_view bytes);

/// An entry that changed, as the state topic keeps it.
struct StateChange {
  std::string key;
  std::optional<std::string> value;  ///< Absent: the entry is gone.
};

}  // namespace newswatch::correlation
