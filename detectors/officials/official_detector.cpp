#include "detectors/officials/official_detector.h"

#include <algorithm>
#include <array>
#include <map>

#include "detectors/officials/mention_finder.h"

namespace newswatch::detectors::officials {
namespace {

class OfficialScratch final : public Scratch {
 public:
  Sightings sightings;
};

/// The ways in which a mention leads to its person. `confidence` is an order of them by how seldom
/// they mislead, not a measured probability.
struct Way {
  std::string_view name;
  double confidence;
};
constexpr std::array<Way, 6> kWays = {{{"full_name", 0.98},
                                       {"alias", 0.95},
                                       {"title_and_surname", 0.9},
                                       {"surname", 0.8},
                                       {"surname_and_context", 0.7},
                                       {"by_role", 0.6}}};
constexpr double kMisspeltConfidence = 0.65;

const Way& way_of(ResolvedBy way) { return kWays[static_cast<std::size_t>(way)]; }

}  // namespace

OfficialDetector::OfficialDetector(const std::vector<rules::Official>& officials,
                                   const std::vector<rules::Office>& offices,
                                   std::vector<RuleSummary> summaries, std::vector<bool> alert)
    : roster_(officials, offices), summaries_(std::move(summaries)), alert_(std::move(alert)) {}

std::unique_ptr<Scratch> OfficialDetector::make_scratch() const {
  return std::make_unique<OfficialScratch>();
}

alerts::Mention OfficialDetector::mention_of(const NameMention& found,
                                             std::optional<Date> day) const {
  const Person& person = roster_.people()[found.official];
  rules::HeldOffice office = office_on(person.roles, day);
  if (found.role) office = {person.roles[*found.role].title, "", person.roles[*found.role].country};
  const Way& way = way_of(found.resolved_by);
  return {.official = summaries_[found.official].id,
          .name = person.name,
          .role = office.role,
          .former_role = office.former_role,
          .country = office.country,
          .resolved_by = way.name,
          .confidence = found.misspelt ? kMisspeltConfidence : way.confidence,
          .place = {found.field, found.span},
          .gender = person.gender};
}

std::optional<alerts::Explanation> OfficialDetector::explain(std::string_view id, Scratch&,
                                                             const alerts::Findings& found) const {
  const auto rule =
      std::ranges::find(summaries_, id, [](const RuleSummary& s) { return s.id.value; });
  if (rule == summaries_.end()) return std::nullopt;
  alerts::Explanation explanation{rule->name, false, {}, {}};
  for (const alerts::Mention& mention : found.mentions) {
    if (mention.official == rule->id) explanation.hits.push_back(mention.place);
  }
  explanation.matched = !explanation.hits.empty();
  return explanation;
}

void OfficialDetector::detect(const articles::Article& article, const text::Analysis& analysis,
                              Scratch& scratch, alerts::Findings& found,
                              std::vector<RuleCost>* /*costs*/) const {
  std::optional<Date> day;
  if (const auto time = article.event_time()) day = std::chrono::floor<std::chrono::days>(*time);
  auto& sightings = dynamic_cast<OfficialScratch&>(scratch).sightings;
  find_mentions(roster_, analysis, {.day = day, .country = article.source.country}, sightings);

  std::map<std::uint32_t, std::vector<std::size_t>> by_official;
  for (const NameMention& mention : sightings.mentions) {
    if (alert_[mention.official]) by_official[mention.official].push_back(found.mentions.size());
    found.mentions.push_back(mention_of(mention, day));
  }
  for (auto& [official, indexes] : by_official) {
    alerts::Detection detection{.kind = alerts::Kind::Official, .rule = &summaries_[official]};
    for (const std::size_t index : indexes) {
      detection.matches.push_back({found.mentions[index].place, roster_.people()[official].name});
    }
    detection.mention_indexes = std::move(indexes);
    found.detections.push_back(std::move(detection));
  }
}

}  // namespace newswatch::detectors::officials
