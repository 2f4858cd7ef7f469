#include "detectors/officials/sightings.h"

#include <algorithm>

namespace newswatch::detectors::officials {

const TitleHit* Sightings::title_before(Field field, std::uint32_t end) const {
  const auto& hits = titles_of(field);
  const auto hit = std::ranges::lower_bound(hits, end, {}, &TitleHit::end);
  return hit != hits.end() && hit->end == end ? &*hit : nullptr;
}

const TitleHit* Sightings::title_at(Field field, std::uint32_t first) const {
  const auto& hits = titles_of(field);
  const auto hit = std::ranges::lower_bound(hits, first, {}, &TitleHit::first);
  return hit != hits.end() && hit->first == first ? &*hit : nullptr;
}

void Sightings::mention(Field field, std::uint32_t first, std::uint32_t end, std::uint32_t official,
                        ResolvedBy way) {
  const FieldWords& text = words(field);
  mentions.push_back({.field = field,
                      .span = {text.at(first).span.begin, text.at(end - 1).span.end},
                      .first = first,
                      .official = official,
                      .resolved_by = way});
}

void Sightings::mention(const Sighting& name, std::uint32_t official, ResolvedBy way) {
  mention(name.field, name.hit.first, name.hit.end, official, way);
}

}  // namespace newswatch::detectors::officials
