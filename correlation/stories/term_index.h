#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace newswatch::correlation {

/// Which stories have a term: the way from an article to the stories it may belong to, and how
/// many of a rule's stories know a word. Stories are small numbers that the owner gives out.
class TermIndex {
 public:
  using Slot = std::uint32_t;  ///< Of a term, as long as any story has it.

  /// @param hash  a term that the story did not have yet.
  /// @return the term's place, to ask for its stories without looking it up.
  Slot add(std::uint32_t hash, std::uint32_t story);
  /// Takes back what `add` did.
  void remove(std::uint32_t hash, std::uint32_t story);

  /// @return the stories that have the term, in no order; valid until the next change.
  std::span<const std::uint32_t> stories(std::uint32_t hash) const;
  std::uint32_t count(Slot slot) const { return static_cast<std::uint32_t>(slots_[slot].size()); }

 private:
  std::unordered_map<std::uint32_t, Slot> places_;
  std::vector<std::vector<std::uint32_t>> slots_;
  std::vector<Slot> free_;
};

}  // namespace newswatch::correlation
