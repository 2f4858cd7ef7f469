#include "kafka/client.h"

#include <fmt/format.h>
#include <syslog.h>

#include <array>
#include <future>
#include <thread>
#include <utility>

#include "kafka/access_rights.h"
#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

constexpr const char* kLogin = "login";

std::string subject_of(rd_kafka_resp_err_t error, std::string_view topic) {
  switch (error) {
    case RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED:
      return std::string(topic);
    case RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED:
      return "group";
    case RD_KAFKA_RESP_ERR_TRANSACTIONAL_ID_AUTHORIZATION_FAILED:
    case RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED:
      return "producer";
    default:
      return kLogin;
  }
}

/// @return the topic that may not be written to in a transaction; empty for other lines. Only the
/// log names it: the transaction fails as a whole, and its messages as purged.
std::string_view refused_partition(std::string_view facility, std::string_view message) {
  const std::string_view why = rd_kafka_err2str(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED);
  if (facility != "ADDPARTS" || !message.ends_with(why)) return "";
  const auto begin = message.find('"') + 1;
  const auto end = message.find('"', begin);
  return begin == 0 || end == std::string_view::npos ? "" : message.substr(begin, end - begin);
}

}  // namespace

Client::Client(LogFunction log) : log_(std::move(log)) {}

Client::~Client() { destroy(0); }

std::optional<Error> Client::fatal_error() const {
  if (!fatal_) return std::nullopt;
  return Error{*fatal_, status_->health().fatal};
}

