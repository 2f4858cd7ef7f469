#pragma once

#include <string>
#include <string_view>

#include "base/byte_codec.h"
#include "base/result.h"
#include "base/rule_summary.h"

namespace newswatch::correlation {

/// Binary form of what an alert says about its rule, as a part of a larger one.
void write(ByteWriter& writer, const RuleSummary& rule);
/// The reader knows whether it was one.
RuleSummary read_rule(ByteReader& reader);

/// The same as a whole; its first number is its version.
std::string encode(const RuleSummary& rule);
/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<RuleSummary> decode_rule(std::string_view bytes);

}  // namespace newswatch::correlation
