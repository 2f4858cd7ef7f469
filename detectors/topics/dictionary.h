#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace newswatch::detectors::topics {

/// A word that some query mentions; the number is an index.
using TermId = std::uint32_t;

/// The words that queries mention. Built once, then only read, by any thread.
class Dictionary {
 public:
  /// @param word  folded. @return its id, made at need.
  TermId add_word(const std::string& word);
  /// @param beginning  folded, not empty: stands for every word that begins so.
  TermId add_prefix(const std::string& beginning);

  /// Calls `use` with the id of each word and beginning that fits `word`.
  template <typename Use>
  void look_up(std::string_view word, Use&& use) const {
    if (const auto found = words_.find(word); found != words_.end()) use(found->second);
    // Few beginnings share their first two bytes, so comparing them one by one is quick.
    for (const std::size_t key_size : {std::size_t{1}, std::size_t{2}}) {
      if (word.size() < key_size) break;
      const auto bucket = prefixes_.find(word.substr(0, key_size));
      if (bucket == prefixes_.end()) continue;
      for (const auto& [beginning, id] : bucket->second) {
        if (word.starts_with(beginning)) use(id);
      }
    }
  }

  std::size_t size() const { return size_; }

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  struct Prefix {
    std::string beginning;
    TermId id = 0;
  };

  template <typename Value>
  using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;

  Map<TermId> words_;
  Map<std::vector<Prefix>> prefixes_;  ///< By their first two bytes, or the only one.
  TermId size_ = 0;
};

}  // namespace newswatch::detectors::topics
