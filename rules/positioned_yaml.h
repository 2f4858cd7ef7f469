#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch::rules {

/// A place in a file, both counted from 1. Columns count characters, as editors do.
struct Position {
  int line = 1;
  int column = 1;

  auto operator<=>(const Position&) const = default;
};

/// What is wrong with a file, and where. The message has no full stop.
/// Line 0 means no place in it: the file as a whole, or something that is no file.
struct Problem {
  std::string file;
  Position position;
  std::string message;
};

/// @return `file:line:column: message`; `file: message` where there is no place.
std::string to_string(const Problem& problem);

struct Entry;

/// One node of a YAML file. A tree of them owns all that it holds.
struct Node {
  enum class Kind { Null, Scalar, Sequence, Map };

  Kind kind = Kind::Null;
  std::string text;  ///< Of a scalar, as written, quotes and escapes resolved.
  bool quoted =
      false;  ///< Text even if it looks like a number: quoted, a block, or tagged `!!str`.
  std::vector<Node> items;     ///< Of a sequence.
  std::vector<Entry> entries;  ///< Of a map, in the order of the file; no key stands twice.
  Position position;           ///< Of its first character; an alias stands where its anchor does.

  bool is_null() const { return kind == Kind::Null; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_sequence() const { return kind == Kind::Sequence; }
  bool is_map() const { return kind == Kind::Map; }

  /// @return the entry with this key, borrowed; null when there is none, or this is no map.
  const Entry* find(std::string_view key) const;
};

/// One `key: value` of a map.
struct Entry {
  std::string key;
  Position key_position;
  Node value;
};

/// Reads one YAML document. Stricter than YAML, since what it refuses is a slip in our files:
/// duplicate keys (yaml-cpp keeps the first in silence), keys that are not plain text, merge keys,
/// tags of one's own, a second document, bytes that are not UTF-8, more than 64 levels, and aliases
/// that would blow up to more than 100,000 nodes.
///
/// @param file      the name in problems.
/// @param problems  every problem is added here.
/// @return the root, Null for an empty file; nothing when the file can't be read to its end. After
/// other
///         problems the root is what makes sense of it, so that more can be found: of keys that
///         stand twice the first, without keys that are no plain text. Never throws. Any thread.
///         Source: YAML 1.2, as yaml-cpp reads it.
std::optional<Node> parse_yaml(std::string_view text, const std::string& file,
                               std::vector<Problem>& problems);

}  // namespace newswatch::rules
