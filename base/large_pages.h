#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace newswatch {

/// For containers that are read here and there all over: from 2 MiB on their memory asks the kernel
/// for large pages, so that a look-up costs one miss of the cache and not a second one to find the
/// page. Where the kernel has none to give, it is ordinary memory.
template <typename T>
struct LargePages {
  using value_type = T;
  static constexpr std::size_t kPage = std::size_t{2} << 20;

  LargePages() = default;
  template <typename Other>
  LargePages(const LargePages<Other>&) {}  // NOLINT: allocators convert

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    if (bytes < kPage) return static_cast<T*>(::operator new(bytes));
    const std::size_t whole = (bytes + kPage - 1) / kPage * kPage;
    void* memory = ::operator new(whole, std::align_val_t{kPage});
    madvise(memory, whole, MADV_HUGEPAGE);  // a wish: without it all works too
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t count) {
    if (count * sizeof(T) < kPage) return ::operator delete(memory);
    ::operator delete(memory, std::align_val_t{kPage});
  }

  bool operator==(const LargePages&) const { return true; }
};

}  // namespace newswatch
