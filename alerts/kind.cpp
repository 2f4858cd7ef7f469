#include "alerts/kind.h"

#include <array>
#include <cstddef>

namespace newswatch::alerts {
namespace {

struct Named {
  std::string_view name;
  bool is_found_in_articles = false;
};
constexpr std::array<Named, 6> kKinds = {{{"topic", true},
                                          {"official", true},
                                          {"statement", true},
                                          {"surge"},
                                          {"digest"},
                                          {"retraction"}}};

}  // namespace

std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)].name; }

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const Named& kind : kKinds) names.push_back(kind.name);
  return names;
}

std::optional<Kind> kind_of_detections(std::uint64_t number) {
  if (number >= kKinds.size() || !kKinds[number].is_found_in_articles) return std::nullopt;
  return static_cast<Kind>(number);
}

}  // namespace newswatch::alerts
