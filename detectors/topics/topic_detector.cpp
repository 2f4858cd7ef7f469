#include "detectors/topics/topic_detector.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/digest.h"
#include "base/utf8.h"
#include "rules/map_reader.h"
#include "rules/query_analysis.h"
#include "rules/query_parser.h"

namespace newswatch::detectors::topics {
namespace {

using Kind = rules::Query::Kind;

class TopicScratch final : public Scratch {
 public:
  TopicScratch(std::size_t terms, std::size_t topics) : occurrences(terms), is_candidate(topics) {}

  Occurrences occurrences;
  std::vector<std::uint32_t> candidates;
  std::vector<bool> is_candidate;
};

/// Adds the words that made `verdict` true, in no order.
void collect(const Verdict& verdict, const text::Analysis& analysis,
             std::vector<alerts::Match>& matches) {
  if (!verdict.matched || verdict.clause->kind == Kind::Not) return;
  const bool positional = verdict.clause->kind == Kind::Words ||
                          verdict.clause->kind == Kind::Near ||
                          verdict.clause->kind == Kind::OrderedNear;
  if (!positional) {
    for (const Verdict& part : verdict.parts) collect(part, analysis, matches);
    return;
  }
  for (const Hit& hit : verdict.hits) {
    for (const LeafHit& leaf : hit.leaves) {
      const Place place{hit.field, span_of(analysis.of(hit.field), leaf.first, leaf.last)};
      matches.push_back({place, leaf.clause->text});
    }
  }
}

/// In order of place, each place once.
std::vector<alerts::Match> matches_of(const Verdict& verdict, const text::Analysis& analysis) {
  std::vector<alerts::Match> matches;
  collect(verdict, analysis, matches);
  std::ranges::stable_sort(matches, {}, &alerts::Match::place);
  const auto repeated = std::ranges::unique(matches, {}, &alerts::Match::place);
  matches.erase(repeated.begin(), repeated.end());
  return matches;
}

alerts::Explanation explanation_of(const Verdict& verdict, const text::Analysis& analysis) {
  alerts::Explanation explanation{verdict.clause->text, verdict.matched, {}, {}};
  for (const Hit& hit : verdict.hits) {
    explanation.hits.push_back({hit.field, span_of(analysis.of(hit.field), hit.first, hit.last)});
  }
  for (const Verdict& part : verdict.parts)
    explanation.parts.push_back(explanation_of(part, analysis));
  return explanation;
}

std::string version_of(const RuleSummary& summary, bool alert, const rules::Query& query) {
  const std::string canonical = to_string(query);
  std::vector<std::string_view> parts = {"topic",          summary.id.value,     summary.name,
                                         summary.severity, alert ? "alert" : "", canonical};
  for (const auto& [key, value] : summary.labels) parts.insert(parts.end(), {key, value});
  return digest(parts);
}

std::optional<rules::Query> read_query(const rules::RuleEntry& entry, rules::Problems& problems) {
  rules::MapReader reader(entry.node, entry.file, problems.errors);
  for (const char* key : rules::kCommonKeys) reader.know(key);
  const std::string text = reader.required_text("query");
  const rules::Position position = reader.position_of("query");
  reader.finish();
  if (is_blank(text)) return std::nullopt;  // reported as missing
  auto parsed = rules::parse_query(text);
  if (!parsed) {
    problems.errors.push_back({entry.file, position, "query: " + parsed.error().message});
    return std::nullopt;
  }
  for (const std::string& warning : parsed->warnings) {
    problems.warnings.push_back({entry.file, position, "query: " + warning});
  }
  return std::move(parsed->query);
}

}  // namespace

TopicDetector::TopicDetector(std::vector<Topic> topics, Dictionary dictionary,
                             std::vector<std::vector<std::uint32_t>> topics_by_term)
    : topics_(std::move(topics)),
      dictionary_(std::move(dictionary)),
      topics_by_term_(std::move(topics_by_term)) {}

std::unique_ptr<Scratch> TopicDetector::make_scratch() const {
  return std::make_unique<TopicScratch>(dictionary_.size(), topics_.size());
}

void TopicDetector::detect(const articles::Article&, const text::Analysis& analysis,
                           Scratch& scratch, alerts::Findings& found) const {
  auto& own = dynamic_cast<TopicScratch&>(scratch);
  own.occurrences.read(analysis, dictionary_);
  own.candidates.clear();
  for (const TermId term : own.occurrences.present()) {
    for (const std::uint32_t topic : topics_by_term_[term]) {
      if (own.is_candidate[topic]) continue;
      own.is_candidate[topic] = true;
      own.candidates.push_back(topic);
    }
  }
  for (const std::uint32_t index : own.candidates) {
    own.is_candidate[index] = false;
    const Topic& topic = topics_[index];
    if (!topic.alert) continue;
    const Verdict verdict = evaluate(topic.query, analysis, own.occurrences);
    if (!verdict.matched) continue;
    found.detections.push_back(
        {alerts::Kind::Topic, &topic.summary, matches_of(verdict, analysis), {}});
  }
}

std::optional<alerts::Explanation> TopicDetector::explain(std::string_view id,
                                                          const articles::Article&,
                                                          const text::Analysis& analysis) const {
  const auto topic =
      std::ranges::find(topics_, id, [](const Topic& t) { return t.summary.id.value; });
  if (topic == topics_.end()) return std::nullopt;
  Occurrences occurrences(dictionary_.size());
  occurrences.read(analysis, dictionary_);
  return explanation_of(evaluate(topic->query, analysis, occurrences), analysis);
}

std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries, rules::Problems& problems) {
  std::vector<TopicDetector::Topic> topics;
  Dictionary dictionary;
  std::vector<std::vector<std::uint32_t>> topics_by_term;
  for (rules::RuleEntry& entry : entries) {
    const auto query = read_query(entry, problems);
    if (!query) continue;
    entry.summary.version = version_of(entry.summary, entry.alert, *query);
    const auto index = static_cast<std::uint32_t>(topics.size());
    topics.push_back({std::move(entry.summary), entry.alert, compile(*query, dictionary)});
    topics_by_term.resize(dictionary.size());
    const auto required = rules::required_words(*query);
    assert(required);  // the parser refuses queries without one
    for (const rules::Word& word : *required) {
      auto& under = topics_by_term[term_of(word, dictionary)];
      if (under.empty() || under.back() != index) under.push_back(index);
    }
  }
  return std::make_unique<TopicDetector>(std::move(topics), std::move(dictionary),
                                         std::move(topics_by_term));
}

}  // namespace newswatch::detectors::topics
