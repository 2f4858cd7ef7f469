#include "daemon/configuration/settings.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace newswatch::daemon {
namespace {

using C = Configuration;
using F = articles::FieldMapping;
using O = kafka::OAuthOptions;
using enum SettingType;

/// `at<&C::kafka, &KafkaConfig::group>` is where `kafka.group` is kept.
template <auto... Members>
auto& at(Configuration& configuration) {
  return (configuration.*....*Members);
}

/// For an enum whose values stand in the order of the setting's choices.
template <auto... Members>
void choose(Configuration& configuration, std::size_t choice) {
  auto& target = (configuration.*....*Members);
  target = static_cast<std::remove_reference_t<decltype(target)>>(choice);
}

constexpr std::array<std::string_view, 2> kAssignors{"cooperative-sticky", "range"};
constexpr std::array<std::string_view, 4> kProtocols{"plaintext", "ssl", "sasl_plaintext",
                                                     "sasl_ssl"};
constexpr std::array<std::string_view, 5> kMechanisms{"PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512",
                                                      "OAUTHBEARER", "GSSAPI"};
constexpr std::array<std::string_view, 4> kLevels{"debug", "info", "warn", "error"};
constexpr std::array<std::string_view, 3> kFormats{"auto", "text", "json"};

constexpr std::array<std::string_view, 2> kDeliveries{"exactly_once", "at_least_once"};
constexpr std::array<std::string_view, 2> kExplanations{"none", "tree"};

constexpr std::string_view kFieldHelp =
    "Where it stands in a record, as JSON Pointers; the first that is present wins.";
constexpr std::string_view kOutletHelp =
    "Where it stands in a record, as JSON Pointers; before what the field `source` says.";

const std::array kSettings{
    Setting{.key = "kafka.brokers",
            .help = "Brokers to ask first.",
            .type = TextList,
            .example = "kafka-1:9092,kafka-2:9092",
            .filled = true,
            .target = at<&C::kafka, &KafkaConfig::brokers>},
    Setting{.key = "kafka.topics",
            .help = "Topics with articles. An entry that starts with ^ is a regular expression.",
            .type = TextList,
            .initial = "[articles]",
            .filled = true,
            .target = at<&C::kafka, &KafkaConfig::topics>},
    Setting{.key = "kafka.group",
            .help = "Consumer group. Members of one group share the partitions.",
            .initial = "newswatch",
            .filled = true,
            .target = at<&C::kafka, &KafkaConfig::group>},
    Setting{.key = "kafka.assignor",
            .help = "How the group shares partitions. All members must use the same.",
            .type = Choice,
            .initial = "cooperative-sticky",
            .choices = kAssignors,
            .target = choose<&C::kafka, &KafkaConfig::assignor>},
    Setting{.key = "kafka.instance_id",
            .help = "Static membership: a restart with the same name keeps its partitions. The "
                    "thread's number is appended. Needs `kafka.assignor: range`. Empty: dynamic "
                    "membership.",
            .type = Name,
            .example = "newswatch-0",
            .target = at<&C::kafka, &KafkaConfig::instance_id>},
    Setting{.key = "kafka.security_protocol",
            .help = "How to speak to the brokers.",
            .type = Choice,
            .initial = "plaintext",
            .choices = kProtocols,
            .target = at<&C::kafka, &KafkaConfig::security_protocol>},
    Setting{.key = "kafka.sasl_mechanism",
            .help = "How to log in. Needs kafka.security_protocol sasl_plaintext or sasl_ssl.",
            .type = Choice,
            .example = "SCRAM-SHA-512",
            .choices = kMechanisms,
            .target = at<&C::kafka, &KafkaConfig::sasl_mechanism>},
    Setting{.key = "kafka.username",
            .help = "User to log in as.",
            .example = "newswatch",
            .target = at<&C::kafka, &KafkaConfig::username>},
    Setting{.key = "kafka.password",
            .help = "Password to log in with. Better: kafka.password_file.",
            .type = Secret,
            .example = "${KAFKA_PASSWORD}",
            .target = at<&C::kafka, &KafkaConfig::password>},
    Setting{.key = "kafka.password_file",
            .help = "File with the password; a newline at its end does not count.",
            .type = Path,
            .example = "/run/secrets/kafka-password",
            .target = at<&C::kafka, &KafkaConfig::password_file>},
    Setting{.key = "kafka.ca_file",
            .help = "Certificates of the authorities to trust. Empty: those of the system.",
            .type = Path,
            .example = "/etc/newswatch/ca.pem",
            .target = at<&C::kafka, &KafkaConfig::ca_file>},
    Setting{.key = "kafka.certificate_file",
            .help = "Own certificate, where brokers ask for one.",
            .type = Path,
            .example = "/etc/newswatch/client.pem",
            .target = at<&C::kafka, &KafkaConfig::certificate_file>},
    Setting{.key = "kafka.key_file",
            .help = "Private key of kafka.certificate_file.",
            .type = Path,
            .example = "/etc/newswatch/client.key",
            .target = at<&C::kafka, &KafkaConfig::key_file>},
    Setting{.key = "kafka.key_password",
            .help = "Password of kafka.key_file. Better: kafka.key_password_file.",
            .type = Secret,
            .example = "${KAFKA_KEY_PASSWORD}",
            .target = at<&C::kafka, &KafkaConfig::key_password>},
    Setting{.key = "kafka.key_password_file",
            .help = "File with the password of kafka.key_file.",
            .type = Path,
            .example = "/run/secrets/kafka-key-password",
            .target = at<&C::kafka, &KafkaConfig::key_password_file>},
    Setting{.key = "kafka.oauth_token_url",
            .help = "Where kafka.sasl_mechanism OAUTHBEARER gets its tokens: the token endpoint "
                    "of an OAuth server, https except on this host.",
            .example = "https://login.example/oauth2/token",
            .target = at<&C::kafka, &KafkaConfig::oauth, &O::token_url>},
    Setting{.key = "kafka.oauth_client_id",
            .help = "Client to ask for tokens as.",
            .example = "newswatch",
            .target = at<&C::kafka, &KafkaConfig::oauth, &O::client_id>},
    Setting{.key = "kafka.oauth_client_secret",
            .help = "Secret of that client. Better: kafka.oauth_client_secret_file.",
            .type = Secret,
            .example = "${OAUTH_CLIENT_SECRET}",
            .target = at<&C::kafka, &KafkaConfig::oauth, &O::client_secret>},
    Setting{.key = "kafka.oauth_client_secret_file",
            .help = "File with the secret; a newline at its end does not count.",
            .type = Path,
            .example = "/run/secrets/oauth-client-secret",
            .target = at<&C::kafka, &KafkaConfig::oauth_client_secret_file>},
    Setting{.key = "kafka.oauth_scope",
            .help = "Scope to ask for. Empty: what the server gives without one.",
            .example = "kafka",
            .target = at<&C::kafka, &KafkaConfig::oauth, &O::scope>},
    Setting{.key = "kafka.oauth_ca_file",
            .help = "Certificates of the authorities to trust for kafka.oauth_token_url. Empty: "
                    "those of the system.",
            .type = Path,
            .example = "/etc/newswatch/oauth-ca.pem",
            .target = at<&C::kafka, &KafkaConfig::oauth, &O::ca_file>},
    Setting{.key = "kafka.properties",
            .help = "Properties of librdkafka for consumers and producers. Those that Newswatch "
                    "must own, or has a key for, are refused.",
            .type = Map,
            .initial = "{}",
            .example = "{client.rack: rack-1}",
            .target = at<&C::kafka, &KafkaConfig::properties>},
    Setting{.key = "kafka.consumer_properties",
            .help = "Properties of librdkafka for consumers only.",
            .type = Map,
            .initial = "{}",
            .example = "{fetch.wait.max.ms: 100}",
            .target = at<&C::kafka, &KafkaConfig::consumer_properties>},
    Setting{.key = "kafka.producer_properties",
            .help = "Properties of librdkafka for producers only.",
            .type = Map,
            .initial = "{}",
            .example = "{compression.type: zstd}",
            .target = at<&C::kafka, &KafkaConfig::producer_properties>},

    Setting{.key = "articles.max_record_bytes",
            .help = "Largest accepted article event. Larger ones become dead letters.",
            .type = Size,
            .initial = "4MiB",
            .min = "1KiB",
            .max = "64MiB",
            .target = at<&C::articles, &ArticlesConfig::max_record_bytes>},
    Setting{.key = "articles.earliest_date",
            .help = "Publication dates before this day are counted and set aside.",
            .type = Day,
            .initial = "1990-01-01",
            .target = at<&C::articles, &ArticlesConfig::earliest_date>},
    Setting{.key = "articles.max_future",
            .help = "Publication dates further ahead of the arrival are counted and set aside.",
            .type = Duration,
            .initial = "1d",
            .min = "0s",
            .max = "3650d",
            .target = at<&C::articles, &ArticlesConfig::max_future>},
    Setting{.key = "articles.time_limit",
            .help = "An article that takes longer ends the process, which is to be started again "
                    "and sets the article aside, with the code `too_slow`.",
            .type = Duration,
            .initial = "30s",
            .min = "1s",
            .max = "50s",
            .target = at<&C::articles, &ArticlesConfig::time_limit>},
    Setting{.key = "articles.fields.id",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/id, /id]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::id>},
    Setting{.key = "articles.fields.url",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/url, /url]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::url>},
    Setting{.key = "articles.fields.title",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/title, /title]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::title>},
    Setting{.key = "articles.fields.body",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/body, /body]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::body>},
    Setting{.key = "articles.fields.published_at",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/published_at, /published_at, /time]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::published_at>},
    Setting{.key = "articles.fields.source",
            .help = "Where the outlet stands, as JSON Pointers: a name, or an object with `name`, "
                    "`domain` and `country`; the first that is present wins.",
            .type = Pointers,
            .initial = "[/data/source, /source]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::source>},
    Setting{.key = "articles.fields.source_name",
            .help = kOutletHelp,
            .type = Pointers,
            .initial = "[]",
            .example = "/feed/title",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::source_name>},
    Setting{.key = "articles.fields.source_domain",
            .help = kOutletHelp,
            .type = Pointers,
            .initial = "[]",
            .example = "/feed/domain",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::source_domain>},
    Setting{.key = "articles.fields.source_country",
            .help = kOutletHelp,
            .type = Pointers,
            .initial = "[]",
            .example = "/feed/country",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::source_country>},
    Setting{.key = "articles.fields.lang",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/lang, /lang]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::lang>},
    Setting{.key = "articles.fields.authors",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/authors, /authors]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::authors>},
    Setting{.key = "articles.fields.version",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/version, /version]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::version>},
    Setting{.key = "articles.fields.status",
            .help = kFieldHelp,
            .type = Pointers,
            .initial = "[/data/status, /status]",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::status>},
    Setting{.key = "articles.metadata",
            .help = "Further fields that queries may ask for, as in section:politics: a name, and "
                    "where it stands in a record, as JSON Pointers; the first that says anything "
                    "wins. Names are lower-case letters, digits, _ and -, a letter first.",
            .type = Metadata,
            .initial = "{}",
            .example = "{section: /data/section}",
            .target = at<&C::articles, &ArticlesConfig::fields, &F::metadata>},

    Setting{
        .key = "rules.path",
        .help =
            "A rule file, or a folder of which every *.yaml is read, and read again when a file "
            "changes or on SIGHUP. A relative path is one from the folder in which the process was "
            "started.",
        .type = Path,
        .initial = "/etc/newswatch/rules",
        .filled = true,
        .target = at<&C::rules, &RulesConfig::path>},
    Setting{.key = "rules.topic",
            .help = "A compacted topic with one rule a key, instead of rules.path. Changes are "
                    "taken as they come.",
            .type = Name,
            .example = "newswatch.rules",
            .target = at<&C::rules, &RulesConfig::topic>},
    Setting{.key = "rules.watch",
            .help = "How often to look whether rule files have changed. A change is taken once it "
                    "is the same at two looks. 0s: never, only on SIGHUP.",
            .type = Duration,
            .initial = "2s",
            .min = "0s",
            .max = "1h",
            .target = at<&C::rules, &RulesConfig::watch>},

    Setting{.key = "delivery",
            .help = "What a crash may do to alerts. exactly_once: nothing, for those who read "
                    "committed records alone. at_least_once: it may repeat some, with equal ids; "
                    "takes no transactions.",
            .type = Choice,
            .initial = "exactly_once",
            .choices = kDeliveries,
            .target = choose<&C::delivery>},

    Setting{.key = "commit.pending",
            .help = "Longest wait for more records before what there is is handled and committed. "
                    "Only with delivery exactly_once: else nothing is waited for.",
            .type = Duration,
            .initial = "20ms",
            .min = "0s",
            .max = "5s",
            .target = at<&C::commit, &CommitConfig::pending>},

    Setting{.key = "pipeline.threads",
            .help = "Pipelines side by side, each with its own share of the partitions.",
            .type = Integer,
            .initial = "1",
            .min = "1",
            .max = "64",
            .target = at<&C::pipeline, &PipelineConfig::threads>},
    Setting{.key = "pipeline.batch_records",
            .help = "Most records between two commits.",
            .type = Integer,
            .initial = "2000",
            .min = "1",
            .max = "100000",
            .target = at<&C::pipeline, &PipelineConfig::batch_records>},
    Setting{.key = "pipeline.batch_wait",
            .help = "Longest wait for the first record of a batch.",
            .type = Duration,
            .initial = "100ms",
            .min = "1ms",
            .max = "10s",
            .target = at<&C::pipeline, &PipelineConfig::batch_wait>},
    Setting{.key = "pipeline.journal_folder",
            .help = "Folder for the journal of what is being worked on, by which a record is found "
                    "that ends the process again and again. It must outlive the process. Empty: "
                    "`$STATE_DIRECTORY`, which systemd sets, or else a folder for temporary files.",
            .type = Path,
            .example = "/var/lib/newswatch",
            .target = at<&C::pipeline, &PipelineConfig::journal_folder>},

    Setting{.key = "correlation.detection_topic",
            .help = "Topic for what the first stage detects and the second makes alerts of. Empty: "
                    "no second stage: alerts go out as they are detected, without stories, copies, "
                    "surges, digests and limits.",
            .type = Name,
            .initial = "newswatch.detections",
            .target = at<&C::correlation, &CorrelationConfig::detection_topic>},
    Setting{.key = "correlation.state_topic",
            .help = "Compacted topic for what the second stage remembers, with as many partitions "
                    "as correlation.detection_topic.",
            .type = Name,
            .initial = "newswatch.state",
            .filled = true,
            .target = at<&C::correlation, &CorrelationConfig::state_topic>},
    Setting{.key = "correlation.threads",
            .help = "Second stages side by side, each with its own share of the detections.",
            .type = Integer,
            .initial = "1",
            .min = "1",
            .max = "64",
            .target = at<&C::correlation, &CorrelationConfig::threads>},

    Setting{.key = "alerts.topic",
            .help = "Topic for alerts.",
            .type = Name,
            .initial = "newswatch.alerts",
            .filled = true,
            .target = at<&C::alerts, &AlertsConfig::topic>},
    Setting{.key = "alerts.topic_label",
            .help = "When set, a rule with this label publishes to alerts.topic + \".\" + the "
                    "label's value.",
            .example = "desk",
            .target = at<&C::alerts, &AlertsConfig::topic_label>},
    Setting{.key = "alerts.dead_letter_topic",
            .help = "Topic for records that could not be used, bytes untouched.",
            .type = Name,
            .initial = "newswatch.dead-letters",
            .filled = true,
            .target = at<&C::alerts, &AlertsConfig::dead_letter_topic>},
    Setting{.key = "alerts.near_miss_topic",
            .help = "Topic for near misses of topics, for those who tune rules: all but one part "
                    "of an AND was met, a NEAR at twice its distance, an ATLEAST was one part "
                    "short, or a score within the margin. Empty: none.",
            .type = Name,
            .example = "newswatch.near-misses",
            .target = at<&C::alerts, &AlertsConfig::near_miss_topic>},
    Setting{.key = "alerts.near_miss_margin_percent",
            .help = "How far below its threshold a score is a near miss, in percent of it.",
            .type = Integer,
            .initial = "20",
            .min = "0",
            .max = "100",
            .target = at<&C::alerts, &AlertsConfig::near_miss_margin_percent>},
    Setting{.key = "alerts.deployment",
            .help = "Name of this installation: the CloudEvents source is /newswatch/ and this.",
            .type = Name,
            .initial = "newswatch",
            .filled = true,
            .target = at<&C::alerts, &AlertsConfig::deployment>},

    Setting{.key = "alerts.explanation",
            .help = "tree: alerts of topics carry every clause of the query, with what it matched "
                    "where. It can be larger than the rest of the alert.",
            .type = Choice,
            .initial = "none",
            .choices = kExplanations,
            .target = choose<&C::alerts, &AlertsConfig::explanation>},

    Setting{.key = "annotations.topic",
            .help = "Topic for all that is found in each article, whether a rule asks for it or "
                    "not: mentions, quotations, stance. Best a compacted one: the key is the "
                    "article's id. Empty: none.",
            .type = Name,
            .example = "newswatch.annotations",
            .target = at<&C::annotations, &AnnotationsConfig::topic>},

    Setting{.key = "feedback.topic",
            .help = "A compacted topic with what subscribers say of alerts, right or wrong: it "
                    "becomes the precision of each rule in the metrics. Empty: none.",
            .type = Name,
            .example = "newswatch.feedback",
            .target = at<&C::feedback, &FeedbackConfig::topic>},

    Setting{.key = "admin.address",
            .help = "IPv4 address for metrics, health checks and the live page. Without "
                    "admin.certificate_file it does not encrypt: keep it off public networks then.",
            .initial = "127.0.0.1",
            .filled = true,
            .target = at<&C::admin, &AdminConfig::address>},
    Setting{.key = "admin.port",
            .help = "Port for metrics, health checks and the live page. 0: any free one, which is "
                    "logged.",
            .type = Integer,
            .initial = "9464",
            .min = "0",
            .max = "65535",
            .target = at<&C::admin, &AdminConfig::port>},
    Setting{.key = "admin.username",
            .help = "Who wants to see metrics or the live page has to log in by this name. Health "
                    "checks are for everybody.",
            .example = "newsroom",
            .target = at<&C::admin, &AdminConfig::username>},
    Setting{.key = "admin.password",
            .help = "Password of admin.username. Better: admin.password_file.",
            .type = Secret,
            .example = "${ADMIN_PASSWORD}",
            .target = at<&C::admin, &AdminConfig::password>},
    Setting{.key = "admin.password_file",
            .help = "File with the password; a newline at its end does not count.",
            .type = Path,
            .example = "/run/secrets/admin-password",
            .target = at<&C::admin, &AdminConfig::password_file>},
    Setting{.key = "admin.token",
            .help = "Who sends this as a bearer token need not log in, as Prometheus can. Better: "
                    "admin.token_file.",
            .type = Secret,
            .example = "${ADMIN_TOKEN}",
            .target = at<&C::admin, &AdminConfig::token>},
    Setting{.key = "admin.token_file",
            .help = "File with the token; a newline at its end does not count.",
            .type = Path,
            .example = "/run/secrets/admin-token",
            .target = at<&C::admin, &AdminConfig::token_file>},
    Setting{.key = "admin.certificate_file",
            .help = "Certificate that the admin port shows, in PEM form, those between it and its "
                    "authority behind it. The port speaks https alone then, with TLS 1.2 or later. "
                    "Renewed files are taken as they are, without a restart.",
            .type = Path,
            .example = "/etc/newswatch/admin.pem",
            .target = at<&C::admin, &AdminConfig::certificate_file>},
    Setting{.key = "admin.key_file",
            .help = "Private key of admin.certificate_file.",
            .type = Path,
            .example = "/etc/newswatch/admin.key",
            .target = at<&C::admin, &AdminConfig::key_file>},
    Setting{.key = "admin.key_password",
            .help = "Password of admin.key_file. Better: admin.key_password_file.",
            .type = Secret,
            .example = "${ADMIN_KEY_PASSWORD}",
            .target = at<&C::admin, &AdminConfig::key_password>},
    Setting{.key = "admin.key_password_file",
            .help = "File with the password of admin.key_file.",
            .type = Path,
            .example = "/run/secrets/admin-key-password",
            .target = at<&C::admin, &AdminConfig::key_password_file>},

    Setting{.key = "live.viewers",
            .help = "How many may look at the live page at a time. 0: there is none.",
            .type = Integer,
            .initial = "64",
            .min = "0",
            .max = "1000",
            .target = at<&C::live, &LiveConfig::viewers>},
    Setting{.key = "live.recent",
            .help = "With how many of the newest alerts the live page begins.",
            .type = Integer,
            .initial = "100",
            .min = "0",
            .max = "5000",
            .target = at<&C::live, &LiveConfig::recent>},

    Setting{.key = "metrics.max_rules",
            .help = "Rules with counters of their own. All further ones count as `other`.",
            .type = Integer,
            .initial = "1000",
            .min = "0",
            .max = "100000",
            .target = at<&C::metrics, &MetricsConfig::max_rules>},
    Setting{.key = "metrics.costliest_rules",
            .help = "Of how many topics newswatch_rule_seconds_total tells: those that cost most.",
            .type = Integer,
            .initial = "20",
            .min = "0",
            .max = "1000",
            .target = at<&C::metrics, &MetricsConfig::costliest_rules>},
    Setting{
        .key = "metrics.sources",
        .help =
            "Outlets with counters of their own, by domain (subdomains count with it) or, where "
            "articles have none, by name. All further ones count as `other`.",
        .type = TextList,
        .example = "reuters.com,bbc.co.uk",
        .target = at<&C::metrics, &MetricsConfig::sources>},

    Setting{.key = "log.level",
            .help = "Least level that is logged.",
            .type = Choice,
            .initial = "info",
            .choices = kLevels,
            .target = choose<&C::log, &LogConfig::level>},
    Setting{.key = "log.format",
            .help = "How lines look. auto: text on a terminal, JSON lines otherwise.",
            .type = Choice,
            .initial = "auto",
            .choices = kFormats,
            .target = choose<&C::log, &LogConfig::format>},

    Setting{.key = "shutdown.grace",
            .help = "Longest time to finish what is in hand after SIGTERM.",
            .type = Duration,
            .initial = "25s",
            .min = "1s",
            .max = "10m",
            .target = at<&C::shutdown, &ShutdownConfig::grace>},
};

}  // namespace

std::span<const Setting> settings() { return kSettings; }

const Setting* find_setting(std::string_view key) {
  const auto found = std::ranges::find(kSettings, key, &Setting::key);
  return found == kSettings.end() ? nullptr : &*found;
}

std::vector<std::string> names_in(std::string_view section) {
  const std::string prefix = section.empty() ? "" : std::string(section) + ".";
  std::vector<std::string> names;
  for (const Setting& setting : kSettings) {
    if (!setting.key.starts_with(prefix)) continue;
    const auto rest = setting.key.substr(prefix.size());
    std::string name(rest.substr(0, rest.find('.')));
    if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
  }
  return names;
}

std::string environment_name(std::string_view key) {
  std::string name = "NEWSWATCH_";
  for (const char c : key) {
    if (c == '.')
      name += "__";
    else
      name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

}  // namespace newswatch::daemon
