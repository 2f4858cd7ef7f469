#include "kafka/client.h"

#include <fmt/format.h>
#include <syslog.h>

#include <array>
#include <future>
#include <thread>
#include <utility>

#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

constexpr const char* kLogin = "login";

std::string subject_of(rd_kafka_resp_err_t error, std::string_view topic) {
  if (error == RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED) return std::string(topic);
  if (error == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) return "group";
  return kLogin;
}

}  // namespace

Client::Client(LogFunction log) : log_(std::move(log)) {}

Client::~Client() { destroy(0); }

std::optional<Error> Client::fatal_error() const {
  if (!fatal_) return std::nullopt;
  return Error{ErrorCode::Fatal, status_->health().fatal};
}

Result<int> Client::count_partitions(const std::string& topic, std::chrono::milliseconds wait) {
  const TopicHandle named(rd_kafka_topic_new(handle_, topic.c_str(), nullptr));
  const auto [error, partitions] = ask_for_partitions(named.get(), wait);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return partitions;
  if (is_unknown_topic(error))
    return fail(ErrorCode::Unavailable,
                fmt::format("topic \"{}\" does not exist: create it", topic));
  note_error(error, rd_kafka_err2str(error), topic);
  return Unexpected(error_of(error, topic));
}

Client::PartitionCount Client::ask_for_partitions(rd_kafka_topic_t* topic,
                                                  std::chrono::milliseconds wait) const {
  const rd_kafka_metadata_t* answer = nullptr;
  const auto error =
      rd_kafka_metadata(handle_, /*all_topics=*/0, topic, &answer, static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return {.error = error};
  const MetadataHandle metadata(answer);
  if (metadata->topic_cnt != 1) return {.error = RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART};
  return {.error = metadata->topics[0].err, .partitions = metadata->topics[0].partition_cnt};
}

void Client::log(int syslog_level, std::string_view facility, std::string_view message) const {
  if (log_) log_(syslog_level, facility, message);
}

Result<void> Client::start(rd_kafka_type_t type, const Properties& properties) {
  auto conf = properties.to_conf();
  if (!conf) return Unexpected(conf.error());
  rd_kafka_conf_set_opaque(conf->get(), this);
  rd_kafka_conf_set_log_cb(conf->get(), &Client::on_log);
  rd_kafka_conf_set_error_cb(conf->get(), &Client::on_error);
  rd_kafka_conf_set_stats_cb(conf->get(), &Client::on_statistics);
  add_callbacks(conf->get());
  std::array<char, 512> reason{};
  handle_ = rd_kafka_new(type, conf->get(), reason.data(), reason.size());
  if (handle_ == nullptr)
    return fail(ErrorCode::InvalidConfiguration, fmt::format("Kafka client: {}", reason.data()));
  static_cast<void>(conf->release());        // the handle owns it now
  rd_kafka_set_log_queue(handle_, nullptr);  // log lines come with the polls
  return {};
}

void Client::destroy(int flags) {
  constexpr std::chrono::seconds kWait{5};
  if (handle_ == nullptr) return;
  std::promise<void> done;
  const auto destroyed = done.get_future();
  std::thread([handle = std::exchange(handle_, nullptr), flags, done = std::move(done)]() mutable {
    rd_kafka_destroy_flags(handle, flags);
    done.set_value();
  }).detach();
  if (destroyed.wait_for(kWait) != std::future_status::ready)
    log(LOG_WARNING, "CLOSE", "the client does not end; it is left behind");
}

void Client::note_error(rd_kafka_resp_err_t error, std::string_view reason,
                        std::string_view topic) {
  const auto text = topic.empty() ? std::string(reason) : fmt::format("{}: {}", topic, reason);
  status_->set_last_error(text);
  if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) status_->set_brokers_up(false);
  if (is_refusal(error)) status_->refuse(subject_of(error, topic), text);
  if (classify(error) != ErrorCode::Fatal) return;
  std::array<char, 512> cause{};
  const bool known =
      rd_kafka_fatal_error(handle_, cause.data(), cause.size()) != RD_KAFKA_RESP_ERR_NO_ERROR;
  status_->set_fatal(known ? std::string_view(cause.data()) : std::string_view(text));
  fatal_ = true;
}

void Client::on_log(const rd_kafka_t* handle, int level, const char* facility,
                    const char* message) {
  if (const auto* self = static_cast<const Client*>(rd_kafka_opaque(handle)))
    self->log(level, facility, message);
}

void Client::on_error(rd_kafka_t* /*handle*/, int error, const char* reason, void* self) {
  auto& client = *static_cast<Client*>(self);
  const auto code = static_cast<rd_kafka_resp_err_t>(error);
  client.note_error(code, reason, {});
  const bool fatal = classify(code) == ErrorCode::Fatal;
  client.log(fatal ? LOG_ERR : LOG_WARNING, rd_kafka_err2name(code), reason);
}

int Client::on_statistics(rd_kafka_t* /*handle*/, char* json, std::size_t size, void* self) {
  auto& client = *static_cast<Client*>(self);
  const auto statistics = parse_statistics({json, size});
  if (!statistics) {
    client.log(LOG_WARNING, "STATS", statistics.error().message);
    return 0;
  }
  if (statistics->any_broker_up && client.status_->any_refused()) client.status_->allow(kLogin);
  client.status_->set_statistics(*statistics);
  return 0;  // librdkafka frees the text
}

}  // namespace newswatch::kafka
