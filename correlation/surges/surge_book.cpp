#include "correlation/surges/surge_book.h"

#include <utility>

namespace newswatch::correlation {

const SurgeEntry* SurgeBook::find(std::string_view key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

void SurgeBook::put(std::string key, SurgeEntry entry) {
  entries_.insert_or_assign(std::move(key), std::move(entry));
}

void SurgeBook::erase(std::string_view key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) entries_.erase(found);
}

std::vector<std::string> SurgeBook::with_open_windows() const {
  std::vector<std::string> keys;
  for (const auto& [key, entry] : entries_)
    if (!entry.open.empty()) keys.push_back(key);
  return keys;
}

}  // namespace newswatch::correlation
