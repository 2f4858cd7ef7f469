#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/field.h"
#include "detectors/topics/dictionary.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {

/// Where the dictionary's words stand in one article. Memory is kept from article to article.
class Occurrences {
 public:
  /// @param terms  the size of the dictionary.
  explicit Occurrences(std::size_t terms);

  /// Reads an article, and forgets the last one.
  void read(const text::Analysis& analysis, const Dictionary& dictionary);

  /// @return the positions of a word in a field, in order.
  std::span<const std::uint32_t> of(Field field, TermId term) const {
    return positions_[static_cast<std::size_t>(field)][term];
  }
  /// The words of the dictionary that the article has, each once.
  std::span<const TermId> present() const { return present_; }

 private:
  std::array<std::vector<std::vector<std::uint32_t>>, kFields.size()>
      positions_;  ///< By field and term.
  std::vector<TermId> present_;
  std::vector<bool> is_present_;
};

}  // namespace newswatch::detectors::topics
