#include "daemon/pipeline/source_names.h"

#include "base/ascii.h"

namespace newswatch::daemon {

SourceNames::SourceNames(const std::vector<std::string>& names) {
  for (const std::string& name : names) names_.insert(ascii_lower(name));
}

std::string SourceNames::name_of(const articles::Outlet& source) const {
  if (names_.empty()) return std::string(kOther);
  for (std::string_view domain = source.domain; !domain.empty();) {
    if (names_.contains(domain)) return std::string(domain);
    const auto dot = domain.find('.');
    domain = dot == std::string_view::npos ? "" : domain.substr(dot + 1);
  }
  const std::string name = ascii_lower(source.name);
  return names_.contains(name) ? name : std::string(kOther);
}

}  // namespace newswatch::daemon