Result<int> Client::count_partitions(const std::string& topic, std::chrono::milliseconds wait) {
  const TopicHandle named(rd_kafka_topic_new(handle_, topic.c_str(), nullptr));
  const auto [error, partitions] = ask_for_partitions(named.get(), wait);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return partitions;
  if (is_unknown_topic(error))
    return fail(ErrorCode::Unavailable,
                fmt::format("topic \"{}\" does not exist: create it", topic));
  const auto text = note_error(error, rd_kafka_err2str(error), topic);
  return fail(classify(error), text);
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

Result<void> Client::start(rd_kafka_type_t type, const Properties& properties,
                           const ConnectionOptions& options) {
  auto conf = properties.to_conf();
  if (!conf) return Unexpected(conf.error());
  use_of_topics_ = type == RD_KAFKA_PRODUCER ? "Write" : "Read";
  hooks_ = std::make_unique<ConnectionHooks>(identity_of(properties, options), options.oauth, this);
  hooks_->add_to(conf->get());
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
  return hooks_->start(handle_);
}

void Client::destroy(int flags) {
  constexpr std::chrono::seconds kWait{5};
  if (handle_ == nullptr) return;
  std::promise<void> done;
  const auto destroyed = done.get_future();
  std::thread([handle = std::exchange(handle_, nullptr), hooks = std::move(hooks_), flags,
               done = std::move(done)]() mutable {
    rd_kafka_destroy_flags(handle, flags);
    hooks.reset();
    done.set_value();
  }).detach();
  if (destroyed.wait_for(kWait) != std::future_status::ready)
    log(LOG_WARNING, "CLOSE", "the client does not end; it is left behind");
}

void Client::abandon() {
  handle_ = nullptr;
  static_cast<void>(hooks_.release());  // the handle, which lives on, may call it
}

Client& Client::of(void* opaque) {
  return *static_cast<Client*>(static_cast<ConnectionHooks*>(opaque)->owner());
}

std::string Client::note_error(rd_kafka_resp_err_t error, std::string_view reason,
                               std::string_view topic) {
  if (error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) {
    note_all_down();
    return std::string(reason);
  }
  const bool no_answer =
      error == RD_KAFKA_RESP_ERR__TRANSPORT || error == RD_KAFKA_RESP_ERR__TIMED_OUT;
  const bool nobody = no_answer && !topic.empty() && !status_->health().brokers_up;
  auto text = nobody ? nobody_answers(reason) : explain(error, reason, topic);
  status_->set_last_error(text);
  if (is_refusal(error)) refuse(subject_of(error, topic), text);
  if (classify(error) != ErrorCode::Fatal) return text;
  std::array<char, 512> why{};
  const auto cause = rd_kafka_fatal_error(handle_, why.data(), why.size());
  if (cause != RD_KAFKA_RESP_ERR_NO_ERROR) text = explain(cause, why.data(), {});
  status_->set_fatal(text);
  fatal_ = is_refusal(cause) ? ErrorCode::Refused : ErrorCode::Fatal;
  return text;
}

std::string Client::explain(rd_kafka_resp_err_t error, std::string_view reason,
                            std::string_view topic) {
  const Identity& identity = hooks_->identity();
  if (const auto right = missing_right(error, use_of_topics_, topic, identity))
    return kafka::explain(*right, identity);
  if (const auto trouble = hooks_->explain(error, reason)) {
    trouble_ = trouble->text;
    if (trouble->is_refusal) identity_refused_ = trouble->text;
    if (trouble->is_refusal && all_down_) refuse(kLogin, trouble->text);
    return trouble->text;
  }
  return topic.empty() ? std::string(reason) : fmt::format("{}: {}", topic, reason);
}

/// Why connections fail says more than that nobody answers, where it is known. librdkafka is silent
/// of connections that brokers close at once, as they do when they do not understand us.
std::string Client::nobody_answers(std::string_view reason) const {
  if (!trouble_.empty()) return trouble_;
  const std::string& protocol = hooks_->identity().protocol;
  return fmt::format(
      "no broker answers ({}): are those in kafka.brokers right, can they be reached, and do their "
      "ports speak what kafka.security_protocol says, {}?",
      reason, protocol.empty() ? "plaintext" : protocol);
}

void Client::refuse(const std::string& subject, const std::string& text) {
  if (subject.empty()) return;  // some topic, which is named where it is used
  const bool is_new = status_->refuse(subject, text);
  if (is_new && subject != kLogin) log(LOG_WARNING, "REFUSED", text);  // that is told as an error
}

/// What one broker alone refuses may be that broker's trouble; what all do is ours.
void Client::note_all_down() {
  all_down_ = true;
  status_->set_brokers_up(false);
  if (!identity_refused_.empty()) refuse(kLogin, identity_refused_);
}

void Client::note_any_up() {
  all_down_ = false;
  trouble_.clear();
  identity_refused_.clear();
  if (status_->any_refused()) status_->allow(kLogin);
}

void Client::on_log(const rd_kafka_t* handle, int level, const char* facility,
                    const char* message) {
  void* opaque = rd_kafka_opaque(handle);
  if (opaque == nullptr) return;
  auto& client = of(opaque);
  client.log(level, facility, message);
  if (const auto topic = refused_partition(facility, message); !topic.empty())
    client.note_error(RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED, message, topic);
}

void Client::on_error(rd_kafka_t* /*handle*/, int error, const char* reason, void* opaque) {
  auto& client = of(opaque);
  const auto code = static_cast<rd_kafka_resp_err_t>(error);
  const auto text = client.note_error(code, reason, {});
  const bool fatal = classify(code) == ErrorCode::Fatal;
  client.log(fatal ? LOG_ERR : LOG_WARNING, rd_kafka_err2name(code), text);
}

int Client::on_statistics(rd_kafka_t* /*handle*/, char* json, std::size_t size, void* opaque) {
  auto& client = of(opaque);
  const auto statistics = parse_statistics({json, size});
  if (!statistics) {
    client.log(LOG_WARNING, "STATS", statistics.error().message);
    return 0;
  }
  if (statistics->any_broker_up) client.note_any_up();
  client.status_->set_statistics(*statistics);
  return 0;  // librdkafka frees the text
}

}  // namespace newswatch::kafka
