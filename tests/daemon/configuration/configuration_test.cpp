#include "daemon/configuration/configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>

#include "daemon/configuration/settings.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr int kNewLibrdkafka = 0x020601ff;
constexpr std::string_view kMinimal = "kafka: {brokers: 'a:1'}\n";

ConfigurationSources sources(std::string text, TextMap environment = {},
                             std::vector<Override> overrides = {}) {
  return {std::move(text), "n.yaml", std::move(environment), std::move(overrides), kNewLibrdkafka};
}

Configuration loaded(const ConfigurationSources& from) {
  auto result = load_configuration(from);
  if (const auto* problems = std::get_if<Problems>(&result)) {
    for (const auto& problem : *problems) ADD_FAILURE() << to_string(problem);
    return {};
  }
  return std::get<Configuration>(std::move(result));
}

std::vector<std::string> problems_of(const ConfigurationSources& from) {
  std::vector<std::string> words;
  const auto result = load_configuration(from);
  if (const auto* problems = std::get_if<Problems>(&result))
    for (const auto& problem : *problems) words.push_back(to_string(problem));
  return words;
}

/// A folder of its own for each test.
class Folder {
 public:
  Folder() {
    std::string name = testing::TempDir() + "newswatch-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path_ + "/" + name, std::ios::binary) << text;
    return path_ + "/" + name;
  }
  std::string missing() const { return path_ + "/missing"; }

 private:
  std::string path_;
};

TEST(Configuration, HasADefaultForAllButTheBrokers) {
  const auto c = loaded(sources(std::string(kMinimal)));
  EXPECT_THAT(c.kafka.brokers, ElementsAre("a:1"));
  EXPECT_THAT(c.kafka.topics, ElementsAre("articles"));
  EXPECT_EQ(c.kafka.group, "newswatch");
  EXPECT_EQ(c.kafka.assignor, kafka::Assignor::CooperativeSticky);
  EXPECT_EQ(c.kafka.security_protocol, "plaintext");
  EXPECT_EQ(c.articles.max_record_bytes, 4U << 20U);
  EXPECT_EQ(format_date(c.articles.earliest_date), "1990-01-01");
  EXPECT_EQ(c.articles.max_future, std::chrono::hours(24));
  ASSERT_EQ(c.articles.fields.published_at.size(), 3U);
  EXPECT_EQ(c.articles.fields.published_at[2].text(), "/time");
  EXPECT_TRUE(c.articles.fields.source_name.empty());
  EXPECT_EQ(c.rules.path, "/etc/newswatch/rules");
  EXPECT_EQ(c.pipeline.batch_wait, std::chrono::milliseconds(100));
  EXPECT_EQ(c.alerts.topic, "newswatch.alerts");
  EXPECT_EQ(c.admin.port, 9464);
  EXPECT_EQ(c.metrics.max_rules, 1000);
  EXPECT_EQ(c.log.level, LogLevel::Info);
  EXPECT_EQ(c.log.format, LogFormat::Auto);
  EXPECT_EQ(c.shutdown.grace, std::chrono::seconds(25));
}

TEST(Configuration, FlagsBeatTheEnvironmentWhichBeatsTheFile) {
  const std::string file = "kafka: {brokers: 'a:1', group: file}\nadmin: {port: 1}\n";
  const TextMap environment{{"NEWSWATCH_KAFKA__GROUP", "environment"},
                            {"NEWSWATCH_ADMIN__PORT", "2"}};
  const auto c = loaded(sources(file, environment, {{"admin.port", "3", "--port"}}));
  EXPECT_EQ(c.kafka.brokers.front(), "a:1");
  EXPECT_EQ(c.kafka.group, "environment");
  EXPECT_EQ(c.admin.port, 3);
}

TEST(Configuration, CanComeFromTheEnvironmentAlone) {
  const auto c = loaded(sources("", {{"NEWSWATCH_KAFKA__BROKERS", "a:1, b:2"},
                                     {"NEWSWATCH_KAFKA__PROPERTIES", "client.rack=r1,debug=cgrp"},
                                     {"NEWSWATCH_ARTICLES__FIELDS__TITLE", "/a,/b"},
                                     {"NEWSWATCH_LOG__LEVEL", "warn"},
                                     {"NEWSWATCH_PORT", "tcp://10.0.0.1:80"},
                                     {"PATH__X", "/bin"}}));
  EXPECT_THAT(c.kafka.brokers, ElementsAre("a:1", "b:2"));
  EXPECT_THAT(c.kafka.properties, ElementsAre(Pair("client.rack", "r1"), Pair("debug", "cgrp")));
  EXPECT_EQ(c.articles.fields.title.size(), 2U);
  EXPECT_EQ(c.log.level, LogLevel::Warn);
}

