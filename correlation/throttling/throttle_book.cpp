#include "correlation/throttling/throttle_book.h"

namespace newswatch::correlation {

const ThrottleEntry* ThrottleBook::find(std::string_view key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? nullptr : &found->second;
}

void ThrottleBook::put(std::string key, ThrottleEntry entry) {
  entries_.insert_or_assign(std::move(key), std::move(entry));
}

void ThrottleBook::erase(std::string_view key) {
  const auto found = entries_.find(key);
  if (found != entries_.end()) entries_.erase(found);
}

std::vector<std::string> ThrottleBook::expired(Timestamp before) const {
  std::vector<std::string> keys;
  for (const auto& [key, entry] : entries_) {
    if (entry.clock < before && !entry.owes()) keys.push_back(key);
  }
  return keys;
}

}  // namespace newswatch::correlation
