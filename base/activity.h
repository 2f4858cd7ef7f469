#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace newswatch {

/// What a thread is doing, by a short name, for whoever asks why it takes so long or why the
/// process ended. Each thread may lend one place in memory, which may outlive it; without one,
/// noting costs nothing and does nothing.
class Activity {
 public:
  /// Words, so that another thread may read while a name is written; it may see parts of two.
  using Place = std::array<std::atomic<std::uint64_t>, 4>;
  static constexpr std::size_t kMostBytes = sizeof(Place);

  /// @param place  where this thread's names go from now on; null: nowhere. Borrowed.
  static void lend(Place* place) { place_ = place; }

  /// @param name  cut after `kMostBytes`.
  static void note(std::string_view name) {
    if (place_ == nullptr) return;
    std::array<std::uint64_t, std::tuple_size_v<Place>> words{};
    std::memcpy(words.data(), name.data(), std::min(name.size(), kMostBytes));
    for (std::size_t i = 0; i < words.size(); ++i)
      (*place_)[i].store(words[i], std::memory_order_relaxed);
  }

  /// @return the name that was noted last; empty where none was.
  static std::string read(const Place& place) {
    std::array<char, kMostBytes> bytes{};
    for (std::size_t i = 0; i < place.size(); ++i) {
      const std::uint64_t word = place[i].load(std::memory_order_relaxed);
      std::memcpy(bytes.data() + i * sizeof(word), &word, sizeof(word));
    }
    return {bytes.begin(), std::ranges::find(bytes, '\0')};
  }

 private:
  static inline thread_local Place* place_ = nullptr;
};

}  // namespace newswatch
