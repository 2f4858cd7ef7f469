#include "daemon/configuration/configuration_checks.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <regex.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <ranges>
#include <set>

#include "base/files.h"
#include "rules/query_prefixes.h"

namespace newswatch::daemon {
namespace {

using Complaints = std::vector<Complaint>;

void at_most_one(Complaints& complaints, const std::string& key, const std::string& value,
                 const std::string& file) {
  if (!value.empty() && !file.empty())
    complaints.push_back({key, fmt::format("at most one of {} and {}_file", key, key)});
}

void read_secret(Complaints& complaints, const std::string& key, const std::string& path,
                 std::string& secret) {
  if (path.empty() || !secret.empty()) return;
  const auto content = read_file(path);
  if (!content) {
    complaints.push_back(
        {key, fmt::format("{}: can't read {}: {}", key, path, content.error().message)});
    return;
  }
  std::string text = *content;
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  if (text.empty()) complaints.push_back({key, fmt::format("{}: {} is empty", key, path)});
  secret = std::move(text);
}

void check_login(Complaints& complaints, const KafkaConfig& kafka, int version) {
  const bool protocol_logs_in = kafka.security_protocol.starts_with("sasl_");
  const bool with_password =
      kafka.sasl_mechanism == "PLAIN" || kafka.sasl_mechanism.starts_with("SCRAM");
  const bool any_password = !kafka.password.empty() || !kafka.password_file.empty();
  if (!kafka.sasl_mechanism.empty() && !protocol_logs_in)
    complaints.push_back({"kafka.sasl_mechanism",
                          fmt::format("kafka.sasl_mechanism {} needs kafka.security_protocol "
                                      "sasl_plaintext or sasl_ssl, not {}",
                                      kafka.sasl_mechanism, kafka.security_protocol)});
  if (kafka.sasl_mechanism.empty() && protocol_logs_in)
    complaints.push_back({"kafka.security_protocol",
                          fmt::format("kafka.security_protocol {} needs kafka.sasl_mechanism",
                                      kafka.security_protocol)});
  if (!kafka.username.empty() && kafka.sasl_mechanism.empty())
    complaints.push_back({"kafka.username", "kafka.username needs kafka.sasl_mechanism"});
  if (any_password && kafka.username.empty())
    complaints.push_back({kafka.password_file.empty() ? "kafka.password" : "kafka.password_file",
                          "kafka.password and kafka.password_file need kafka.username"});
  if (with_password && (kafka.username.empty() || !any_password))
    complaints.push_back(
        {"kafka.sasl_mechanism", fmt::format("kafka.sasl_mechanism {} needs kafka.username, and "
                                             "kafka.password or kafka.password_file",
                                             kafka.sasl_mechanism)});
  if (const auto fits = kafka::check_login({{"sasl.mechanism", kafka.sasl_mechanism}}, version);
      !fits)
    complaints.push_back({"kafka.sasl_mechanism", "kafka.sasl_mechanism " + fits.error().message});
}

/// @param section  of the configuration, which has the keys of a certificate, and its name.
template <typename Section>
void check_key_files(Complaints& complaints, const std::string& name, const Section& section) {
  const std::string certificate = name + ".certificate_file";
  const std::string key = name + ".key_file";
  const std::string password = name + ".key_password";
  at_most_one(complaints, password, section.key_password, section.key_password_file);
  if (section.certificate_file.empty() != section.key_file.empty())
    complaints.push_back({section.key_file.empty() ? certificate : key,
                          fmt::format("{} and {} need each other", certificate, key)});
  const bool any_password = !section.key_password.empty() || !section.key_password_file.empty();
  if (any_password && section.key_file.empty())
    complaints.push_back({section.key_password_file.empty() ? password : password + "_file",
                          fmt::format("{} and {}_file need {}", password, password, key)});
}

void check_tls(Complaints& complaints, const KafkaConfig& kafka) {
  const bool tls = kafka.security_protocol.ends_with("ssl");
  const std::array<std::pair<std::string, const std::string*>, 3> files{
      {{"kafka.ca_file", &kafka.ca_file},
       {"kafka.certificate_file", &kafka.certificate_file},
       {"kafka.key_file", &kafka.key_file}}};
  for (const auto& [key, value] : files)
    if (!value->empty() && !tls)
      complaints.push_back({key, fmt::format("{} needs kafka.security_protocol ssl or sasl_ssl, "
                                             "not {}",
                                             key, kafka.security_protocol)});
  check_key_files(complaints, "kafka", kafka);
}

/// The client's secret goes there, so nobody else may read along.
bool is_safe(const std::string& url) {
  if (url.starts_with("https://")) return true;
  constexpr std::array<std::string_view, 2> kThisHost{"http://127.0.0.1", "http://localhost"};
  return std::ranges::any_of(kThisHost, [&url](std::string_view host) {
    return url.starts_with(host) &&
           (url.size() == host.size() || url[host.size()] == ':' || url[host.size()] == '/');
  });
}

void check_oauth(Complaints& complaints, const KafkaConfig& kafka) {
  const kafka::OAuthOptions& oauth = kafka.oauth;
  const bool any_secret = !oauth.client_secret.empty() || !kafka.oauth_client_secret_file.empty();
  if (oauth.token_url.empty()) {
    const std::array<std::pair<std::string, bool>, 5> others{
        {{"kafka.oauth_client_id", !oauth.client_id.empty()},
         {"kafka.oauth_client_secret", !oauth.client_secret.empty()},
         {"kafka.oauth_client_secret_file", !kafka.oauth_client_secret_file.empty()},
         {"kafka.oauth_scope", !oauth.scope.empty()},
         {"kafka.oauth_ca_file", !oauth.ca_file.empty()}}};
    for (const auto& [key, is_set] : others)
      if (is_set) complaints.push_back({key, key + " needs kafka.oauth_token_url"});
    return;
  }
  const std::string key = "kafka.oauth_token_url";
  if (kafka.sasl_mechanism != "OAUTHBEARER")
    complaints.push_back({key, key + " needs kafka.sasl_mechanism OAUTHBEARER"});
  if (!is_safe(oauth.token_url))
    complaints.push_back({key, key + " must begin with https://, since the client's secret goes "
                                     "there; http:// will do for 127.0.0.1 and localhost"});
  if (oauth.client_id.empty() || !any_secret)
    complaints.push_back({key, key + " needs kafka.oauth_client_id, and kafka.oauth_client_secret "
                                     "or kafka.oauth_client_secret_file"});
}

struct OwnKey {
  std::string_view property;
  std::string_view key;
};
constexpr std::array kOwnKeys{OwnKey{"security.protocol", "kafka.security_protocol"},
                              OwnKey{"sasl.mechanism", "kafka.sasl_mechanism"},
                              OwnKey{"sasl.mechanisms", "kafka.sasl_mechanism"},
                              OwnKey{"sasl.username", "kafka.username"},
                              OwnKey{"sasl.password", "kafka.password_file"},
                              OwnKey{"ssl.ca.location", "kafka.ca_file"},
                              OwnKey{"ssl.certificate.location", "kafka.certificate_file"},
                              OwnKey{"ssl.key.location", "kafka.key_file"},
                              OwnKey{"ssl.key.password", "kafka.key_password_file"}};

void check_properties(Complaints& complaints, const std::string& key, const TextMap& properties) {
  for (const auto& [name, value] : properties) {
    const auto own = std::ranges::find(kOwnKeys, name, &OwnKey::property);
    if (const auto why = kafka::why_owned(name))
      complaints.push_back({key, fmt::format("{}: {} {}", key, name, *why)});
    else if (own != kOwnKeys.end())
      complaints.push_back({key, fmt::format("{}: {} is set by {}", key, name, own->key)});
    else if (const auto taken = kafka::Properties{{name, value}}.to_conf(); !taken)
      complaints.push_back({key, fmt::format("{}: {}", key, taken.error().message)});
  }
}

/// @param entry  of `kafka.topics`. Expressions are POSIX extended ones, as librdkafka reads them.
/// @return whether it names `topic`; nothing for an expression that makes no sense.
std::optional<bool> names(const std::string& entry, const std::string& topic) {
  if (!entry.starts_with('^')) return entry == topic;
  regex_t expression{};
  if (regcomp(&expression, entry.c_str(), REG_EXTENDED | REG_NOSUB) != 0) return std::nullopt;
  const bool matches = regexec(&expression, topic.c_str(), 0, nullptr, 0) == 0;
  regfree(&expression);
  return matches;
}

/// A topic that is read and written would feed Newswatch its own words for ever.
void check_topics(Complaints& complaints, const Configuration& c) {
  const std::array<std::pair<std::string, std::string>, 8> own{
      {{"alerts.topic", c.alerts.topic},
       {"alerts.dead_letter_topic", c.alerts.dead_letter_topic},
       {"alerts.near_miss_topic", c.alerts.near_miss_topic},
       {"annotations.topic", c.annotations.topic},
       {"correlation.detection_topic", c.correlation.detection_topic},
       {"correlation.state_topic", c.correlation.state_topic},
       {"feedback.topic", c.feedback.topic},
       {"rules.topic", c.rules.topic}}};
  for (const std::string& entry : c.kafka.topics) {
    if (!names(entry, ""))
      complaints.push_back(
          {"kafka.topics", fmt::format("kafka.topics: \"{}\" is no regular expression", entry)});
    for (const auto& [key, topic] : own)
      if (!topic.empty() && names(entry, topic).value_or(false))
        complaints.push_back(
            {key, fmt::format("{} \"{}\" is among kafka.topics too, as {}", key, topic, entry)});
  }
  for (std::size_t i = 0; i < own.size(); ++i)
    for (std::size_t j = i + 1; j < own.size(); ++j)
      if (!own[i].second.empty() && own[i].second == own[j].second)
        complaints.push_back({own[j].first, fmt::format("{} and {} are both \"{}\"", own[i].first,
                                                        own[j].first, own[i].second)});
}

/// @param entry  HOST, HOST:PORT, an IPv6 address, or one in brackets with a port. Which protocol
/// is spoken is said elsewhere.
bool is_broker(std::string_view entry) {
  const auto bracket = entry.starts_with('[') ? entry.find(']') : 0;
  if (bracket == std::string_view::npos) return false;
  const auto colon = entry.find(':', bracket);
  if (bracket > 0 && bracket + 1 < entry.size() && colon != bracket + 1) return false;
  const bool is_address = bracket == 0 && std::ranges::count(entry, ':') > 1;
  const std::string_view host = is_address ? entry : entry.substr(0, colon);
  if (host.empty() || host == "[]" || host.find_first_of(" \t\r\n/") != std::string_view::npos)
    return false;
  if (is_address || colon == std::string_view::npos) return true;
  const std::string_view port = entry.substr(colon + 1);
  std::uint16_t number = 0;
  const auto [stop, error] = std::from_chars(port.data(), port.data() + port.size(), number);
  return error == std::errc() && stop == port.data() + port.size() && number > 0;
}

/// An entry of a list may name several, as a variable that holds them all.
void check_brokers(Complaints& complaints, const std::vector<std::string>& brokers) {
  for (const std::string& entry : brokers) {
    for (const auto part : std::views::split(entry, ',')) {
      const std::string_view broker(part.begin(), part.end());
      if (is_broker(broker)) continue;
      complaints.push_back(
          {"kafka.brokers", fmt::format("kafka.brokers: expected HOST:PORT, as in kafka-1:9092, "
                                        "not \"{}\"",
                                        broker)});
    }
  }
}

void check_metadata(Complaints& complaints, const std::vector<articles::MappedField>& fields) {
  std::set<std::string_view> names;
  for (const articles::MappedField& field : fields) {
    if (const auto refused = rules::refuse_metadata_name(field.name))
      complaints.push_back({"articles.metadata", "articles.metadata: " + *refused});
    if (!names.insert(field.name).second)
      complaints.push_back(
          {"articles.metadata", fmt::format("articles.metadata: \"{}\" stands twice", field.name)});
  }
}

void check_address(Complaints& complaints, const AdminConfig& admin) {
  in_addr address{};
  if (inet_pton(AF_INET, admin.address.c_str(), &address) == 1) return;
  complaints.push_back({"admin.address", fmt::format("admin.address: expected an IPv4 address, as "
                                                     "in 127.0.0.1 or 0.0.0.0, not \"{}\"",
                                                     admin.address)});
}

void check_access(Complaints& complaints, const AdminConfig& admin) {
  at_most_one(complaints, "admin.password", admin.password, admin.password_file);
  at_most_one(complaints, "admin.token", admin.token, admin.token_file);
  const bool any_password = !admin.password.empty() || !admin.password_file.empty();
  if (any_password && admin.username.empty())
    complaints.push_back({admin.password_file.empty() ? "admin.password" : "admin.password_file",
                          "admin.password and admin.password_file need admin.username"});
  if (!any_password && !admin.username.empty())
    complaints.push_back(
        {"admin.username", "admin.username needs admin.password or admin.password_file"});
  if (admin.username.find(':') != std::string::npos)
    complaints.push_back(
        {"admin.username", "admin.username: a name with \":\" can't log in, see RFC 7617"});
}

/// A member that dies while the cooperative assignor moves a partition, and comes back by its name,
/// may leave the partition with nobody: see "Static membership" in docs/operating.md.
void check_membership(Complaints& complaints, const KafkaConfig& kafka) {
  if (kafka.instance_id.empty() || kafka.assignor == kafka::Assignor::Range) return;
  complaints.push_back({"kafka.instance_id",
                        "kafka.instance_id needs kafka.assignor: range, in all members of the "
                        "group: see \"Static membership\" in docs/operating.md"});
}

}  // namespace

std::vector<Complaint> read_secrets(Configuration& configuration) {
  Complaints complaints;
  KafkaConfig& kafka = configuration.kafka;
  AdminConfig& admin = configuration.admin;
  read_secret(complaints, "kafka.password_file", kafka.password_file, kafka.password);
  read_secret(complaints, "kafka.key_password_file", kafka.key_password_file, kafka.key_password);
  read_secret(complaints, "kafka.oauth_client_secret_file", kafka.oauth_client_secret_file,
              kafka.oauth.client_secret);
  read_secret(complaints, "admin.password_file", admin.password_file, admin.password);
  read_secret(complaints, "admin.token_file", admin.token_file, admin.token);
  read_secret(complaints, "admin.key_password_file", admin.key_password_file, admin.key_password);
  return complaints;
}

std::vector<Complaint> check_tls_files(const Configuration& configuration) {
  Complaints complaints;
  const KafkaConfig& kafka = configuration.kafka;
  const kafka::TlsFiles of_brokers{.ca_file = kafka.ca_file,
                                   .certificate_file = kafka.certificate_file,
                                   .key_file = kafka.key_file,
                                   .key_password = kafka.key_password};
  for (const auto& files : {of_brokers, tls_files(configuration.admin)})
    for (const auto& problem : kafka::problems_of(files))
      complaints.push_back({problem.key, fmt::format("{}: {}", problem.key, problem.message)});
  for (const auto& problem : kafka::problems_of({.ca_file = kafka.oauth.ca_file}))
    complaints.push_back(
        {"kafka.oauth_ca_file", fmt::format("kafka.oauth_ca_file: {}", problem.message)});
  return complaints;
}

kafka::TlsFiles tls_files(const AdminConfig& admin) {
  return {.section = "admin",
          .certificate_file = admin.certificate_file,
          .key_file = admin.key_file,
          .key_password = admin.key_password};
}

std::vector<Complaint> check_values(const Configuration& configuration) {
  Complaints complaints;
  const KafkaConfig& kafka = configuration.kafka;
  check_properties(complaints, "kafka.properties", kafka.properties);
  check_properties(complaints, "kafka.consumer_properties", kafka.consumer_properties);
  check_properties(complaints, "kafka.producer_properties", kafka.producer_properties);
  check_brokers(complaints, kafka.brokers);
  check_topics(complaints, configuration);
  check_metadata(complaints, configuration.articles.fields.metadata);
  check_address(complaints, configuration.admin);
  return complaints;
}

std::vector<Complaint> check_relations(const Configuration& configuration, int librdkafka_version) {
  Complaints complaints;
  const KafkaConfig& kafka = configuration.kafka;
  at_most_one(complaints, "kafka.password", kafka.password, kafka.password_file);
  at_most_one(complaints, "kafka.oauth_client_secret", kafka.oauth.client_secret,
              kafka.oauth_client_secret_file);
  check_login(complaints, kafka, librdkafka_version);
  check_oauth(complaints, kafka);
  check_tls(complaints, kafka);
  check_membership(complaints, kafka);
  check_access(complaints, configuration.admin);
  check_key_files(complaints, "admin", configuration.admin);
  return complaints;
}

}  // namespace newswatch::daemon
