#include "detectors/officials/official_detector.h"

#include <algorithm>
#include <map>

namespace newswatch::detectors::officials {
namespace {

class OfficialScratch final : public Scratch {
 public:
  std::vector<NameMention> mentions;
};

std::string_view name_of(ResolvedBy way) {
  switch (way) {
    case ResolvedBy::FullName:
      return "full_name";
    case ResolvedBy::Alias:
      return "alias";
    case ResolvedBy::TitleAndSurname:
      return "title_and_surname";
    case ResolvedBy::Surname:
      return "surname";
  }
  return "";
}

/// An order of the ways by how seldom they mislead, not a measured probability.
double confidence_of(ResolvedBy way) {
  switch (way) {
    case ResolvedBy::FullName:
      return 0.98;
    case ResolvedBy::Alias:
      return 0.95;
    case ResolvedBy::TitleAndSurname:
      return 0.9;
    case ResolvedBy::Surname:
      return 0.8;
  }
  return 0;
}

}  // namespace

OfficialDetector::OfficialDetector(std::vector<rules::Official> officials,
                                   std::vector<RuleSummary> summaries, std::vector<bool> alert)
    : officials_(std::move(officials)),
      summaries_(std::move(summaries)),
      alert_(std::move(alert)),
      finder_(officials_) {}

std::unique_ptr<Scratch> OfficialDetector::make_scratch() const {
  return std::make_unique<OfficialScratch>();
}

alerts::Mention OfficialDetector::mention_of(const NameMention& found,
                                             const text::Analysis& analysis,
                                             std::optional<Date> day) const {
  const rules::Official& official = officials_[found.official];
  const rules::Office office = office_on(official, day);
  const auto& tokens = analysis.of(found.field).tokens;
  return {.official = summaries_[found.official].id,
          .name = official.name,
          .role = office.role,
          .former_role = office.former_role,
          .country = office.country,
          .resolved_by = name_of(found.resolved_by),
          .confidence = confidence_of(found.resolved_by),
          .place = {found.field, {tokens[found.first].span.begin, tokens[found.end - 1].span.end}}};
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
  auto& mentions = dynamic_cast<OfficialScratch&>(scratch).mentions;
  finder_.find(analysis, day, mentions);

  std::map<std::uint32_t, std::vector<std::size_t>> by_official;
  for (const NameMention& mention : mentions) {
    by_official[mention.official].push_back(found.mentions.size());
    found.mentions.push_back(mention_of(mention, analysis, day));
  }
  for (auto& [official, indexes] : by_official) {
    if (!alert_[official]) continue;
    alerts::Detection detection{.kind = alerts::Kind::Official, .rule = &summaries_[official]};
    for (const std::size_t index : indexes) {
      detection.matches.push_back({found.mentions[index].place, officials_[official].name});
    }
    detection.mention_indexes = std::move(indexes);
    found.detections.push_back(std::move(detection));
  }
}

}  // namespace newswatch::detectors::officials
