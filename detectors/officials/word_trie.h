#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newswatch::detectors::officials {

/// Numbers for words, in flat memory: the letters of all in one text, a hash table of numbers, and
/// a bitmap that answers for most of the words that it does not hold. Built once, then only read,
/// by any thread.
class WordNumbers {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// @return the number of the word, a new one if need be; they count from 0.
  std::uint32_t add(std::string_view word);
  /// @return its number, or `kNone`.
  std::uint32_t find(std::string_view word) const;

  std::size_t memory_bytes() const;

 private:
  struct Slot {
    std::uint32_t tag =
        0;  ///< Of the hash, so that most other words are told without their letters.
    std::uint32_t number = kNone;
  };

  std::string_view word(std::uint32_t number) const;
  void grow();
  void put(std::uint64_t hash, std::uint32_t number);

  std::string letters_;
  std::vector<std::uint32_t> begins_;  ///< Of each word in `letters_`.
  std::vector<Slot> slots_;            ///< A power of two, at most half full.
  std::vector<std::uint64_t> bits_;
};

/// Phrases as a tree over words, in flat memory: one hash table from a node and a word to the next
/// node. Built once, then only read, by any thread. What a phrase costs depends on its words, not
/// on how many phrases there are.
class WordTrie {
 public:
  using Node = std::uint32_t;
  static constexpr Node kRoot = 0;
  static constexpr Node kNone = 0;  ///< The root follows on nothing.

  /// @return the node behind `word` (folded) at `node`, a new one if need be.
  Node add(Node node, std::string_view word);
  /// @return the node behind `word` (folded) at `node`, or `kNone`.
  Node next(Node node, std::string_view word) const;

  std::size_t node_count() const { return node_count_; }
  std::size_t memory_bytes() const;

 private:
  struct Edge {
    Node from = 0;
    std::uint32_t word = 0;
    Node to = kNone;
  };

  std::size_t slot_of(Node from, std::uint32_t word) const;
  void grow();

  WordNumbers words_;
  std::vector<Edge> edges_;  ///< A power of two, at most two thirds full.
  Node node_count_ = 1;
};

}  // namespace newswatch::detectors::officials
