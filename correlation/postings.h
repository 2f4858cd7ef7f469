#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace newswatch::correlation {

/// Which articles have a mark: a flat hash table from 32-bit marks to small numbers of articles, or
/// of whatever else has marks, as stories have terms.
///
/// Nearly every mark is in one article, whose number then stands in the table itself; those of
/// several are in a list, which is kept in the order that the owner gives. Memory: 8 bytes a mark
/// at a load of up to four fifths, nothing while it is empty.
class Postings {
 public:
  using Number = std::uint32_t;  ///< Below 2^31.
  /// Whether the first article stands before the second one: a strict order, the same for all calls
  /// while the two are in.
  using Before = std::function<bool(Number, Number)>;

  /// An article inserted twice must be erased twice.
  void insert(std::uint32_t mark, Number article, const Before& before);
  /// Does nothing when they have not met.
  void erase(std::uint32_t mark, Number article, const Before& before);

  /// @return in order; borrowed until the next change.
  std::span<const Number> find(std::uint32_t mark) const;

 private:
  struct Slot {
    std::uint32_t mark = 0;
    std::uint32_t value = kFree;  ///< The article, or with `kList` a place in `lists_`.
  };
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  static constexpr std::uint32_t kList = 0x80000000;

  static bool is_list(std::uint32_t value) { return value != kFree && (value & kList) != 0; }
  std::size_t home_of(std::uint32_t mark) const;
  /// @return where the mark is, or where it would be put.
  std::size_t place_of(std::uint32_t mark) const;
  void grow();
  std::size_t behind(std::size_t place) const { return place + 1 == slots_.size() ? 0 : place + 1; }
  void remove(std::size_t place);
  std::uint32_t new_list(std::vector<Number> articles);

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::vector<std::vector<Number>> lists_;
  std::vector<std::uint32_t> free_lists_;
};

}  // namespace newswatch::correlation