TEST(Configuration, MapsMetadata) {
  const auto c = loaded(sources(std::string(kMinimal) +
                                "articles: {metadata: {wire-service: /a, tags_2: [/b, /c]}}\n"));
  const auto& fields = c.articles.fields.metadata;
  ASSERT_EQ(fields.size(), 2U);
  EXPECT_EQ(fields[0].name, "wire-service");
  EXPECT_EQ(fields[0].places.at(0).text(), "/a");
  EXPECT_EQ(fields[1].name, "tags_2");
  EXPECT_EQ(fields[1].places.size(), 2U);
  EXPECT_TRUE(loaded(sources(std::string(kMinimal))).articles.fields.metadata.empty());
}

TEST(Configuration, MapsMetadataFromTheEnvironment) {
  const auto c = loaded(
      sources(std::string(kMinimal), {{"NEWSWATCH_ARTICLES__METADATA", "section=/a,tags=/b"}}));
  ASSERT_EQ(c.articles.fields.metadata.size(), 2U);
  EXPECT_EQ(c.articles.fields.metadata[1].places.at(0).text(), "/b");
}

TEST(Configuration, PutsVariablesInValues) {
  const auto c = loaded(
      sources("kafka: {brokers: '${HOST}:1', group: '${GROUP:-g}', instance_id: '${EMPTY:-i}', "
              "assignor: range}\n"
              "admin: {port: '${PORT:-5}'}\nalerts: {topic_label: 'a$${b}$c'}\n",
              {{"HOST", "h"}, {"EMPTY", ""}}));
  EXPECT_EQ(c.kafka.brokers.front(), "h:1");
  EXPECT_EQ(c.kafka.group, "g");
  EXPECT_EQ(c.kafka.instance_id, "i");
  EXPECT_EQ(c.admin.port, 5);
  EXPECT_EQ(c.alerts.topic_label, "a${b}$c");
}

TEST(Configuration, ReadsSecretsFromFiles) {
  const Folder folder;
  const auto path = folder.write("password", "p w\n\n");
  const auto c =
      loaded(sources("kafka: {brokers: 'a:1', security_protocol: sasl_ssl, "
                     "sasl_mechanism: PLAIN, username: u, password_file: '" +
                     path + "'}\n"));
  EXPECT_EQ(c.kafka.password, "p w\n");
  const auto options = connection_options(c.kafka);
  EXPECT_EQ(*options.properties.find("sasl.password"), "p w\n");
  EXPECT_EQ(*options.properties.find("security.protocol"), "sasl_ssl");
  EXPECT_EQ(options.properties.find("ssl.ca.location"), nullptr);
}

TEST(Configuration, TakesRulesFromATopicInsteadOfTheDefaultPath) {
  EXPECT_EQ(loaded(sources(std::string(kMinimal))).rules.topic, "");
  EXPECT_EQ(loaded(sources(std::string(kMinimal) + "rules: {topic: r}\n")).rules.topic, "r");
  const auto none = sources(std::string(kMinimal) + "rules: {path: /rules, topic: ''}\n");
  EXPECT_EQ(loaded(none).rules.path, "/rules");
}

TEST(Configuration, RefusesAFlagForFilesBesideATopic) {
  EXPECT_THAT(problems_of(sources(std::string(kMinimal) + "rules: {topic: r}\n", {},
                                  {{"rules.path", "/rules", "--rules"}})),
              ElementsAre(HasSubstr("at most one of rules.path and rules.topic")));
}

TEST(Configuration, NamesTheKeyAndThePathOfAMissingSecret) {
  const Folder folder;
  const auto words = problems_of(sources(
      "kafka: {brokers: 'a:1', security_protocol: sasl_ssl, sasl_mechanism: PLAIN, username: u,\n"
      "  password_file: " +
      folder.missing() + "}\n"));
  EXPECT_THAT(words, ElementsAre("n.yaml:2:18: kafka.password_file: can't read " +
                                 folder.missing() + ": No such file or directory"));
}

