#pragma once

namespace newswatch {

/// Asks for memory that will be read soon, while other work goes on. Any address will do.
inline void prefetch(const void* address) { __builtin_prefetch(address); }

}  // namespace newswatch
