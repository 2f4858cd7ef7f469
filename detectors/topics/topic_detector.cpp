#include "detectors/topics/topic_detector.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "base/short_timer.h"

namespace newswatch::detectors::topics {
namespace {

class TopicScratch final : public Scratch {
 public:
  explicit TopicScratch(const QueryIndex& index) : session(index) {}

  QueryIndex::Session session;
  std::vector<QueryIndex::QueryCost> costs;
};

alerts::Explanation explanation_of(const Evaluator::Verdict& verdict,
                                   const CompiledQueries& queries, const ArticleTerms& terms) {
  alerts::Explanation explanation{.clause = to_string(queries.query_of(*verdict.clause)),
                                  .matched = verdict.met,
                                  .hits = {},
                                  .parts = {}};
  for (const Stretch hit : verdict.hits) explanation.hits.push_back(terms.place_of(hit));
  for (const auto& part : verdict.parts) {
    explanation.parts.push_back(explanation_of(part, queries, terms));
  }
  if (verdict.score) {
    explanation.score = alerts::Score{*verdict.score, queries.threshold(*verdict.clause)};
  }
  return explanation;
}

/// The explanation of a topic that is met only if its query is, and a stance is found.
alerts::Explanation with_stances(alerts::Explanation query, const StanceCondition& condition,
                                 const std::vector<alerts::Stance>& stances) {
  alerts::Explanation own{to_string(condition), false, {}, {}};
  for (const std::size_t index : condition.pick(stances)) own.hits.push_back(stances[index].place);
  own.matched = !own.hits.empty();
  alerts::Explanation both{
      fmt::format("({}) AND {}", query.clause, own.clause), query.matched && own.matched, {}, {}};
  both.parts.push_back(std::move(query));
  both.parts.push_back(std::move(own));
  return both;
}

}  // namespace

TopicDetector::TopicDetector(std::vector<TopicRule> topics, const DetectorOptions& options)
    : index_(options.near_miss_margin) {
  const WordFrequencies frequencies;
  for (TopicRule& topic : topics) {
    index_.add(topic.query, frequencies);
    topics_.push_back({std::move(topic.summary), topic.alert, topic.kind, std::move(topic.stance)});
  }
  index_.build();
  numbers_by_id_.resize(topics_.size());
  std::iota(numbers_by_id_.begin(), numbers_by_id_.end(), 0U);
  std::ranges::sort(numbers_by_id_, {},
                    [&](std::uint32_t n) -> const RuleId& { return rule(n).id; });
}

std::unique_ptr<Scratch> TopicDetector::make_scratch() const {
  return std::make_unique<TopicScratch>(index_);
}

void TopicDetector::detect(const articles::Article& article, const text::Analysis& analysis,
                           Scratch& scratch, alerts::Findings& found,
                           std::vector<RuleCost>* costs) const {
  if (topics_.empty()) return;
  auto& own = dynamic_cast<TopicScratch&>(scratch);
  QueryIndex::Session& session = own.session;
  own.costs.clear();
  const auto matched =
      session.match(article, analysis, found, costs == nullptr ? nullptr : &own.costs);
  if (costs != nullptr) {
    for (const auto& [query, time] : own.costs) costs->push_back({&topics_[query].summary, time});
  }
  session.prepare_to_collect();
  for (const QueryIndex::Met& met : matched) {
    const Topic& topic = topics_[met.query];
    if (!topic.alert) continue;
    std::optional<ShortTimer> timer;
    if (costs != nullptr) timer.emplace();
    alerts::Detection detection{.kind = topic.kind, .rule = &topic.summary};
    if (topic.stance) {
      detection.stance_indexes = topic.stance->pick(found.stances);
      if (topic.stance->is_required && detection.stance_indexes.empty()) continue;
    }
    session.collect(met, detection.matches);
    detection.quotation_indexes = session.quoted();
    detection.score = session.score_of(met.query);
    found.detections.push_back(std::move(detection));
    if (timer) costs->push_back({&topic.summary, timer->lap()});
  }
  add_near_misses(session, found);
}

void TopicDetector::add_near_misses(QueryIndex::Session& session, alerts::Findings& found) const {
  for (const QueryIndex::NearMiss& near_miss : session.near_misses()) {
    const Topic& topic = topics_[near_miss.query];
    if (!topic.alert) continue;
    alerts::Detection detection{.kind = topic.kind, .rule = &topic.summary};
    session.collect(near_miss, detection.matches);
    // What has nothing of what the topic asks for is no near miss, whatever it lacks.
    if (detection.matches.empty()) continue;
    detection.score = session.score_of(near_miss.query);
    found.near_misses.push_back(
        {std::move(detection), to_string(index_.queries().query_of(*near_miss.missed))});
  }
}

std::optional<alerts::Explanation> TopicDetector::explain(std::string_view id, Scratch& scratch,
                                                          const alerts::Findings& found) const {
  const auto id_of = [&](std::uint32_t n) -> std::string_view { return rule(n).id.value; };
  const auto number = std::ranges::lower_bound(numbers_by_id_, id, {}, id_of);
  if (number == numbers_by_id_.end() || id_of(*number) != id) return std::nullopt;
  auto& session = dynamic_cast<TopicScratch&>(scratch).session;
  const auto verdict = session.explain(*number);
  auto explanation = explanation_of(verdict, index_.queries(), session.terms());
  const auto& stance = topics_[*number].stance;
  if (!stance || !stance->is_required) return explanation;
  return with_stances(std::move(explanation), *stance, found.stances);
}

std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems) {
  return std::make_unique<TopicDetector>(read_topics(std::move(entries), directory, problems),
                                         options);
}

}  // namespace newswatch::detectors::topics
