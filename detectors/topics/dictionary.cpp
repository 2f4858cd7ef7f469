#include "detectors/topics/dictionary.h"

#include <algorithm>

namespace newswatch::detectors::topics {

TermId Dictionary::add_word(const std::string& word) {
  const auto [at, added] = words_.try_emplace(word, size_);
  if (added) ++size_;
  return at->second;
}

TermId Dictionary::add_prefix(const std::string& beginning) {
  auto& bucket = prefixes_[beginning.substr(0, 2)];
  const auto known = std::ranges::find(bucket, beginning, &Prefix::beginning);
  if (known != bucket.end()) return known->id;
  bucket.push_back({beginning, size_});
  return size_++;
}

}  // namespace newswatch::detectors::topics
