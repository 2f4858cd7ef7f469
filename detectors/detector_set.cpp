#include "detectors/detector_set.h"

#include <algorithm>
#include <tuple>

#include "base/activity.h"
#include "detectors/registry.h"

namespace newswatch::detectors {
namespace {

bool may_meet_an_article(const rules::RuleEntry& entry) {
  if (entry.section == kSurgeSection) return false;
  return std::ranges::none_of(detector_kinds(), [&](const DetectorKind& kind) {
    return entry.section == kind.helper_section;
  });
}

bool feeds(const rules::RuleEntry& entry, const DetectorKind& kind) {
  // One that was moved to its detector has no section any more.
  return !entry.section.empty() &&
         (entry.section == kind.section || entry.section == kind.helper_section);
}

}  // namespace

std::shared_ptr<const DetectorSet> DetectorSet::load(const std::string& path,
                                                     rules::Problems& problems,
                                                     const DetectorOptions& options) {
  return create(rules::load_rule_files(path, section_names(), problems), problems, options);
}

std::shared_ptr<const DetectorSet> DetectorSet::read(std::span<const rules::RuleText> texts,
                                                     rules::Problems& problems,
                                                     const DetectorOptions& options) {
  return create(rules::read_rules(texts, section_names(), problems), problems, options);
}

std::shared_ptr<const DetectorSet> DetectorSet::read(std::string_view text, const std::string& file,
                                                     rules::Problems& problems,
                                                     const DetectorOptions& options) {
  return create(rules::read_rules(text, file, section_names(), problems), problems, options);
}

std::shared_ptr<const DetectorSet> DetectorSet::create(std::vector<rules::RuleEntry> entries,
                                                       rules::Problems& problems,
                                                       const DetectorOptions& options) {
  auto set = std::make_shared<DetectorSet>();
  for (const rules::RuleEntry& entry : entries) {
    if (entry.alert && may_meet_an_article(entry)) set->rule_ids_.push_back(entry.summary.id.value);
  }
  std::ranges::sort(set->rule_ids_);
  for (const rules::RuleEntry& entry : entries) {
    if (!canonical_form(entry.options).empty())
      set->alert_options_.emplace(entry.summary.id.value, entry.options);
  }
  const auto directory = directory_of(entries, options);
  set->surges_ = rules::read_surges(entries, rule_sections(), directory, problems);
  for (const DetectorKind& kind : detector_kinds()) {
    std::vector<rules::RuleEntry> own;
    for (rules::RuleEntry& entry : entries) {
      if (feeds(entry, kind)) own.push_back(std::move(entry));
    }
    const auto rules = kind.has_section ? std::optional(static_cast<std::size_t>(std::ranges::count(
                                              own, kind.section, &rules::RuleEntry::section)))
                                        : std::nullopt;
    set->parts_.push_back(
        {kind.section, rules, kind.create(std::move(own), directory, options, problems)});
  }
  // Found in several passes; people read them from the top of a file to its end.
  for (auto* list : {&problems.errors, &problems.warnings}) {
    std::ranges::stable_sort(*list, {},
                             [](const rules::Problem& p) { return std::tie(p.file, p.position); });
  }
  if (!problems.errors.empty()) return nullptr;
  return set;
}

DetectorSet::Scratches DetectorSet::make_scratches() const {
  Scratches scratches;
  for (const Part& part : parts_) scratches.push_back(part.detector->make_scratch());
  return scratches;
}

void DetectorSet::detect(const articles::Article& article, const text::Analysis& analysis,
                         const Scratches& scratches, alerts::Findings& found, const Timer& timer,
                         std::vector<RuleCost>* costs) const {
  found.clear();
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const auto begin = std::chrono::steady_clock::now();
    Activity::note(parts_[i].section);
    parts_[i].detector->detect(article, analysis, *scratches[i], found, costs);
    if (timer) timer(parts_[i].section, std::chrono::steady_clock::now() - begin);
  }
  const auto id = [](const alerts::Detection& d) -> const RuleId& { return d.rule->id; };
  std::ranges::sort(found.detections, {}, id);
  std::ranges::sort(found.near_misses, {},
                    [&](const alerts::NearMiss& miss) { return id(miss.detection); });
}

std::optional<alerts::Explanation> DetectorSet::explain(std::string_view id,
                                                        const Scratches& scratches,
                                                        const alerts::Findings& found) const {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    auto explanation = parts_[i].detector->explain(id, *scratches[i], found);
    if (explanation) return explanation;
  }
  return std::nullopt;
}

std::optional<alerts::Explanation> DetectorSet::explain(std::string_view id,
                                                        const articles::Article& article,
                                                        const text::Analysis& analysis) const {
  const Scratches scratches = make_scratches();
  alerts::Findings found;
  detect(article, analysis, scratches, found, {});
  return explain(id, scratches, found);
}

}  // namespace newswatch::detectors
