#include "publishers/traceparent.h"

#include <fmt/format.h>

namespace newswatch::publishers {
namespace {

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_id(std::string_view text) {
  return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

// 00-<32>-<16>-<2>
bool is_well_formed(std::string_view text) {
  return text.size() == 55 && text.starts_with("00-") && text[35] == '-' && text[52] == '-' &&
         is_id(text.substr(3, kTraceDigits)) && is_id(text.substr(36, kSpanDigits)) &&
         is_hex(text.substr(53));
}

}  // namespace

std::string outgoing_traceparent(std::string_view incoming, std::string_view id) {
  const bool keep = is_well_formed(incoming);
  return fmt::format("00-{}-{}-{}", keep ? incoming.substr(3, kTraceDigits) : id,
                     id.substr(0, kSpanDigits), keep ? incoming.substr(53) : "00");
}

}  // namespace newswatch::publishers
