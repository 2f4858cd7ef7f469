#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "articles/field_mapping.h"
#include "base/timestamp.h"
#include "daemon/logs/log_config.h"
#include "kafka/connection_options.h"
#include "rules/positioned_yaml.h"

namespace newswatch::daemon {

/// Names and values in the order in which they were written.
using TextMap = std::vector<std::pair<std::string, std::string>>;

/// The section `kafka`.
struct KafkaConfig {
  std::vector<std::string> brokers;  ///< `host:port`.
  std::vector<std::string> topics;  ///< Names; an entry that starts with ^ is a regular expression.
  std::string group;
  kafka::Assignor assignor = kafka::Assignor::CooperativeSticky;
  std::string instance_id;
  std::string security_protocol;
  std::string sasl_mechanism;  ///< Empty: no login.
  std::string username;
  std::string password;  ///< From `password_file` where that is given.
  std::string password_file;
  std::string ca_file;
  std::string certificate_file;
  std::string key_file;
  std::string key_password;  ///< From `key_password_file` where that is given.
  std::string key_password_file;
  kafka::OAuthOptions oauth;  ///< Its secret from `oauth_client_secret_file` where that is given.
  std::string oauth_client_secret_file;
  TextMap properties;
  TextMap consumer_properties;
  TextMap producer_properties;
};

/// The section `articles`.
struct ArticlesConfig {
  std::size_t max_record_bytes = 0;
  Date earliest_date;
  std::chrono::milliseconds max_future{0};
  std::chrono::milliseconds time_limit{0};  ///< For the work on one.
  articles::FieldMapping fields;
};

/// The section `rules`.
struct RulesConfig {
  std::string path;
  std::string topic;                   ///< Empty: the rules are at `path`.
  std::chrono::milliseconds watch{0};  ///< 0: never.
};

/// What a crash may do to alerts.
enum class DeliveryPromise { ExactlyOnce, AtLeastOnce };

/// The section `commit`.
struct CommitConfig {
  std::chrono::milliseconds pending{0};
};

/// The section `pipeline`.
struct PipelineConfig {
  std::int64_t threads = 0;
  std::int64_t batch_records = 0;
  std::chrono::milliseconds batch_wait{0};
  std::string journal_folder;  ///< Empty: a default of the system's.
};

/// What an alert tells of how it came about, beside the words that matched.
enum class AlertExplanation { None, Tree };

/// What the group of the second stage has behind `kafka.group`.
inline constexpr const char* kCorrelationSuffix = "-correlation";

/// The section `correlation`.
struct CorrelationConfig {
  std::string detection_topic;  ///< Empty: alerts go out as they are detected.
  std::string state_topic;
  std::int64_t threads = 0;
};

/// The section `alerts`.
struct AlertsConfig {
  std::string topic;
  std::string topic_label;  ///< Empty: all alerts go to `topic`.
  std::string dead_letter_topic;
  std::string near_miss_topic;                ///< Empty: near misses are not looked for.
  std::int64_t near_miss_margin_percent = 0;  ///< Of a score's threshold.
  std::string deployment;
  AlertExplanation explanation = AlertExplanation::None;
};

/// The section `annotations`.
struct AnnotationsConfig {
  std::string topic;  ///< Empty: none are published.
};

/// The section `feedback`.
struct FeedbackConfig {
  std::string topic;  ///< Empty: no verdicts are read.
};

/// The section `admin`.
struct AdminConfig {
  std::string address;
  std::int64_t port = 0;  ///< 0: any free one.
  std::string username;   ///< Empty: nobody has to log in.
  std::string password;
  std::string password_file;
  std::string token;  ///< Empty: none is asked for.
  std::string token_file;
  std::string certificate_file;  ///< Empty: no TLS.
  std::string key_file;
  std::string key_password;
  std::string key_password_file;
};

/// The section `live`: the page with alerts as they come.
struct LiveConfig {
  std::int64_t viewers = 0;  ///< 0: there is no page.
  std::int64_t recent = 0;   ///< Alerts to begin with.
};

/// The section `metrics`.
struct MetricsConfig {
  std::int64_t max_rules = 0;
  std::int64_t costliest_rules = 0;
  std::vector<std::string> sources;  ///< Domains or names of outlets.
};

/// The section `shutdown`.
struct ShutdownConfig {
  std::chrono::milliseconds grace{0};
};

/// What an operator writes: one struct a section. Defaults are not here but in the table of
/// `daemon/configuration/settings.h`, the one place that knows every key; `load_configuration`
/// fills all of it.
struct Configuration {
  KafkaConfig kafka;
  ArticlesConfig articles;
  RulesConfig rules;
  DeliveryPromise delivery = DeliveryPromise::ExactlyOnce;
  CommitConfig commit;
  PipelineConfig pipeline;
  CorrelationConfig correlation;
  AlertsConfig alerts;
  AnnotationsConfig annotations;
  FeedbackConfig feedback;
  AdminConfig admin;
  LiveConfig live;
  MetricsConfig metrics;
  LogConfig log;
  ShutdownConfig shutdown;
};

/// A value from the command line.
struct Override {
  std::string key;     ///< As in `rules.path`.
  std::string value;   ///< As in the environment: lists separated by commas.
  std::string origin;  ///< What to call it in a problem, as in `--rules`.
};

/// All that a configuration is made of.
struct ConfigurationSources {
  std::string text;  ///< Of the file; may be empty.
  std::string file;  ///< Its name in problems.
  TextMap environment;
  std::vector<Override> overrides;
  int librdkafka_version = 0;  ///< As from `rd_kafka_version()`.
};

using Problems = std::vector<rules::Problem>;

/// Puts a configuration together: overrides beat the environment, which beats the file, which beats
/// the defaults. Then checks what no single key can tell, and reads secrets from their files.
///
/// Environment: `NEWSWATCH_KAFKA__BROKERS` is `kafka.brokers`. Names without a double underscore
/// are not ours: Kubernetes sets `NEWSWATCH_PORT` and the like for a service of that name. In
/// values of the file `${NAME}` and `${NAME:-default}` stand for variables, `$${` for `${`.
///
/// @return the configuration, or every problem at once: unknown keys with the nearest valid one,
///         wrong types and ranges with what was expected, and keys that contradict each other.
///         The value of a secret is in no problem. Never throws.
std::variant<Configuration, Problems> load_configuration(const ConfigurationSources& sources);

/// What a key is set to, and by what.
struct ResolvedSetting {
  std::string key;
  std::string value;   ///< As it could stand in a file; `***` for a secret, empty for nothing.
  std::string origin;  ///< `FILE:LINE:COLUMN`, a variable's name, a flag, or `default`.
};

/// The same as `load_configuration`, to look at. @return every key in the order of the reference
///         page, or every problem.
std::variant<std::vector<ResolvedSetting>, Problems> resolve_configuration(
    const ConfigurationSources& sources);

/// @return this process's environment, for `ConfigurationSources`.
TextMap process_environment();

/// @return what `kafka/` needs to connect: the keys of the section under librdkafka's names.
kafka::ConnectionOptions connection_options(const KafkaConfig& config);

}  // namespace newswatch::daemon
