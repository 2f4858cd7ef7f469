#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/mix.h"
#include "base/prefetch.h"

namespace newswatch::text {

/// A word in the form in which tables compare it: its bytes, or of longer words a digest of them.
struct WordKey {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::uint32_t size = 0;

  bool operator==(const WordKey&) const = default;
  std::uint64_t hash() const;
};

/// @return the eight bytes at `from`.
inline std::uint64_t load_bytes(const char* from) {
  std::uint64_t value = 0;
  std::memcpy(&value, from, sizeof value);
  return value;
}

/// @return the lowest `bytes` bytes of `value`, at most all.
inline std::uint64_t low_bytes(std::uint64_t value, std::size_t bytes) {
  return bytes >= 8 ? value : value & ((std::uint64_t{1} << (8 * bytes)) - 1);
}

/// @param word  of more than 16 bytes.
WordKey digest_of(std::string_view word);

/// @param word  16 bytes from its beginning on must be readable, whatever its size; what
/// `Tokens::folded` holds is.
inline WordKey key_of(std::string_view word) {
  const auto size = static_cast<std::uint32_t>(word.size());
  if (size <= 8) return {low_bytes(load_bytes(word.data()), size), 0, size};
  if (size > 16) return digest_of(word);
  return {load_bytes(word.data()), low_bytes(load_bytes(word.data() + 8), size - 8), size};
}
/// The same for any text.
WordKey key_of_unpadded(std::string_view word);

/// Numbers for words: a flat hash table with open addressing, behind a bitmap that answers for most
/// of the words that it does not hold. Built once, then only read, by any thread.
class WordTable {
 public:
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;

  /// @param value  not `kNone`. @return the value of the word: the one it had, else `value`.
  std::uint32_t add(std::string_view word, std::uint32_t value);

  /// A look-up on its way. For many words at once each step is taken for all before the next, so
  /// that their memory is fetched side by side: `begin`, `approach`, `find`.
  struct LookUp {
    WordKey key;
    std::uint64_t hash = 0;
  };
  /// @param key  of the word.
  LookUp begin(const WordKey& key) const {
    const LookUp look_up{key, key.hash()};
    if (!slots_.empty()) prefetch(&bits_[bit_of(look_up) / 64]);
    return look_up;
  }
  void approach(const LookUp& look_up) const {
    if (may_have(look_up)) prefetch(&slots_[look_up.hash & slot_mask_]);
  }
  /// @return the value of the word, or `kNone`.
  std::uint32_t find(const LookUp& look_up, std::string_view word) const {
    if (!may_have(look_up)) return kNone;
    const WordKey& key = look_up.key;
    for (std::uint64_t at = look_up.hash & slot_mask_;; at = (at + 1) & slot_mask_) {
      const Slot& slot = slots_[at];
      if (slot.value == kNone) return kNone;
      if (slot.key == key && (key.size <= kInlineBytes || long_words_[slot.word] == word)) {
        return slot.value;
      }
    }
  }
  /// The same for one word alone.
  std::uint32_t find(const WordKey& key, std::string_view word) const {
    return find(LookUp{key, key.hash()}, word);
  }
  std::uint32_t find(std::string_view word) const { return find(key_of_unpadded(word), word); }

  std::size_t size() const { return size_; }
  std::size_t memory_bytes() const;

 private:
  static constexpr std::uint32_t kInlineBytes = 16;

  /// Aligned, so that none lies in two cache lines, of which only one would be asked for.
  struct alignas(32) Slot {
    WordKey key;
    std::uint32_t value = kNone;
    std::uint32_t word = 0;  ///< Into `long_words_`, where the key is only a digest.
  };

  std::uint64_t bit_of(const LookUp& look_up) const { return (look_up.hash >> 32) & bit_mask_; }
  bool may_have(const LookUp& look_up) const {
    if (slots_.empty()) return false;
    const std::uint64_t bit = bit_of(look_up);
    return (bits_[bit / 64] >> (bit % 64) & 1) != 0;
  }
  void grow();
  void put(const Slot& slot);

  std::vector<Slot> slots_;  ///< A power of two, at most half full.
  std::vector<std::uint64_t> bits_;
  std::uint64_t slot_mask_ = 0;
  std::uint64_t bit_mask_ = 0;
  std::vector<std::string> long_words_;
  std::size_t size_ = 0;
};

inline std::uint64_t WordKey::hash() const {
  const std::uint64_t mixed =
      mix(low ^ 0x9E3779B97F4A7C15ULL, high ^ 0xD6E8FEB86659FD93ULL ^ (std::uint64_t{size} << 56));
  return mixed ^ (mixed >> 29);
}

}  // namespace newswatch::text
