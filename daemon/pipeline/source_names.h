#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "articles/article.h"

namespace newswatch::daemon {

/// The outlets that are counted by name. There are more of them in the world than a label may have
/// values, so the rest is one.
class SourceNames {
 public:
  static constexpr std::string_view kOther = "other";

  SourceNames() = default;
  /// @param names  domains or names of outlets, in any case.
  explicit SourceNames(const std::vector<std::string>& names);

  /// @return the name as it was configured, in lower case: the article's domain or the nearest
  ///         above it, else the outlet's name, else `other`.
  std::string name_of(const articles::Outlet& source) const;

 private:
  std::set<std::string, std::less<>> names_;
};

}  // namespace newswatch::daemon
