#include "kafka/properties.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/nearest_name.h"

namespace newswatch::kafka {
namespace {

struct Owned {
  std::string_view name;
  std::string_view why;
};

constexpr std::string_view kCommits =
    "is owned by Newswatch, which commits only what was safely published";
constexpr std::string_view kDelivery =
    "is owned by Newswatch, whose delivery promise depends on it";

constexpr std::array kOwned{
    Owned{"bootstrap.servers", "is set by kafka.brokers"},
    Owned{"metadata.broker.list", "is set by kafka.brokers"},
    Owned{"group.id", "is set by kafka.group"},
    Owned{"group.instance.id", "is set by kafka.instance_id"},
    Owned{"partition.assignment.strategy", "is set by kafka.assignor"},
    Owned{"enable.auto.commit", kCommits},
    Owned{"auto.commit.enable", kCommits},
    Owned{"enable.auto.offset.store", kCommits},
    Owned{"enable.idempotence", kDelivery},
    Owned{"transactional.id", kDelivery},
    Owned{"acks", kDelivery},
    Owned{"request.required.acks", kDelivery},
    Owned{"delivery.report.only.error", kDelivery},
    Owned{"log.queue", "is owned by Newswatch, which writes one log"},
};

/// All names that librdkafka takes, those of topics included.
std::vector<std::string> known_names() {
  const ConfHandle conf(rd_kafka_conf_new());
  std::size_t count = 0;
  const char** dump = rd_kafka_conf_dump(conf.get(), &count);
  std::vector<std::string> names;
  for (std::size_t i = 0; i + 1 < count; i += 2) names.emplace_back(dump[i]);
  rd_kafka_conf_dump_free(dump, count);
  return names;
}

Error refused(const Properties::Entry& entry, rd_kafka_conf_res_t result, std::string reason) {
  const auto& [name, value] = entry;
  if (result == RD_KAFKA_CONF_UNKNOWN)
    reason = "librdkafka does not know it" + did_you_mean(name, known_names());
  else if (is_secret(name))
    reason = "its value is not accepted";  // librdkafka's own words quote the value
  return Error{ErrorCode::InvalidConfiguration,
               fmt::format("Kafka property \"{}\": {}", name, reason)};
}

}  // namespace

Properties::Properties(std::initializer_list<Entry> entries) {
  for (const auto& [name, value] : entries) set(name, value);
}

void Properties::set(std::string_view name, std::string_view value) {
  const auto found = std::ranges::find(entries_, name, &Entry::first);
  if (found == entries_.end())
    entries_.emplace_back(name, value);
  else
    found->second = value;
}

void Properties::set_all(const Properties& others) {
  for (const auto& [name, value] : others.entries_) set(name, value);
}

const std::string* Properties::find(std::string_view name) const {
  const auto found = std::ranges::find(entries_, name, &Entry::first);
  return found == entries_.end() ? nullptr : &found->second;
}

Result<ConfHandle> Properties::to_conf() const {
  ConfHandle conf(rd_kafka_conf_new());
  std::array<char, 512> reason{};
  for (const auto& entry : entries_) {
    const auto result = rd_kafka_conf_set(conf.get(), entry.first.c_str(), entry.second.c_str(),
                                          reason.data(), reason.size());
    if (result != RD_KAFKA_CONF_OK) return Unexpected(refused(entry, result, reason.data()));
  }
  return conf;
}

std::string Properties::describe() const {
  std::string text;
  for (const auto& [name, value] : entries_)
    text += fmt::format("{}{}={}", text.empty() ? "" : " ", name, is_secret(name) ? "***" : value);
  return text;
}

bool is_secret(std::string_view name) {
  constexpr std::array<std::string_view, 5> kParts{"password", "secret", "key.pem", "token",
                                                   "oauthbearer.config"};
  return std::ranges::any_of(
      kParts, [&](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

std::optional<std::string_view> why_owned(std::string_view name) {
  const auto* found = std::ranges::find(kOwned, name, &Owned::name);
  if (found == kOwned.end()) return std::nullopt;
  return found->why;
}

}  // namespace newswatch::kafka
