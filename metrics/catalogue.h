#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <string_view>
#include <vector>

namespace newswatch::metrics {

/// Every metric, in the order of the table below.
enum class Metric : std::size_t {
  Articles,
  ArticlesBySource,
  ArticleBytes,
  ArticlesFailed,
  RecordsSkipped,
  ArticleDatesIgnored,
  Detections,
  Alerts,
  AlertsSuppressed,
  StoryArticles,
  Quotations,
  DetectionsRepeated,
  AlertsPublished,
  NearMisses,
  AnnotationsPublished,
  AnnotationsTooLarge,
  RuleLastMatch,
  RuleSeconds,
  RuleVerdicts,
  RulePrecision,
  PublishErrors,
  TransactionsAborted,
  DeadLetters,
  StageSeconds,
  DetectorSeconds,
  ArticleToAlertSeconds,
  LastArticleTimestamp,
  RulesLoaded,
  RulesReloadSuccess,
  RulesReloadSuccessTimestamp,
  RulesReloads,
  RulesReloadsFailed,
  BuildInfo,
  Ready,
  LogMessages,
  ConsumerLagRecords,
  ConsumerLagSeconds,
  BrokersUp,
  BrokerRoundTripAverage,
  BrokerRoundTripP99,
  BrokerRequestsWaiting,
  BrokerSendErrors,
  BrokerReceiveErrors,
  BrokerRetries,
  ProducerQueueMessages,
  ProducerQueueBytes,
  Rebalances,
  AssignedPartitions,
  ProcessCpuSeconds,
  ProcessResidentMemory,
  ProcessVirtualMemory,
  ProcessOpenFds,
  ProcessMaxFds,
  ProcessStartTime,
  ProcessThreads,
};

enum class MetricType { Counter, Gauge, Histogram };

/// A label. Where all values are known in advance their series exist from the start, at 0.
struct Label {
  std::string_view name;
  std::span<const std::string_view> values = {};  ///< None: see `KnownValues`.
};

/// By label, the values that the wiring knows in advance, since they are named elsewhere.
using KnownValues = std::map<std::string_view, std::vector<std::string_view>>;

/// @return the values of a label that are known in advance; none where they are not.
inline std::span<const std::string_view> values_of(const Label& label, const KnownValues& known) {
  const auto found = known.find(label.name);
  return found == known.end() ? label.values : found->second;
}

/// One metric: all that registration and reference page know.
struct Description {
  Metric metric;
  std::string_view name;
  MetricType type;
  std::string_view help;  ///< A sentence.
  std::span<const Label> labels = {};
  std::span<const double> buckets = {};  ///< Of a histogram, in seconds.
  bool sampled = false;  ///< Read anew for each scrape, so that what is gone leaves no series.
};

inline constexpr std::array<std::string_view, 8> kRecordCodes{
    "too_large", "not_utf8", "invalid_json", "wrong_type",
    "no_text",   "too_slow", "crashed",      "corrupt_batch"};
inline constexpr std::array<std::string_view, 3> kSkipReasons{"tombstone", "empty", "corrupt"};
inline constexpr std::array<std::string_view, 4> kDateReasons{"missing", "unreadable", "too_old",
                                                              "in_the_future"};
inline constexpr std::array<std::string_view, 9> kPublishReasons{"timed_out",
                                                                 "transport",
                                                                 "not_enough_replicas",
                                                                 "refused",
                                                                 "unknown_topic",
                                                                 "too_large",
                                                                 "fatal",
                                                                 "io",
                                                                 "other"};
inline constexpr std::array<std::string_view, 6> kStages{"decode",  "analyse", "detect",
                                                         "publish", "commit",  "batch"};
inline constexpr std::array<std::string_view, 2> kClocks{"published", "received"};
inline constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warn", "error"};

inline constexpr std::array kByTopic{Label{"topic"}};
inline constexpr std::array kBySource{Label{"source"}};
inline constexpr std::array kByCode{Label{"code", kRecordCodes}};
inline constexpr std::array kBySkipReason{Label{"reason", kSkipReasons}};
inline constexpr std::array kByDateReason{Label{"reason", kDateReasons}};
inline constexpr std::array kByPublishReason{Label{"reason", kPublishReasons}};
inline constexpr std::array kByRule{Label{"rule"}};
inline constexpr std::array<std::string_view, 6> kSuppressReasons{
    "copy", "not_first", "below_threshold", "throttled", "quiet_hours", "digest"};
inline constexpr std::array kByRuleAndSuppressReason{Label{"rule"},
                                                     Label{"reason", kSuppressReasons}};
inline constexpr std::array kByRuleAndKind{Label{"rule"}, Label{"kind"}};
inline constexpr std::array<std::string_view, 4> kStoryRoles{"first", "update", "copy",
                                                             "correction"};
inline constexpr std::array kByRuleAndRole{Label{"rule"}, Label{"role", kStoryRoles}};
inline constexpr std::array<std::string_view, 2> kVerdicts{"right", "wrong"};
inline constexpr std::array kByRuleAndVerdict{Label{"rule"}, Label{"verdict", kVerdicts}};
inline constexpr std::array kByStage{Label{"stage", kStages}};
inline constexpr std::array kByDetector{Label{"detector"}};
inline constexpr std::array kByClock{Label{"clock", kClocks}};
inline constexpr std::array kBySection{Label{"section"}};
inline constexpr std::array kByLevel{Label{"level", kLevels}};
inline constexpr std::array kByBuild{Label{"version"}, Label{"librdkafka"}, Label{"simdjson"}};
inline constexpr std::array kByPartition{Label{"topic"}, Label{"partition"}};
inline constexpr std::array kByClientAndBroker{Label{"client"}, Label{"broker"}};

/// An article takes microseconds, a batch milliseconds; a stalled broker holds one for minutes.
inline constexpr std::array kWorkBuckets{0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001,
                                         0.0025,  0.005,    0.01,    0.025,  0.05,    0.1,    0.25,
                                         0.5,     1.0,      2.5,     10.0,   60.0};
/// From a stream that keeps up to a backlog of a week.
inline constexpr std::array kDelayBuckets{0.01,  0.025, 0.05,   0.1,     0.25,    0.5,
                                          1.0,   2.5,   5.0,    10.0,    30.0,    60.0,
                                          300.0, 900.0, 3600.0, 21600.0, 86400.0, 604800.0};

inline constexpr auto kCounter = MetricType::Counter;
inline constexpr auto kGauge = MetricType::Gauge;
inline constexpr auto kHistogram = MetricType::Histogram;

inline constexpr std::array kCatalogue{
    Description{Metric::Articles, "newswatch_articles_total", kCounter,
                "Records that became articles.", kByTopic},
    Description{
        Metric::ArticlesBySource, "newswatch_articles_by_source_total", kCounter,
        "Records that became articles, by outlet: those of metrics.sources, the rest as other.",
        kBySource},
    Description{Metric::ArticleBytes, "newswatch_article_bytes_total", kCounter,
                "Bytes of the records that became articles."},
    Description{Metric::ArticlesFailed, "newswatch_articles_failed_total", kCounter,
                "Records that could not be used, by the code of their dead letter.", kByCode},
    Description{Metric::RecordsSkipped, "newswatch_records_skipped_total", kCounter,
                "Records without content, or in a batch that can't be read.", kBySkipReason},
    Description{Metric::ArticleDatesIgnored, "newswatch_article_dates_ignored_total", kCounter,
                "Articles whose publication date was set aside.", kByDateReason},
    Description{Metric::Detections, "newswatch_detections_total", kCounter,
                "Articles in which a rule found what it looks for; rules beyond metrics.max_rules "
                "count as other.",
                kByRule},
    Description{Metric::Alerts, "newswatch_alerts_total", kCounter,
                "Alerts made; rules beyond metrics.max_rules count as other.", kByRuleAndKind},
    Description{
        Metric::AlertsSuppressed, "newswatch_alerts_suppressed_total", kCounter,
        "Detections that raised no alert of their own, since their rule asks for less; rules "
        "beyond metrics.max_rules count as other.",
        kByRuleAndSuppressReason},
    Description{Metric::StoryArticles, "newswatch_story_articles_total", kCounter,
                "Articles that a rule found, by what they are to its stories; rules beyond "
                "metrics.max_rules count as other.",
                kByRuleAndRole},
    Description{Metric::Quotations, "newswatch_quotations_total", kCounter,
                "Quotations of tracked officials, by the official's rule, where statements or "
                "annotations ask for quotations; those beyond metrics.max_rules count as other.",
                kByRule},
    Description{Metric::DetectionsRepeated, "newswatch_detections_repeated_total", kCounter,
                "Detections of the same version of the same article that had come before."},
    Description{Metric::AlertsPublished, "newswatch_alerts_published_total", kCounter,
                "Alerts that the broker has confirmed."},
    Description{Metric::NearMisses, "newswatch_near_misses_total", kCounter,
                "Articles that all but met a rule, where alerts.near_miss_topic asks for them; "
                "rules beyond metrics.max_rules count as other.",
                kByRule},
    Description{
        Metric::AnnotationsPublished, "newswatch_annotations_published_total", kCounter,
        "Annotations that the broker has confirmed, where annotations.topic asks for them."},
    Description{Metric::AnnotationsTooLarge, "newswatch_annotations_too_large_total", kCounter,
                "Annotations larger than their topic takes: what was found in the article was left "
                "out."},
    Description{Metric::RuleLastMatch, "newswatch_rule_last_match_timestamp_seconds", kGauge,
                "When a rule last found what it looks for, in seconds since 1970; absent until it "
                "does, and for rules beyond metrics.max_rules.",
                kByRule},
    Description{Metric::RuleSeconds,
                "newswatch_rule_seconds_total",
                kCounter,
                "Time that trying a topic took, estimated from one article in 64; of the "
                "metrics.costliest_rules that took most since the start.",
                kByRule,
                {},
                true},
    Description{Metric::RuleVerdicts,
                "newswatch_rule_verdicts",
                kGauge,
                "What subscribers said of a rule's alerts in feedback.topic, as it stands there "
                "now; of the metrics.max_rules with the most verdicts.",
                kByRuleAndVerdict,
                {},
                true},
    Description{Metric::RulePrecision,
                "newswatch_rule_precision",
                kGauge,
                "Share of those verdicts that call the alert right, 0 to 1.",
                kByRule,
                {},
                true},
    Description{Metric::PublishErrors, "newswatch_publish_errors_total", kCounter,
                "Attempts to publish that failed; they are tried again.", kByPublishReason},
    Description{Metric::TransactionsAborted, "newswatch_transactions_aborted_total", kCounter,
                "Transactions that were given up; their records are read again."},
    Description{Metric::DeadLetters, "newswatch_dead_letters_total", kCounter,
                "Records handed to the dead-letter topic.", kByCode},
    Description{
        Metric::StageSeconds, "newswatch_stage_seconds", kHistogram,
        "Time that one article (decode, analyse, detect) or one batch (publish, commit, batch) "
        "took in a stage.",
        kByStage, kWorkBuckets},
    Description{Metric::DetectorSeconds, "newswatch_detector_seconds", kHistogram,
                "Time that one article took in a detector.", kByDetector, kWorkBuckets},
    Description{Metric::ArticleToAlertSeconds, "newswatch_article_to_alert_seconds", kHistogram,
                "Time from an article's publication or arrival to its confirmed alert.", kByClock,
                kDelayBuckets},
    Description{Metric::LastArticleTimestamp, "newswatch_last_article_timestamp_seconds", kGauge,
                "When the last article was handled, in seconds since 1970."},
    Description{Metric::RulesLoaded, "newswatch_rules_loaded", kGauge,
                "Rules in use, by section of the rule files.", kBySection},
    Description{Metric::RulesReloadSuccess, "newswatch_rules_reload_success", kGauge,
                "Whether the last reload of the rules succeeded."},
    Description{Metric::RulesReloadSuccessTimestamp,
                "newswatch_rules_reload_success_timestamp_seconds", kGauge,
                "When rules were last loaded with success, in seconds since 1970."},
    Description{Metric::RulesReloads, "newswatch_rules_reloads_total", kCounter,
                "Attempts to reload the rules."},
    Description{Metric::RulesReloadsFailed, "newswatch_rules_reloads_failed_total", kCounter,
                "Reloads of the rules that failed; the running rules stayed."},
    Description{Metric::BuildInfo, "newswatch_build_info", kGauge,
                "Always 1; the labels tell what runs.", kByBuild},
    Description{Metric::Ready, "newswatch_ready", kGauge,
                "Whether all readiness checks pass, as /readyz tells."},
    Description{Metric::LogMessages, "newswatch_log_messages_total", kCounter,
                "Messages logged, repeats that were held back included.", kByLevel},

    Description{Metric::ConsumerLagRecords,
                "newswatch_kafka_consumer_lag",
                kGauge,
                "Records that wait in an assigned partition.",
                kByPartition,
                {},
                true},
    Description{Metric::ConsumerLagSeconds,
                "newswatch_consumer_lag_seconds",
                kGauge,
                "Age of the last handled record while records wait, else 0.",
                {},
                {},
                true},
    Description{Metric::BrokersUp,
                "newswatch_kafka_brokers_up",
                kGauge,
                "Brokers that are connected, the fewest that any client sees.",
                {},
                {},
                true},
    Description{Metric::BrokerRoundTripAverage,
                "newswatch_kafka_broker_round_trip_average_seconds",
                kGauge,
                "Average time of a request to a broker over the last interval.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::BrokerRoundTripP99,
                "newswatch_kafka_broker_round_trip_p99_seconds",
                kGauge,
                "Time that 99 of 100 requests to a broker stayed below over the last interval.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::BrokerRequestsWaiting,
                "newswatch_kafka_broker_requests_waiting",
                kGauge,
                "Requests to a broker that are not sent yet.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::BrokerSendErrors,
                "newswatch_kafka_broker_send_errors_total",
                kCounter,
                "Requests to a broker that could not be sent.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::BrokerReceiveErrors,
                "newswatch_kafka_broker_receive_errors_total",
                kCounter,
                "Answers of a broker that could not be read.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::BrokerRetries,
                "newswatch_kafka_broker_retries_total",
                kCounter,
                "Requests to a broker that were sent again.",
                kByClientAndBroker,
                {},
                true},
    Description{Metric::ProducerQueueMessages,
                "newswatch_kafka_producer_queue_messages",
                kGauge,
                "Messages that wait for a broker's confirmation.",
                {},
                {},
                true},
    Description{Metric::ProducerQueueBytes,
                "newswatch_kafka_producer_queue_bytes",
                kGauge,
                "Bytes that wait for a broker's confirmation.",
                {},
                {},
                true},
    Description{Metric::Rebalances,
                "newswatch_kafka_rebalances_total",
                kCounter,
                "Times that the group shared its partitions anew.",
                {},
                {},
                true},
    Description{Metric::AssignedPartitions,
                "newswatch_kafka_assigned_partitions",
                kGauge,
                "Partitions that this process reads.",
                {},
                {},
                true},

    Description{Metric::ProcessCpuSeconds,
                "process_cpu_seconds_total",
                kCounter,
                "Processor time used, in user and system mode.",
                {},
                {},
                true},
    Description{Metric::ProcessResidentMemory,
                "process_resident_memory_bytes",
                kGauge,
                "Memory in use.",
                {},
                {},
                true},
    Description{Metric::ProcessVirtualMemory,
                "process_virtual_memory_bytes",
                kGauge,
                "Address space in use.",
                {},
                {},
                true},
    Description{
        Metric::ProcessOpenFds, "process_open_fds", kGauge, "Open file descriptors.", {}, {}, true},
    Description{Metric::ProcessMaxFds,
                "process_max_fds",
                kGauge,
                "Most file descriptors that may be open.",
                {},
                {},
                true},
    Description{Metric::ProcessStartTime,
                "process_start_time_seconds",
                kGauge,
                "When the process started, in seconds since 1970.",
                {},
                {},
                true},
    Description{Metric::ProcessThreads, "process_threads", kGauge, "Threads.", {}, {}, true},
};

consteval bool catalogue_is_in_order() {
  for (std::size_t i = 0; i < kCatalogue.size(); ++i)
    if (static_cast<std::size_t>(kCatalogue[i].metric) != i) return false;
  return kCatalogue.size() == static_cast<std::size_t>(Metric::ProcessThreads) + 1;
}
static_assert(catalogue_is_in_order());

constexpr const Description& description_of(Metric metric) {
  return kCatalogue[static_cast<std::size_t>(metric)];
}

}  // namespace newswatch::metrics
