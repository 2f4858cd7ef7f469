#include "detectors/topics/topic_rules.h"

#include <algorithm>
#include <unordered_map>

#include "base/digest.h"
#include "base/utf8.h"
#include "rules/map_reader.h"
#include "rules/query_lint.h"
#include "rules/query_parser.h"
#include "rules/query_references.h"
#include "text/stemmer.h"

namespace newswatch::detectors::topics {
namespace {

using rules::Query;
using rules::QueryOptions;

/// A query as written, its references not looked up yet.
struct WrittenTopic {
  rules::RuleEntry entry;
  std::string text;
  rules::Position position;
  Query query;
  std::optional<StanceCondition> stance;
};

QueryOptions::DefaultOperator read_default_operator(rules::MapReader& reader) {
  const std::string name = reader.text("default_operator").value_or("");
  const auto named = rules::default_operator_named(name);
  if (!named && !name.empty()) {
    reader.problem("default_operator", "expected AND or OR instead of \"" + name + "\"");
  }
  return named.value_or(QueryOptions::DefaultOperator::None);
}

std::string read_stem_language(rules::MapReader& reader) {
  const std::string language = reader.text("stem").value_or("");
  if (language.empty()) return language;
  if (const auto stemmer = text::Stemmer::create(language); !stemmer) {
    reader.problem("stem", stemmer.error().message);
    return "";
  }
  return language;
}

std::optional<WrittenTopic> read_topic(rules::RuleEntry entry,
                                       const rules::RuleDirectory& directory,
                                       rules::Problems& problems) {
  rules::MapReader reader = rules::reader_of(entry, problems);
  WrittenTopic topic;
  topic.text = reader.required_text("query");
  topic.position = reader.position_of("query");
  const QueryOptions options{.default_operator = read_default_operator(reader),
                             .stem_language = read_stem_language(reader),
                             .metadata = directory.metadata};
  topic.stance = read_stance(entry, reader, problems.errors);
  reader.finish();
  if (is_blank(topic.text)) return std::nullopt;  // reported as missing
  auto parsed = rules::parse_query(topic.text, options);
  if (!parsed) {
    problems.errors.push_back({entry.file, topic.position, "query: " + parsed.error().message});
    return std::nullopt;
  }
  for (const std::string& warning : parsed->warnings) {
    problems.warnings.push_back({entry.file, topic.position, "query: " + warning});
  }
  topic.query = std::move(parsed->query);
  topic.entry = std::move(entry);
  return topic;
}

void add_speakers(const Query& query, const rules::RuleDirectory& directory,
                  std::vector<std::string>& parts) {
  constexpr std::string_view kRole = "role:";
  for (const std::string& speaker : query.values) {
    const bool is_role = speaker.starts_with(kRole);
    const auto& known = is_role ? directory.roles : directory.officials;
    const auto found = known.find(is_role ? speaker.substr(kRole.size()) : speaker);
    if (found != known.end()) parts.push_back(found->second);
  }
}

/// What a query refers to in other sections, in the order of the query.
void add_definitions(const Query& query, const rules::RuleDirectory& directory,
                     std::vector<std::string>& parts) {
  const auto& known = query.kind == Query::Kind::Role ? directory.roles : directory.officials;
  if (query.kind == Query::Kind::Official || query.kind == Query::Kind::Role) {
    parts.push_back(known.at(query.name));
  }
  if (query.kind == Query::Kind::Quote) add_speakers(query, directory, parts);
  for (const Query& part : query.parts) add_definitions(part, directory, parts);
}

/// Two topics that ask the same raise two alerts for each article.
/// @param twins  by what they ask: the topics before.
void warn_of_twin(const WrittenTopic& topic, const std::string& spelled,
                  std::unordered_map<std::string, std::string>& twins, rules::Problems& problems) {
  const std::string& id = topic.entry.summary.id.value;
  const auto [twin, is_first] = twins.try_emplace(spelled, id);
  if (is_first) return;
  problems.warnings.push_back({topic.entry.file, topic.position,
                               "query: asks the same as the topic \"" + twin->second + "\""});
}

template <typename Value>
std::set<std::string> keys_of(const std::map<std::string, Value>& map) {
  std::set<std::string> keys;
  for (const auto& [key, value] : map) keys.insert(key);
  return keys;
}

std::vector<WrittenTopic> written_topics(std::vector<rules::RuleEntry> entries,
                                         const rules::RuleDirectory& directory,
                                         rules::Problems& problems) {
  std::vector<WrittenTopic> written;
  for (rules::RuleEntry& entry : entries) {
    auto topic = read_topic(std::move(entry), directory, problems);
    if (topic) written.push_back(*std::move(topic));
  }
  return written;
}

}  // namespace

rules::ReferenceTargets reference_targets(const TopicQueries& queries, std::set<std::string> ids,
                                          const rules::RuleDirectory& directory) {
  return {.topic =
              [&queries](const std::string& id) {
                const auto found = queries.find(id);
                return found == queries.end() ? nullptr : &found->second;
              },
          .topics = std::move(ids),
          .officials = keys_of(directory.officials),
          .roles = keys_of(directory.roles),
          .labels = directory.labels};
}

TopicQueries topic_queries(const rules::RuleDirectory& directory) {
  rules::Problems told_elsewhere;
  TopicQueries queries;
  for (WrittenTopic& topic : written_topics(directory.topics, directory, told_elsewhere)) {
    queries.emplace(topic.entry.summary.id.value, std::move(topic.query));
  }
  return queries;
}

std::string version_of(std::string_view kind, const rules::RuleEntry& entry, const Query& query,
                       const std::string& spelled, const rules::RuleDirectory& directory) {
  const RuleSummary& summary = entry.summary;
  std::vector<std::string> parts = {std::string(kind), summary.id.value,           summary.name,
                                    summary.severity,  entry.alert ? "alert" : "", spelled};
  for (const auto& [key, value] : summary.labels) parts.insert(parts.end(), {key, value});
  const auto options = canonical_form(entry.options);
  if (!options.empty()) parts.emplace_back("options");
  parts.insert(parts.end(), options.begin(), options.end());
  add_definitions(query, directory, parts);
  return digest({parts.begin(), parts.end()});
}

std::vector<TopicRule> read_topics(std::vector<rules::RuleEntry> entries,
                                   const rules::RuleDirectory& directory,
                                   rules::Problems& problems) {
  std::set<std::string> ids;
  for (const rules::RuleEntry& entry : entries) ids.insert(entry.summary.id.value);
  auto written = written_topics(std::move(entries), directory, problems);
  TopicQueries queries;
  for (const WrittenTopic& topic : written) {
    queries.emplace(topic.entry.summary.id.value, topic.query);
  }
  const auto targets = reference_targets(queries, std::move(ids), directory);

  std::vector<TopicRule> topics;
  std::unordered_map<std::string, std::string> twins;
  for (WrittenTopic& topic : written) {
    const std::string& id = topic.entry.summary.id.value;
    auto query = with_references(id, topic.query, topic.text, targets);
    if (!query) {
      problems.errors.push_back(
          {topic.entry.file, topic.position, "query: " + query.error().message});
      continue;
    }
    for (const std::string& warning : rules::lint_query(*query)) {
      problems.warnings.push_back({topic.entry.file, topic.position, "query: " + warning});
    }
    std::string spelled = spelled_out(*query);
    if (topic.stance) {
      spelled += (topic.stance->is_required ? " AND " : ", ") + to_string(*topic.stance);
    }
    warn_of_twin(topic, spelled, twins, problems);
    TopicRule rule{.summary = topic.entry.summary, .alert = topic.entry.alert, .query = {}};
    rule.summary.version = version_of("topic", topic.entry, *query, spelled, directory);
    rule.query = *std::move(query);
    rule.stance = std::move(topic.stance);
    topics.push_back(std::move(rule));
  }
  return topics;
}

}  // namespace newswatch::detectors::topics
