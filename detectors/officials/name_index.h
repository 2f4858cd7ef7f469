#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "text/tokenizer.h"

namespace newswatch::detectors::officials {

/// How a name leads to a person.
enum class NameForm { FullName, Alias, Surname };

/// One person that a name may mean.
struct NameUse {
  std::uint32_t official = 0;
  NameForm form = NameForm::FullName;

  bool operator==(const NameUse&) const = default;
};

/// Tokens `first` up to, not including, `end` that are a name in the index.
struct NameHit {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::span<const NameUse> uses;
};

/// All names, as a tree over folded words. Built once, then only read, by any thread. Finding a
/// name costs the same however many there are.
class NameIndex {
 public:
  /// @param name  as written; its words are folded. A name without words adds nothing.
  void add(std::string_view name, NameUse use);

  /// @return the longest name that begins at token `first`; empty `uses` when none does. In the
  /// text each word but a
  ///         particle ("von", "de") must have a large first letter, words are divided by blanks,
  ///         hyphens or the dot of an initial, and one initial that the index does not have may
  ///         stand between them.
  NameHit longest_at(const text::Tokens& tokens, std::uint32_t first) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Node = std::uint32_t;

  const std::vector<NameUse>* uses_of(Node node) const;
  Node child(Node node, std::uint32_t word) const;
  bool continues(const text::Tokens& tokens, std::uint32_t at) const;

  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> words_;
  std::unordered_map<std::uint64_t, Node> children_;  ///< By node and word.
  std::unordered_map<Node, std::vector<NameUse>> uses_;
  Node node_count_ = 1;  ///< Node 0 is the root.
};

/// @return whether `word` (folded) is a small word inside surnames: "von", "der", "de", "al".
bool is_particle(std::string_view word);

}  // namespace newswatch::detectors::officials
