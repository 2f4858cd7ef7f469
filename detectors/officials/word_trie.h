#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/large_pages.h"

namespace newswatch::detectors::officials {

/// What a look-up may read anywhere.
template <typename T>
using Table = std::vector<T, LargePages<T>>;

/// Numbers for words, in flat memory: a hash table that holds short words itself, the letters of
/// all in one text, and a bitmap that answers for most of the words that it does not hold. Built
/// once, then only read, by any thread.
class WordNumbers {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// @return the number of the word, a new one if need be; they count from 0.
  std::uint32_t add(std::string_view word);
  /// @return its number, or `kNone`.
  std::uint32_t find(std::string_view word) const;
  /// Fetches the memory that `find` will look at.
  void approach(std::string_view word) const;

  std::size_t memory_bytes() const;

 private:
  struct Slot {
    std::uint64_t key = 0;  ///< The bytes of a word of up to eight, of a longer one its hash.
    std::uint32_t size = 0;
    std::uint32_t number = kNone;
  };

  std::string_view word(std::uint32_t number) const;
  void grow();
  void put(std::string_view word, std::uint32_t number);

  std::string letters_;
  std::vector<std::uint32_t> begins_;  ///< Of each word in `letters_`.
  Table<Slot> slots_;                  ///< A power of two, at most half full.
  Table<std::uint64_t> bits_;
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

  // What `next` reads lies far apart. These fetch it, each what the one before has found the way
  // to, so that many look-ups wait side by side: `approach` a word, take its number, then approach
  // the node behind the root, then what follows on it.
  void approach(std::string_view word) const { words_.approach(word); }
  /// @return the number of the word, or `WordNumbers::kNone`.
  std::uint32_t number_of(std::string_view word) const { return words_.find(word); }
  void approach_first(std::uint32_t word) const;
  /// @return the node behind the word at the root, or `kNone`.
  Node first(std::uint32_t word) const { return word < first_.size() ? first_[word] : kNone; }
  void approach_next(Node node, std::uint32_t word) const;

  std::size_t node_count() const { return node_count_; }
  std::size_t memory_bytes() const;

 private:
  struct Edge {
    Node from = 0;
    std::uint32_t word = 0;
    Node to = kNone;
  };

  std::size_t home_of(Node from, std::uint32_t word) const;
  std::size_t slot_of(Node from, std::uint32_t word) const;
  void grow();

  WordNumbers words_;
  Table<Node> first_;  ///< Behind the root, by number of the word.
  Table<Edge> edges_;  ///< A power of two, at most two thirds full.
  std::size_t edge_count_ = 0;
  Node node_count_ = 1;
};

}  // namespace newswatch::detectors::officials