TEST(Configuration, NamesAnEmptySecret) {
  const Folder folder;
  const auto path = folder.write("empty", "\n");
  EXPECT_THAT(problems_of(sources("kafka: {brokers: 'a:1', security_protocol: sasl_ssl, "
                                  "sasl_mechanism: PLAIN, username: u, password_file: " +
                                  path + "}\n")),
              ElementsAre(HasSubstr("kafka.password_file: " + path + " is empty")));
}

TEST(Configuration, TakesBrokersInAllTheirForms) {
  for (const std::string broker :
       {"a", "a:1", "10.0.0.1:65535", "[::1]:9092", "::1", "[::1]", "['a:1,b:2', c]"})
    EXPECT_THAT(
        problems_of(sources("kafka: {brokers: " +
                            (broker.starts_with("['") ? broker : "'" + broker + "'") + "}\n")),
        testing::IsEmpty())
        << broker;
}

TEST(Configuration, ReportsAllProblemsAtOnce) {
  EXPECT_THAT(
      problems_of(sources("kafka:\n  brokrs: a\n  group: [b]\nadmin: {port: 70000}\nlogs: {}\n",
                          {{"NEWSWATCH_ADMIN__PROT", "1"}, {"NEWSWATCH_SHUTDOWN__GRACE", "5"}},
                          {{"rules.paht", "x", "--rules"}})),
      ElementsAre(
          "n.yaml:2:3: unknown key \"kafka.brokrs\"; did you mean \"brokers\"?",
          "n.yaml:3:10: kafka.group: expected a text that is not empty, as in newswatch, not a "
          "list",
          "n.yaml:4:15: admin.port: expected a whole number from 0 to 65535, as in 9464, not "
          "\"70000\"",
          "n.yaml:5:1: unknown key \"logs\"; did you mean \"log\"?",
          "NEWSWATCH_ADMIN__PROT: unknown variable; did you mean \"NEWSWATCH_ADMIN__PORT\"?",
          "NEWSWATCH_SHUTDOWN__GRACE: shutdown.grace: expected a duration from 1s to 10m, as in "
          "25s, not \"5\"",
          "--rules: unknown key \"rules.paht\"; did you mean \"rules.path\"?",
          "n.yaml: kafka.brokers is missing: expected a list of texts with at least one entry, as "
          "in kafka-1:9092,kafka-2:9092"));
}

