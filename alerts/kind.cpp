#include "alerts/kind.h"

#include <array>
#include <cstddef>

namespace newswatch::alerts {
namespace {

struct Named {
  Kind kind;
  std::string_view name;
  bool is_found_in_articles = false;
};
constexpr auto kKinds = std::to_array<Named>({{Kind::Topic, "topic", true},
                                              {Kind::Official, "official", true},
                                              {Kind::Statement, "statement", true},
                                              {Kind::Surge, "surge"},
                                              {Kind::Digest, "digest"},
                                              {Kind::Retraction, "retraction"}});

constexpr bool stand_by_number() {
  for (std::size_t i = 0; i < kKinds.size(); ++i)
    if (static_cast<std::size_t>(kKinds[i].kind) != i) return false;
  return true;
}
static_assert(stand_by_number());

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
