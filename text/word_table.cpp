#include "text/word_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace newswatch::text {
namespace {

constexpr std::size_t kFewestSlots = 64;
constexpr std::size_t kBitsPerSlot = 8;

}  // namespace

WordKey digest_of(std::string_view word) {
  std::uint64_t low = word.size(), high = 0x8BB84B93962EACC9ULL;
  for (std::size_t at = 0; at + 8 <= word.size(); at += 8) {
    low = mix(low ^ load_bytes(word.data() + at), 0xA0761D6478BD642FULL);
    high = mix(high ^ load_bytes(word.data() + at), 0xE7037ED1A0B428DBULL);
  }
  const std::uint64_t tail = load_bytes(word.data() + word.size() - 8);
  return {mix(low ^ tail, 0x8EBC6AF09C88C6E3ULL), mix(high ^ tail, 0x589965CC75374CC3ULL),
          static_cast<std::uint32_t>(word.size())};
}

WordKey key_of_unpadded(std::string_view word) {
  if (word.size() > 16) return digest_of(word);
  std::array<char, 16> padded{};
  std::ranges::copy(word, padded.begin());
  return key_of({padded.data(), word.size()});
}

void WordTable::put(const Slot& slot) {
  const std::uint64_t hash = slot.key.hash();
  const std::uint64_t bit = (hash >> 32) & bit_mask_;
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  std::uint64_t at = hash & slot_mask_;
  while (slots_[at].value != kNone) at = (at + 1) & slot_mask_;
  slots_[at] = slot;
}

void WordTable::grow() {
  const auto old = std::exchange(slots_, {});
  slots_.resize(std::max(kFewestSlots, old.size() * 2));
  bits_.assign(slots_.size() * kBitsPerSlot / 64, 0);
  slot_mask_ = slots_.size() - 1;
  bit_mask_ = slots_.size() * kBitsPerSlot - 1;
  for (const Slot& slot : old) {
    if (slot.value != kNone) put(slot);
  }
}

std::uint32_t WordTable::add(std::string_view word, std::uint32_t value) {
  const WordKey key = key_of_unpadded(word);
  if (const auto known = find(key, word); known != kNone) return known;
  if (2 * (size_ + 1) > slots_.size()) grow();
  Slot slot{.key = key, .value = value};
  if (key.size > kInlineBytes) {
    slot.word = static_cast<std::uint32_t>(long_words_.size());
    long_words_.emplace_back(word);
  }
  put(slot);
  ++size_;
  return value;
}

std::size_t WordTable::memory_bytes() const {
  std::size_t bytes = slots_.size() * sizeof(Slot) + bits_.size() * sizeof(bits_[0]);
  for (const std::string& word : long_words_) bytes += sizeof word + word.capacity();
  return bytes;
}

}  // namespace newswatch::text
