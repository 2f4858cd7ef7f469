#include "daemon/doctor/doctor.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

#include "kafka/access_rights.h"

namespace newswatch::daemon {
namespace {

using Level = Finding::Level;
using kafka::ClusterDescription;
using kafka::TopicDescription;

constexpr int kPartitions = 4;
constexpr const char* kLimit = "max.message.bytes";
constexpr const char* kCleanup = "cleanup.policy";
/// A dead letter carries its record, and so much more: headers that say where it came from and why.
constexpr std::int64_t kHeaderBytes = 4096;

enum class Kind {
  Articles,
  Detections,
  State,
  Alerts,
  DeadLetters,
  NearMisses,
  Annotations,
  Rules,
  Feedback
};

struct Needed {
  Kind kind;
  std::string topic;
};

std::vector<Needed> needed(const Configuration& c) {
  std::vector<Needed> all;
  for (const std::string& topic : c.kafka.topics)
    if (!topic.starts_with('^')) all.push_back({Kind::Articles, topic});
  if (!c.correlation.detection_topic.empty()) {
    all.push_back({Kind::Detections, c.correlation.detection_topic});
    all.push_back({Kind::State, c.correlation.state_topic});
  }
  all.push_back({Kind::Alerts, c.alerts.topic});
  for (const auto& [kind, topic] :
       {std::pair(Kind::DeadLetters, c.alerts.dead_letter_topic),
        std::pair(Kind::NearMisses, c.alerts.near_miss_topic),
        std::pair(Kind::Annotations, c.annotations.topic), std::pair(Kind::Rules, c.rules.topic),
        std::pair(Kind::Feedback, c.feedback.topic)})
    if (!topic.empty()) all.push_back({kind, topic});
  return all;
}

/// @return null where it is missing.
const TopicDescription* find_any(const ClusterDescription& cluster, const std::string& topic) {
  const auto found = std::ranges::find(cluster.topics, topic, &TopicDescription::name);
  return found == cluster.topics.end() || found->is_missing ? nullptr : &*found;
}

/// @return null where nothing is known of it.
const TopicDescription* find(const ClusterDescription& cluster, const std::string& topic) {
  const TopicDescription* found = find_any(cluster, topic);
  return found == nullptr || !found->error.empty() ? nullptr : found;
}

std::optional<std::int64_t> number(const TopicDescription* topic, const std::string& setting) {
  if (topic == nullptr) return std::nullopt;
  const auto found = topic->settings.find(setting);
  if (found == topic->settings.end()) return std::nullopt;
  std::int64_t value = 0;
  const char* end = found->second.data() + found->second.size();
  const auto [at, error] = std::from_chars(found->second.data(), end, value);
  return error == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

std::optional<std::string> text(const TopicDescription& topic, const std::string& setting) {
  const auto found = topic.settings.find(setting);
  return found == topic.settings.end() ? std::nullopt : std::optional(found->second);
}

std::string setting_fix(const std::string& topic, const std::string& setting) {
  return fmt::format(
      "kafka-configs.sh --bootstrap-server $BROKERS --alter --entity-type topics --entity-name {} "
      "--add-config {}",
      topic, setting);
}

void check_replicas(std::vector<Finding>& findings, const TopicDescription& topic, int brokers) {
  if (brokers < 2 || topic.replicas > 1) return;
  findings.push_back(
      {Level::Warning,
       fmt::format("topic \"{}\" has one replica: what it holds is gone with a broker", topic.name),
       "give it three replicas, and min.insync.replicas=2"});
}

void check_compaction(std::vector<Finding>& findings, const TopicDescription& topic, Kind kind) {
  const auto policy = text(topic, kCleanup);
  if (!policy || policy->find("compact") != std::string::npos) return;
  const bool is_state = kind == Kind::State;
  findings.push_back(
      {is_state ? Level::Failure : Level::Warning,
       fmt::format("topic \"{}\" is not compacted: {}", topic.name,
                   is_state ? "what is known of rules goes with its retention" : "it only grows"),
       setting_fix(topic.name, "cleanup.policy=compact")});
}

/// Of the article topics, the most that a record may have.
std::optional<std::int64_t> largest_article(const Configuration& configuration,
                                            const ClusterDescription& cluster) {
  std::optional<std::int64_t> most;
  for (const std::string& name : configuration.kafka.topics)
    if (const auto limit = number(find(cluster, name), kLimit))
      most = std::max(most.value_or(0), *limit);
  return most;
}

void check_dead_letters(std::vector<Finding>& findings, const TopicDescription& letters,
                        std::optional<std::int64_t> article) {
  const auto limit = number(&letters, kLimit);
  if (!limit || !article || *limit >= *article + kHeaderBytes) return;
  findings.push_back(
      {Level::Warning,
       fmt::format("topic \"{}\" takes {} bytes, articles may have {}: dead letters of large ones "
                   "lose their bytes",
                   letters.name, *limit, *article),
       setting_fix(letters.name, fmt::format("{}={}", kLimit, *article + kHeaderBytes))});
}

void check_bombs(std::vector<Finding>& findings, const TopicDescription& articles) {
  const auto type = text(articles, "compression.type");
  if (!type || *type == "uncompressed") return;
  findings.push_back({Level::Warning,
                      fmt::format("topic \"{}\" has compression.type={}: a batch that is small on "
                                  "the wire may be huge in memory",
                                  articles.name, *type),
                      setting_fix(articles.name, "compression.type=uncompressed") +
                          ", where not all producers are trusted"});
}

void check_detections(std::vector<Finding>& findings, const TopicDescription& detections,
                      const TopicDescription* alerts) {
  const auto limit = number(&detections, kLimit);
  const auto alert = number(alerts, kLimit);
  if (!limit || !alert || *limit >= *alert) return;
  findings.push_back({Level::Warning,
                      fmt::format("topic \"{}\" takes {} bytes, alerts may have {}",
                                  detections.name, *limit, *alert),
                      setting_fix(detections.name, fmt::format("{}={}", kLimit, *alert))});
}

void check_same_size(std::vector<Finding>& findings, const TopicDescription& state,
                     const TopicDescription* detections) {
  if (detections == nullptr || detections->partitions == state.partitions) return;
  findings.push_back(
      {Level::Failure,
       fmt::format("topic \"{}\" has {} partitions and \"{}\" has {}: they must have "
                   "the same number",
                   detections->name, detections->partitions, state.name, state.partitions),
       "see \"More partitions\" in docs/operating.md"});
}

void check(std::vector<Finding>& findings, const Needed& one, const TopicDescription& topic,
           const Configuration& configuration, const ClusterDescription& cluster) {
  switch (one.kind) {
    case Kind::Articles:
      check_bombs(findings, topic);
      break;
    case Kind::Detections:
      check_detections(findings, topic, find(cluster, configuration.alerts.topic));
      break;
    case Kind::State:
      check_same_size(findings, topic, find(cluster, configuration.correlation.detection_topic));
      check_compaction(findings, topic, one.kind);
      break;
    case Kind::DeadLetters:
      check_dead_letters(findings, topic, largest_article(configuration, cluster));
      break;
    case Kind::Annotations:
    case Kind::Rules:
    case Kind::Feedback:
      check_compaction(findings, topic, one.kind);
      break;
    case Kind::Alerts:
    case Kind::NearMisses:
      break;
  }
  check_replicas(findings, topic, cluster.brokers);
}

/// @param partitions  of the topic that must have as many; nothing where none must.
kafka::NewTopic new_topic(const Needed& one, std::optional<int> partitions) {
  kafka::NewTopic topic{.name = one.topic, .partitions = partitions.value_or(kPartitions)};
  switch (one.kind) {
    case Kind::Articles:
      topic.settings = {{"compression.type", "uncompressed"}, {kLimit, "4194304"}};
      break;
    case Kind::State:
      topic.settings = {{kCleanup, "compact"},
                        {"segment.bytes", "67108864"},
                        {"min.cleanable.dirty.ratio", "0.3"}};
      break;
    case Kind::DeadLetters:
      topic.partitions = 1;
      topic.settings = {{kLimit, "8388608"}};
      break;
    case Kind::NearMisses:
      topic.partitions = 1;
      break;
    case Kind::Annotations:
      topic.settings = {{kCleanup, "compact"}};
      break;
    case Kind::Rules:
    case Kind::Feedback:
      topic.partitions = 1;
      topic.settings = {{kCleanup, "compact"}};
      break;
    case Kind::Detections:
    case Kind::Alerts:
      break;
  }
  return topic;
}

/// What Newswatch does with a topic, by the brokers' names.
std::vector<std::string_view> uses_of(Kind kind) {
  switch (kind) {
    case Kind::Articles:
    case Kind::Rules:
    case Kind::Feedback:
      return {"Read"};
    case Kind::Detections:
    case Kind::State:
      return {"Read", "Write"};
    case Kind::Alerts:
    case Kind::DeadLetters:
    case Kind::NearMisses:
    case Kind::Annotations:
      return {"Write"};
  }
  return {};
}

/// Brokers show a topic to whoever may do anything with it, so here all rights are missing.
Finding no_right(const Needed& one, const kafka::Identity& identity) {
  std::vector<kafka::Right> rights;
  for (const auto use : uses_of(one.kind)) rights.push_back({use, "topic", one.topic});
  return {Level::Failure,
          fmt::format("topic \"{}\": {} lacks {} on it", one.topic,
                      identity.principal.empty() ? "this user" : identity.principal,
                      fmt::join(uses_of(one.kind), " and ")),
          kafka::granting_command(rights, identity)};
}

Finding no_settings(const TopicDescription& topic, const kafka::Identity& identity) {
  const kafka::Right right{"DescribeConfigs", "topic", topic.name};
  return {
      Level::Warning,
      fmt::format("topic \"{}\": its settings are not told: {}", topic.name, topic.settings_error),
      topic.settings_are_refused
          ? "to have them checked: " + kafka::granting_command({&right, 1}, identity)
          : "see docs/security.md"};
}

/// @param what  `group "newswatch"`, as a sentence begins. @param told  whether there is the right.
Finding examine_right(const std::string& what, const kafka::Right& right, const Result<bool>& told,
                      const kafka::Identity& identity) {
  if (!told)
    return {Level::Warning,
            fmt::format("{}: whether {} is granted was not told: {}", what, right.operation,
                        told.error().message),
            "see docs/security.md"};
  if (*told) return {Level::Fine, fmt::format("{}: {} is granted", what, right.operation), ""};
  return {Level::Failure,
          fmt::format("{} lacks {} on {}",
                      identity.principal.empty() ? "this user" : identity.principal,
                      right.operation, what),
          kafka::granting_command({&right, 1}, identity)};
}

}  // namespace

std::vector<std::string> needed_topics(const Configuration& configuration) {
  std::vector<std::string> names;
  for (const Needed& one : needed(configuration)) names.push_back(one.topic);
  return names;
}

std::vector<Finding> examine(const Configuration& configuration,
                             const ClusterDescription& cluster) {
  std::vector<Finding> findings;
  for (const Needed& one : needed(configuration)) {
    const TopicDescription* described = find_any(cluster, one.topic);
    if (described == nullptr) {
      findings.push_back({Level::Failure, fmt::format("topic \"{}\" does not exist", one.topic),
                          "newswatch doctor --create-topics, or see \"Topics\" in "
                          "docs/operating.md"});
      continue;
    }
    if (described->is_refused) {
      findings.push_back(no_right(one, cluster.identity));
      continue;
    }
    if (!described->error.empty()) {
      findings.push_back({Level::Failure,
                          fmt::format("topic \"{}\": {}", one.topic, described->error),
                          "see docs/security.md"});
      continue;
    }
    const std::size_t before = findings.size();
    check(findings, one, *described, configuration, cluster);
    if (!described->settings_error.empty())
      findings.push_back(no_settings(*described, cluster.identity));
    if (findings.size() == before)
      findings.push_back({Level::Fine,
                          fmt::format("topic \"{}\": {} partitions, {} replicas", one.topic,
                                      described->partitions, described->replicas),
                          ""});
  }
  return findings;
}

std::vector<std::string> needed_groups(const Configuration& configuration) {
  std::vector<std::string> groups{configuration.kafka.group};
  if (!configuration.correlation.detection_topic.empty())
    groups.push_back(configuration.kafka.group + kCorrelationSuffix);
  return groups;
}

Finding examine_group(const std::string& group, const Result<bool>& may_join,
                      const kafka::Identity& identity) {
  return examine_right(fmt::format("group \"{}\"", group), {"Read", "group", group}, may_join,
                       identity);
}

Finding examine_transactions(const Result<bool>& may_use, const kafka::Identity& identity) {
  const std::string& prefix = identity.transactional_prefix;
  return examine_right(fmt::format("transactional ids that begin with \"{}\"", prefix),
                       {"Write", "transactional-id", prefix}, may_use, identity);
}

std::vector<kafka::NewTopic> missing_topics(const Configuration& configuration,
                                            const ClusterDescription& cluster) {
  const CorrelationConfig& correlation = configuration.correlation;
  const auto partitions_of = [&cluster](const std::string& name) {
    const TopicDescription* topic = find(cluster, name);
    return topic == nullptr ? std::optional<int>() : topic->partitions;
  };
  std::vector<kafka::NewTopic> missing;
  for (const Needed& one : needed(configuration)) {
    if (find_any(cluster, one.topic) != nullptr) continue;
    std::optional<int> partitions;
    if (one.kind == Kind::State) partitions = partitions_of(correlation.detection_topic);
    if (one.kind == Kind::Detections) partitions = partitions_of(correlation.state_topic);
    missing.push_back(new_topic(one, partitions));
  }
  return missing;
}

}  // namespace newswatch::daemon
