#include "kafka/producer.h"

#include <bit>

#include "kafka/errors.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

rd_kafka_vu_t text(rd_kafka_vtype_t type, const std::string& value) {
  rd_kafka_vu_t argument{};
  argument.vtype = type;
  argument.u.cstr = value.c_str();
  return argument;
}

rd_kafka_vu_t bytes(rd_kafka_vtype_t type, const std::string& value) {
  rd_kafka_vu_t argument{};
  argument.vtype = type;
  argument.u.mem.ptr = const_cast<char*>(value.data());  // copied, never written (F_COPY)
  argument.u.mem.size = value.size();
  return argument;
}

rd_kafka_vu_t number(rd_kafka_vtype_t type, std::int32_t value) {
  rd_kafka_vu_t argument{};
  argument.vtype = type;
  argument.u.i32 = value;
  return argument;
}

HeadersHandle headers_of(const OutgoingMessage& message) {
  HeadersHandle headers(rd_kafka_headers_new(message.headers.size()));
  for (const auto& [name, value] : message.headers)
    rd_kafka_header_add(headers.get(), name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  return headers;
}

rd_kafka_vu_t lent(const HeadersHandle& headers) {
  rd_kafka_vu_t argument{};
  argument.vtype = RD_KAFKA_VTYPE_HEADERS;
  argument.u.headers = headers.get();
  return argument;
}

rd_kafka_vu_t copy_flag() {
  rd_kafka_vu_t argument{};
  argument.vtype = RD_KAFKA_VTYPE_MSGFLAGS;
  argument.u.i = RD_KAFKA_MSG_F_COPY;
  return argument;
}

rd_kafka_vu_t opaque(std::uint64_t token) {
  static_assert(sizeof(void*) == sizeof(token));
  rd_kafka_vu_t argument{};
  argument.vtype = RD_KAFKA_VTYPE_OPAQUE;
  argument.u.ptr = std::bit_cast<void*>(token);
  return argument;
}

}  // namespace

std::size_t OutgoingMessage::size_bytes() const {
  auto size = key.size() + payload.size();
  for (const auto& [name, value] : headers) size += name.size() + value.size();
  return size;
}

Result<std::unique_ptr<Producer>> Producer::create(const ConnectionOptions& options,
                                                   LogFunction log) {
  const auto properties = producer_properties(options);
  if (!properties) return Unexpected(properties.error());
  auto producer = std::make_unique<Producer>(Key(), std::move(log));
  if (auto started = producer->start(RD_KAFKA_PRODUCER, *properties, options); !started)
    return Unexpected(started.error());
  return producer;
}

Producer::Producer(Key /*key*/, LogFunction log) : Client(std::move(log)) {}

Producer::~Producer() {
  if (handle() == nullptr) return;
  rd_kafka_purge(handle(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  poll(milliseconds(0));
  destroy(0);
}

rd_kafka_resp_err_t Producer::produce(const OutgoingMessage& message, std::uint64_t token,
                                      milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  // Else 2.0.2 leaves the first messages to a topic lying for up to a second.
  if (asked_about_.insert(message.topic).second) ask_about(message.topic);
  while (true) {
    const auto error = try_produce(message, token);
    if (is_unknown_topic(error) || is_refusal(error)) ask_again_about(message.topic);
    if (error != RD_KAFKA_RESP_ERR__QUEUE_FULL) return error;
    // Full with nothing in it: the message is larger than the whole queue.
    if (rd_kafka_outq_len(handle()) == 0) return RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE;
    if (Steady::now() >= deadline) return error;
    poll(milliseconds(10));
  }
}

void Producer::poll(milliseconds wait) { rd_kafka_poll(handle(), static_cast<int>(wait.count())); }

bool Producer::flush(milliseconds wait) {
  return rd_kafka_flush(handle(), static_cast<int>(wait.count())) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

std::vector<Delivery> Producer::take_deliveries() { return std::exchange(deliveries_, {}); }

void Producer::add_callbacks(rd_kafka_conf_t* conf) {
  rd_kafka_conf_set_dr_msg_cb(conf, &Producer::on_delivery);
}

void Producer::on_delivery(rd_kafka_t* /*handle*/, const rd_kafka_message_t* message,
                           void* opaque) {
  auto& producer = static_cast<Producer&>(of(opaque));
  const bool may_be_stored =
      message->err != RD_KAFKA_RESP_ERR_NO_ERROR &&
      rd_kafka_message_status(message) == RD_KAFKA_MSG_STATUS_POSSIBLY_PERSISTED;
  producer.deliveries_.push_back(
      {std::bit_cast<std::uint64_t>(message->_private), message->err, may_be_stored});
  producer.note_delivery(message->err, rd_kafka_topic_name(message->rkt));
}

rd_kafka_resp_err_t Producer::try_produce(const OutgoingMessage& message, std::uint64_t token) {
  // One list of headers, not one argument each: those 2.0.2 frees twice when it refuses a topic.
  auto headers = headers_of(message);
  std::vector<rd_kafka_vu_t> arguments{text(RD_KAFKA_VTYPE_TOPIC, message.topic), copy_flag(),
                                       opaque(token), lent(headers)};
  if (!message.is_tombstone) arguments.push_back(bytes(RD_KAFKA_VTYPE_VALUE, message.payload));
  if (message.partition) arguments.push_back(number(RD_KAFKA_VTYPE_PARTITION, *message.partition));
  if (!message.key.empty()) arguments.push_back(bytes(RD_KAFKA_VTYPE_KEY, message.key));
  const ErrorHandle error(rd_kafka_produceva(handle(), arguments.data(), arguments.size()));
  if (!error) {
    static_cast<void>(headers.release());  // the message owns them now
    return RD_KAFKA_RESP_ERR_NO_ERROR;
  }
  const auto code = rd_kafka_error_code(error.get());
  if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) note_delivery(code, message.topic.c_str());
  return code;
}

void Producer::note_delivery(rd_kafka_resp_err_t error, const char* topic) {
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR)
    note_error(error, rd_kafka_err2str(error), topic);
  else if (status()->any_refused())
    writable_status().allow(topic);
}

// librdkafka refuses messages for such a topic at once, without looking again for minutes.
void Producer::ask_again_about(const std::string& topic) {
  constexpr auto kEvery = std::chrono::seconds(1);
  if (Steady::now() < next_question_) return;
  next_question_ = Steady::now() + kEvery;
  ask_about(topic);
}

/// What comes of it is told with the deliveries.
void Producer::ask_about(const std::string& topic) {
  constexpr milliseconds kWait{200};
  const TopicHandle named(rd_kafka_topic_new(handle(), topic.c_str(), nullptr));
  ask_for_partitions(named.get(), kWait);
}

}  // namespace newswatch::kafka
