#pragma once

#include <algorithm>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace newswatch::text {

/// An array that is filled again and again: emptied, it keeps its memory and does not clear it.
/// Behind its last element there are always `kPadding` more that may be read and written; they mean
/// nothing.
template <typename T, std::size_t kPadding>
class ReusableArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  using value_type = T;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* data() { return elements_.data(); }
  const T* data() const { return elements_.data(); }
  T* begin() { return data(); }
  T* end() { return data() + size_; }
  const T* begin() const { return data(); }
  const T* end() const { return data() + size_; }
  T& operator[](std::size_t i) { return elements_[i]; }
  const T& operator[](std::size_t i) const { return elements_[i]; }
  T& front() { return elements_[0]; }
  const T& front() const { return elements_[0]; }
  T& back() { return elements_[size_ - 1]; }
  const T& back() const { return elements_[size_ - 1]; }

  void clear() { size_ = 0; }

  void push_back(const T& element) {
    reserve(size_ + 1);
    elements_[size_++] = element;
  }

  /// @return a new last element, which holds whatever was there before: to be filled in place.
  T& append() {
    reserve(size_ + 1);
    return elements_[size_++];
  }

  /// New elements hold whatever was there before.
  void resize(std::size_t size) {
    reserve(size);
    size_ = size;
  }

  void reserve(std::size_t size) {
    if (size + kPadding > elements_.size()) {
      elements_.resize(std::max(size + kPadding, elements_.size() * 2));
    }
  }

 private:
  std::vector<T> elements_ = std::vector<T>(kPadding);
  std::size_t size_ = 0;
};

}  // namespace newswatch::text
