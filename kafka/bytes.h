#pragma once

#include <string_view>

namespace newswatch::kafka {

/// @return what librdkafka points to, borrowed; empty where it points to nothing.
inline std::string_view bytes_of(const void* data, std::size_t size) {
  return data == nullptr ? std::string_view()
                         : std::string_view(static_cast<const char*>(data), size);
}

}  // namespace newswatch::kafka
