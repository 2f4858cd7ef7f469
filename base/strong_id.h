#pragma once

#include <compare>
#include <string>
#include <utility>

namespace newswatch {

/// A string that names one kind of thing, so that two kinds can't be swapped in a call.
template <typename Tag>
struct StrongId {
  StrongId() = default;
  explicit StrongId(std::string v) : value(std::move(v)) {}

  auto operator<=>(const StrongId&) const = default;

  std::string value;
};

using ArticleId = StrongId<struct ArticleTag>;
using RuleId = StrongId<struct RuleTag>;

}  // namespace newswatch
