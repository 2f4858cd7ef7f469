#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace newswatch::correlation {

/// A book whose changes since the last commit can be told, so that they are stored with the alerts
/// that came of them, and undone where those are not published after all.
///
/// `Book` has `find`, `put` and `erase`, which alone change it.
template <typename Book, typename Entry>
class Ledger {
 public:
  const Book& book() const { return book_; }
  const Entry* find(std::string_view key) const { return book_.find(key); }

  void put(std::string key, Entry entry) {
    remember(key);
    book_.put(std::move(key), std::move(entry));
  }
  void erase(std::string key) {
    remember(key);
    book_.erase(key);
  }
  /// Puts what an earlier run stored: no change of this one.
  void restore(std::string key, Entry entry) { book_.put(std::move(key), std::move(entry)); }
  void forget(std::string_view key) { book_.erase(key); }

  /// Calls `tell` with each key that changed, in order, and its entry, null where that is gone.
  /// What came and went since the last commit was never stored and is not told.
  template <typename Tell>
  void for_each_change(Tell tell) const {
    for (const auto& [key, before] : before_) {
      const Entry* entry = book_.find(key);
      if (before || entry != nullptr) tell(key, entry);
    }
  }

  /// From now on the present state is what `undo` comes back to.
  void commit() { before_.clear(); }

  /// Takes back all changes since the last commit, and calls `told` with each key and whether it
  /// has an entry now.
  template <typename Told>
  void undo(Told told) {
    for (auto& [key, before] : before_) {
      told(key, before.has_value());
      if (before) {
        book_.put(key, *std::move(before));
      } else {
        book_.erase(key);
      }
    }
    before_.clear();
  }

 private:
  void remember(const std::string& key) {
    const auto [place, is_new] = before_.try_emplace(key);
    const Entry* entry = is_new ? book_.find(key) : nullptr;
    if (entry != nullptr) place->second = *entry;
  }

  Book book_;
  std::map<std::string, std::optional<Entry>> before_;  ///< Nothing: there was no entry.
};

}  // namespace newswatch::correlation