struct Case {
  std::string_view name;
  std::string text;
  std::string problem;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

std::string kafka(const std::string& more) { return "kafka: {brokers: 'a:1', " + more + "}\n"; }
std::string minimal(const std::string& more) { return std::string(kMinimal) + more; }

const Case kCases[] = {
    {"DuplicateKey", minimal("kafka: {}\n"), "n.yaml:2:1: key \"kafka\" stands twice"},
    {"KeyOfAnotherSection", minimal("brokers: a\n"), "did you mean kafka.brokers?"},
    {"UnknownEverywhere", minimal("log: {colour: a}\n"), "known here: level, format"},
    {"NotASection", minimal("log: info\n"), "n.yaml:2:6: log: expected keys, as in level:"},
    {"NotEvenAMap", "- a\n", "n.yaml:1:1: expected sections, as in kafka:"},
    {"UndefinedVariable", kafka("group: '${NO}'"), "n.yaml:1:32: variable NO is not set"},
    {"UnclosedVariable", kafka("group: '${NO'"), "${ without its }"},
    {"NoVariable", kafka("group: '${a b}'"), "no name of a variable between ${ and }"},
    {"NoValue", "kafka:\n  brokers: a:1\n  group:\n", "not nothing"},
    {"EmptyBrokers", "kafka: {brokers: []}\n", "kafka.brokers: expected a list of texts"},
    {"BrokerWithUrl", "kafka: {brokers: 'http://a:9092'}\n",
     "kafka.brokers: expected HOST:PORT, as in kafka-1:9092, not \"http://a:9092\""},
    {"BrokerWithoutPort", "kafka: {brokers: [a:1, 'b:']}\n", "not \"b:\""},
    {"BrokerWithBlank", "kafka: {brokers: 'a:1 b:2'}\n", "not \"a:1 b:2\""},
    {"BrokerWithProtocol", "kafka: {brokers: 'SASL_SSL://a:9093'}\n", "not \"SASL_SSL://a:9093\""},
    {"BrokerAmongOthers", "kafka: {brokers: ['a:1,b:x']}\n", "not \"b:x\""},
    {"BrokerBehindBrackets", "kafka: {brokers: '[::1]x:9092'}\n", "not \"[::1]x:9092\""},
    {"BrokerBeyondPorts", "kafka: {brokers: 'a:65536'}\n", "not \"a:65536\""},
    {"BadChoice", minimal("log: {level: loud}\n"), "expected one of debug, info, warn, error"},
    {"BadName", minimal("alerts: {topic: a b}\n"), "alerts.topic: expected a name"},
    {"BadPointer", minimal("articles: {fields: {id: data}}\n"), "expected a JSON Pointer"},
    {"MetadataWithoutPointer", minimal("articles: {metadata: {section: data}}\n"),
     "n.yaml:2:22: articles.metadata: expected a map of names to JSON Pointers, which begin with "
     "/, "
     "or lists of them, as in {section: /data/section}, not \"data\" at section"},
    {"MetadataOfTheLanguage", minimal("articles: {metadata: {title: /a}}\n"),
     "n.yaml:2:22: articles.metadata: \"title\" is a name of the query language"},
    {"MetadataOfAStem", minimal("articles: {metadata: {stem-de: /a}}\n"),
     "\"stem-de\" is a name of the query language"},
    {"MetadataInCapitals", minimal("articles: {metadata: {Section: /a}}\n"),
     "articles.metadata: \"Section\" is no name for a field: up to 64 lower-case letters"},
    {"MetadataTwice", minimal("articles: {metadata: {a: /a, a: /b}}\n"), "key \"a\" stands twice"},
    {"BadDay", minimal("articles: {earliest_date: 1990-02-30}\n"), "expected a date"},
    {"BadAddress", minimal("admin: {address: localhost}\n"), "expected an IPv4 address"},
    {"SizeTooLarge", minimal("articles: {max_record_bytes: 65MiB}\n"), "from 1KiB to 64MiB"},
    {"SizeTooLargeToCount", minimal("articles: {max_record_bytes: 9999999999999GiB}\n"), "a size"},
    {"QuotedNumber", minimal("admin: {port: '1'}\n"), "expected a whole number"},
    {"SecretNotShown", kafka("password: [hunter2]"), "kafka.password: expected a text, not a list"},
    {"PasswordTwice", kafka("password: a, password_file: b"),
     "at most one of kafka.password and kafka.password_file"},
    {"UsernameWithoutSasl", kafka("username: a"), "kafka.username needs kafka.sasl_mechanism"},
    {"SaslWithoutProtocol", kafka("sasl_mechanism: PLAIN, username: a, password: b"),
     "needs kafka.security_protocol sasl_plaintext or sasl_ssl, not plaintext"},
    {"ProtocolWithoutSasl", kafka("security_protocol: sasl_ssl"),
     "kafka.security_protocol sasl_ssl needs kafka.sasl_mechanism"},
    {"SaslWithoutPassword",
     kafka("security_protocol: sasl_ssl, sasl_mechanism: PLAIN, username: a"),
     "kafka.sasl_mechanism PLAIN needs kafka.username, and kafka.password"},
    {"PasswordWithoutUsername", kafka("password: a"), "need kafka.username"},
    {"CertificateWithoutKey", kafka("security_protocol: ssl, certificate_file: a"),
     "kafka.certificate_file and kafka.key_file need each other"},
    {"OauthWithoutServer", kafka("oauth_client_id: a"),
     "kafka.oauth_client_id needs kafka.oauth_token_url"},
    {"OauthWithoutMechanism",
     kafka("oauth_token_url: 'https://a', oauth_client_id: a, oauth_client_secret: b"),
     "kafka.oauth_token_url needs kafka.sasl_mechanism OAUTHBEARER"},
    {"OauthWithoutClient",
     kafka("security_protocol: sasl_ssl, sasl_mechanism: OAUTHBEARER, oauth_token_url: "
           "'https://a'"),
     "kafka.oauth_token_url needs kafka.oauth_client_id, and kafka.oauth_client_secret"},
    {"OauthInTheOpen",
     kafka("security_protocol: sasl_ssl, sasl_mechanism: OAUTHBEARER, oauth_client_id: a, "
           "oauth_client_secret: b, oauth_token_url: 'http://127.0.0.1.example/t'"),
     "kafka.oauth_token_url must begin with https://"},
    {"OauthSecretTwice",
     kafka("security_protocol: sasl_ssl, sasl_mechanism: OAUTHBEARER, oauth_client_id: a, "
           "oauth_client_secret: b, oauth_client_secret_file: c, oauth_token_url: 'https://a'"),
     "at most one of kafka.oauth_client_secret and kafka.oauth_client_secret_file"},
    {"CaWithoutTls", kafka("ca_file: a"), "kafka.ca_file needs kafka.security_protocol ssl"},
    {"KeyPasswordWithoutKey", kafka("key_password: a"), "need kafka.key_file"},
    {"OwnedProperty", kafka("properties: {enable.auto.commit: true}"),
     "kafka.properties: enable.auto.commit is owned by Newswatch"},
    {"MisspeltProperty", kafka("properties: {client.rak: a}"),
     "kafka.properties: Kafka property \"client.rak\": librdkafka does not know it; did you mean "
     "\"client.rack\"?"},
    {"PropertyOfAnotherType", kafka("consumer_properties: {fetch.wait.max.ms: abc}"),
     "kafka.consumer_properties: Kafka property \"fetch.wait.max.ms\": "},
    {"PropertyWithAKey", kafka("consumer_properties: {sasl.username: a}"),
     "kafka.consumer_properties: sasl.username is set by kafka.username"},
    {"AlertsAmongArticles", kafka("topics: newswatch.alerts"),
     "alerts.topic \"newswatch.alerts\" is among kafka.topics too"},
    {"AlertsMatchedByAnExpression", kafka("topics: [articles, '^newswatch']"),
     "alerts.topic \"newswatch.alerts\" is among kafka.topics too, as ^newswatch"},
    {"DetectionsMatchedByAnExpression", kafka("topics: [articles, '^newswatch.d.t']"),
     "correlation.detection_topic \"newswatch.detections\" is among kafka.topics too"},
    {"StateAmongDetections", minimal("correlation: {state_topic: newswatch.detections}\n"),
     "correlation.detection_topic and correlation.state_topic are both \"newswatch.detections\""},
    {"StaticAndCooperative", kafka("instance_id: a"),
     "kafka.instance_id needs kafka.assignor: range"},
    {"RulesAmongArticles", kafka("topics: ['^news']") + "rules: {topic: newsrules}\n",
     "n.yaml:2:16: rules.topic \"newsrules\" is among kafka.topics too, as ^news"},
    {"RulesAmongAlerts", minimal("rules: {topic: newswatch.alerts}\n"),
     "alerts.topic and rules.topic are both \"newswatch.alerts\""},
    {"RulesInFilesAndATopic", minimal("rules: {path: /rules, topic: r}\n"),
     "n.yaml:2:30: at most one of rules.path and rules.topic"},
    {"NoExpression", kafka("topics: '^(news'"),
     "kafka.topics: \"^(news\" is no regular expression"},
    {"NearMissesAmongAlerts", minimal("alerts: {topic: a, near_miss_topic: a}\n"),
     "alerts.topic and alerts.near_miss_topic are both \"a\""},
    {"NearMissesAmongDeadLetters", minimal("alerts: {dead_letter_topic: a, near_miss_topic: a}\n"),
     "alerts.dead_letter_topic and alerts.near_miss_topic are both \"a\""},
    {"NearMissesAmongArticles", minimal("alerts: {near_miss_topic: articles}\n"),
     "alerts.near_miss_topic \"articles\" is among kafka.topics too"},
    {"AnnotationsAmongAlerts", minimal("alerts: {topic: a}\nannotations: {topic: a}\n"),
     "alerts.topic and annotations.topic are both \"a\""},
    {"AnnotationsAmongNearMisses",
     minimal("alerts: {near_miss_topic: a}\nannotations: {topic: a}\n"),
     "alerts.near_miss_topic and annotations.topic are both \"a\""},
    {"AnnotationsAmongArticles", minimal("annotations: {topic: articles}\n"),
     "annotations.topic \"articles\" is among kafka.topics too"},
    {"AdminPasswordTwice", minimal("admin: {username: a, password: b, password_file: c}\n"),
     "at most one of admin.password and admin.password_file"},
    {"AdminTokenTwice", minimal("admin: {token: a, token_file: b}\n"),
     "at most one of admin.token and admin.token_file"},
    {"AdminPasswordWithoutName", minimal("admin: {password: b}\n"), "need admin.username"},
    {"AdminNameWithoutPassword", minimal("admin: {username: b}\n"),
     "admin.username needs admin.password or admin.password_file"},
    {"AdminNameWithColon", minimal("admin: {username: 'a:b', password: c}\n"), "a name with \":\""},
    {"AdminCertificateWithoutKey", minimal("admin: {certificate_file: a}\n"),
     "admin.certificate_file and admin.key_file need each other"},
    {"AdminKeyPasswordTwice",
     minimal("admin: {certificate_file: a, key_file: b, key_password: c, key_password_file: d}\n"),
     "at most one of admin.key_password and admin.key_password_file"},
    {"AdminKeyPasswordWithoutKey", minimal("admin: {key_password: c}\n"),
     "admin.key_password and admin.key_password_file need admin.key_file"},
    {"AdminCertificateThatIsNotThere",
     minimal("admin: {certificate_file: /no.pem, key_file: /no.key}\n"),
     "n.yaml:2:27: admin.certificate_file: /no.pem can't be read: No such file"},
    {"SameTopicTwice", minimal("alerts: {topic: a, dead_letter_topic: a}\n"),
     "alerts.topic and alerts.dead_letter_topic are both \"a\""},
};

class ConfigurationProblems : public testing::TestWithParam<Case> {};

TEST_P(ConfigurationProblems, NameWhatWasExpected) {
  EXPECT_THAT(problems_of(sources(GetParam().text)),
              testing::Contains(HasSubstr(GetParam().problem)));
}

INSTANTIATE_TEST_SUITE_P(Text, ConfigurationProblems, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Configuration, RepeatsNoSecret) {
  const auto words =
      problems_of(sources(kafka("password: 'a${hunter2 b}', key_password: [hunter2]"),
                          {{"NEWSWATCH_KAFKA__PROPERTIES", "hunter2"}}));
  EXPECT_EQ(words.size(), 3U);
  for (const auto& line : words) EXPECT_THAT(line, testing::Not(HasSubstr("hunter2")));
}

TEST(Configuration, TellsWhereEachValueComesFrom) {
  auto from = sources(
      "kafka:\n  brokers: a:1, b:2\n  properties: {sasl.oauthbearer.config: hunter2, client.rack: "
      "r 1}\n"
      "  password: hunter2\n  username: u\n  sasl_mechanism: PLAIN\n  security_protocol: "
      "sasl_ssl\n",
      {{"NEWSWATCH_PIPELINE__THREADS", "4"}});
  from.overrides = {{"rules.path", "my rules", "--rules"}};
  const auto resolved = resolve_configuration(from);
  ASSERT_TRUE(std::holds_alternative<std::vector<ResolvedSetting>>(resolved));
  std::map<std::string, std::pair<std::string, std::string>> found;
  for (const auto& [key, value, origin] : std::get<std::vector<ResolvedSetting>>(resolved))
    found[key] = {value, origin};
  using testing::Pair;
  EXPECT_EQ(found.size(), settings().size());
  EXPECT_THAT(found["kafka.brokers"], Pair("\"a:1, b:2\"", "n.yaml:2:12"));
  EXPECT_THAT(found["kafka.properties"],
              Pair("{sasl.oauthbearer.config: \"***\", client.rack: \"r 1\"}", "n.yaml:3:15"));
  EXPECT_THAT(found["kafka.password"], Pair("***", "n.yaml:4:13"));
  EXPECT_THAT(found["pipeline.threads"], Pair("4", "NEWSWATCH_PIPELINE__THREADS"));
  EXPECT_THAT(found["rules.path"], Pair("\"my rules\"", "--rules"));
  EXPECT_THAT(found["admin.port"], Pair("9464", "default"));
  EXPECT_THAT(found["admin.token"], Pair("", "default"));
}

TEST(Configuration, RefusesScramWhereLibrdkafkaCannotLogIn) {
  auto from = sources(kafka(
      "security_protocol: sasl_ssl, sasl_mechanism: SCRAM-SHA-512, username: a, password: b"));
  EXPECT_EQ(loaded(from).kafka.sasl_mechanism, "SCRAM-SHA-512");
  from.librdkafka_version = 0x020002ff;
  EXPECT_THAT(problems_of(from), ElementsAre(HasSubstr("kafka.sasl_mechanism SCRAM-SHA-512")));
}

TEST(Configuration, ReadsTheEnvironmentOfTheProcess) {
  ASSERT_EQ(setenv("NEWSWATCH_TEST_VARIABLE", "a=b", 1), 0);
  EXPECT_THAT(process_environment(), testing::Contains(Pair("NEWSWATCH_TEST_VARIABLE", "a=b")));
}

}  // namespace
}  // namespace newswatch::daemon
