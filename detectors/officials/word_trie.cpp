#include "detectors/officials/word_trie.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/mix.h"
#include "base/prefetch.h"

namespace newswatch::detectors::officials {
namespace {

constexpr std::size_t kFewestSlots = 64;
constexpr std::size_t kBitsPerSlot = 8;

template <typename Integer>
std::uint64_t load(const char* from) {
  Integer value = 0;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/// @return the word's bytes, at most eight of them, without a loop: the two ends may overlap.
std::uint64_t short_key(std::string_view word) {
  const char* begin = word.data();
  const std::size_t size = word.size();
  if (size >= 4) return load<std::uint32_t>(begin) << 32 | load<std::uint32_t>(begin + size - 4);
  if (size == 0) return 0;
  return load<std::uint8_t>(begin) << 16 | load<std::uint8_t>(begin + size / 2) << 8 |
         load<std::uint8_t>(begin + size - 1);
}

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0x9E3779B97F4A7C15ULL ^ word.size();
  for (; word.size() > 8; word.remove_prefix(8))
    hash = mix(hash ^ load<std::uint64_t>(word.data()), 0xD6E8FEB86659FD93ULL);
  hash = mix(hash ^ short_key(word), 0xD6E8FEB86659FD93ULL);
  return hash ^ (hash >> 29);
}

std::uint64_t key_of(std::string_view word, std::uint64_t hash) {
  return word.size() <= 8 ? short_key(word) : hash;
}

}  // namespace

std::string_view WordNumbers::word(std::uint32_t number) const {
  const std::size_t end = number + 1 < begins_.size() ? begins_[number + 1] : letters_.size();
  return std::string_view(letters_).substr(begins_[number], end - begins_[number]);
}

void WordNumbers::put(std::string_view word, std::uint32_t number) {
  const std::uint64_t hash = hash_of(word);
  const std::uint64_t bit = (hash >> 20) & (slots_.size() * kBitsPerSlot - 1);
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].number != kNone) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {key_of(word, hash), static_cast<std::uint32_t>(word.size()), number};
}

void WordNumbers::grow() {
  slots_.assign(std::max(kFewestSlots, slots_.size() * 2), {});
  bits_.assign(slots_.size() * kBitsPerSlot / 64, 0);
  for (std::uint32_t number = 0; number < begins_.size(); ++number) put(word(number), number);
}

std::uint32_t WordNumbers::add(std::string_view word) {
  if (const auto known = find(word); known != kNone) return known;
  if (2 * (begins_.size() + 1) > slots_.size()) grow();
  const auto number = static_cast<std::uint32_t>(begins_.size());
  begins_.push_back(static_cast<std::uint32_t>(letters_.size()));
  letters_ += word;
  put(word, number);
  return number;
}

std::uint32_t WordNumbers::find(std::string_view word) const {
  if (slots_.empty()) return kNone;
  const std::uint64_t hash = hash_of(word);
  const std::uint64_t bit = (hash >> 20) & (slots_.size() * kBitsPerSlot - 1);
  if ((bits_[bit / 64] >> (bit % 64) & 1) == 0) return kNone;
  const std::uint64_t key = key_of(word, hash);
  for (std::size_t at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
    const Slot& slot = slots_[at];
    if (slot.number == kNone) return kNone;
    if (slot.key == key && slot.size == word.size() &&
        (word.size() <= 8 || this->word(slot.number) == word)) {
      return slot.number;
    }
  }
}

void WordNumbers::approach(std::string_view word) const {
  if (slots_.empty()) return;
  const std::uint64_t hash = hash_of(word);
  const std::uint64_t bit = (hash >> 20) & (slots_.size() * kBitsPerSlot - 1);
  if ((bits_[bit / 64] >> (bit % 64) & 1) != 0) prefetch(&slots_[hash & (slots_.size() - 1)]);
}

std::size_t WordNumbers::memory_bytes() const {
  return letters_.capacity() + begins_.capacity() * sizeof(std::uint32_t) +
         slots_.capacity() * sizeof(Slot) + bits_.capacity() * sizeof(std::uint64_t);
}

/// @return where the edge is looked for first.
std::size_t WordTrie::home_of(Node from, std::uint32_t word) const {
  const std::uint64_t key = (static_cast<std::uint64_t>(from) << 32) | word;
  return mix(key ^ 0x8EBC6AF09C88C6E3ULL, 0xA0761D6478BD642FULL) & (edges_.size() - 1);
}

/// @return where the edge stands, or where it would.
std::size_t WordTrie::slot_of(Node from, std::uint32_t word) const {
  std::size_t at = home_of(from, word);
  while (edges_[at].to != kNone && (edges_[at].from != from || edges_[at].word != word))
    at = (at + 1) & (edges_.size() - 1);
  return at;
}

void WordTrie::grow() {
  const auto old = std::exchange(edges_, {});
  edges_.resize(std::max(kFewestSlots, old.size() * 2));
  for (const Edge& edge : old) {
    if (edge.to != kNone) edges_[slot_of(edge.from, edge.word)] = edge;
  }
}

WordTrie::Node WordTrie::add(Node node, std::string_view word) {
  const std::uint32_t number = words_.add(word);
  if (node == kRoot) {
    if (first_.size() <= number) first_.resize(number + 1, kNone);
    if (first_[number] == kNone) first_[number] = node_count_++;
    return first_[number];
  }
  if (3 * (edge_count_ + 1) > 2 * edges_.size()) grow();
  Edge& edge = edges_[slot_of(node, number)];
  if (edge.to == kNone) {
    edge = {node, number, node_count_++};
    ++edge_count_;
  }
  return edge.to;
}

WordTrie::Node WordTrie::next(Node node, std::string_view word) const {
  const std::uint32_t number = words_.find(word);
  if (number == WordNumbers::kNone) return kNone;
  if (node == kRoot) return first(number);
  return edges_.empty() ? kNone : edges_[slot_of(node, number)].to;
}

void WordTrie::approach_first(std::uint32_t word) const {
  if (word < first_.size()) prefetch(&first_[word]);
}

void WordTrie::approach_next(Node node, std::uint32_t word) const {
  if (!edges_.empty()) prefetch(&edges_[home_of(node, word)]);
}

std::size_t WordTrie::memory_bytes() const {
  return words_.memory_bytes() + first_.capacity() * sizeof(Node) +
         edges_.capacity() * sizeof(Edge);
}

}  // namespace newswatch::detectors::officials
