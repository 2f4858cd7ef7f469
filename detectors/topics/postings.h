#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/prefetch.h"
#include "detectors/topics/term_table.h"

namespace newswatch::detectors::topics {

/// Lists of `T`, one for each term, side by side in memory. Filled once, then only read, by any
/// thread.
template <typename T>
class Postings {
 public:
  void add(TermId term, T posting) { entries_.emplace_back(term, std::move(posting)); }

  /// To be called once, after the last addition. The postings of a term keep their order.
  void build(std::size_t terms) {
    begins_.assign(terms + 1, 0);
    for (const auto& [term, posting] : entries_) ++begins_[term + 1];
    for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    postings_.resize(entries_.size());
    auto next = begins_;
    for (auto& [term, posting] : entries_) postings_[next[term]++] = std::move(posting);
    entries_ = {};
  }

  std::span<const T> of(TermId term) const {
    return {postings_.data() + begins_[term], begins_[term + 1] - begins_[term]};
  }
  /// Asks for what `of` will need, in two steps: of the second, the first must have been some time
  /// before.
  void approach(TermId term) const { prefetch(&begins_[term]); }
  void come_near(TermId term) const { prefetch(postings_.data() + begins_[term]); }
  bool empty() const { return postings_.empty(); }
  std::size_t memory_bytes() const {
    return postings_.capacity() * sizeof(T) + begins_.capacity() * sizeof(std::uint32_t);
  }

 private:
  std::vector<std::pair<TermId, T>> entries_;  ///< Until `build`.
  std::vector<T> postings_;
  std::vector<std::uint32_t> begins_;  ///< Into `postings_`, by term.
};

}  // namespace newswatch::detectors::topics
