#pragma once

#include <string>
#include <string_view>

namespace newswatch::publishers {

/// @param incoming  the record's `traceparent`, or empty. Its trace and flags are kept when it is
///                  well-formed: `00-` 32 `-` 16 `-` 2 lower-case hexadecimal digits, no id all 0.
/// @param id        32 hexadecimal digits: the trace of a record that has none. The span is its
///                  first 16, so that a replay gives the same.
/// Source: W3C Trace Context.
std::string outgoing_traceparent(std::string_view incoming, std::string_view id);

}  // namespace newswatch::publishers
