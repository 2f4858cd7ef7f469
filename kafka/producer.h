#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "kafka/client.h"
#include "kafka/connection_options.h"

namespace newswatch::kafka {

/// One message to be produced.
struct OutgoingMessage {
  std::string topic;
  std::string key;  ///< Empty: no key.
  std::string payload;
  std::vector<std::pair<std::string, std::string>> headers;

  /// @return the bytes that count against the limits of a topic, without the frame.
  std::size_t size_bytes() const;
};

/// What became of one message.
struct Delivery {
  std::uint64_t token = 0;                                 ///< As given to `produce`.
  rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;  ///< None: on all in-sync replicas.
};

/// An idempotent producer: what is acknowledged is on all in-sync replicas, once and in order.
/// librdkafka sends again by itself for `message.timeout.ms` (30 s); then the delivery says why.
///
/// One thread owns it and alone calls it. What is not acknowledged when it is destroyed is dropped.
class Producer final : public Client {
  struct Key {
    explicit Key() = default;
  };

 public:
  /// Errors: `InvalidConfiguration`.
  static Result<std::unique_ptr<Producer>> create(const ConnectionOptions& options,
                                                  LogFunction log);
  /// For `create` alone.
  Producer(Key key, LogFunction log);
  ~Producer() override;

  /// Hands over a copy of `message`. While librdkafka's queue is full, serves deliveries and tries
  /// again for up to `wait`: so slow brokers slow the caller.
  /// @param token  comes back with the delivery.
  /// @return no error: a delivery will follow. Else none will: `_QUEUE_FULL`, `MSG_SIZE_TOO_LARGE`,
  ///         an unknown or refused topic, or a fatal state.
  rd_kafka_resp_err_t produce(const OutgoingMessage& message, std::uint64_t token,
                              std::chrono::milliseconds wait);

  /// Serves callbacks, waiting up to `wait` for the first.
  void poll(std::chrono::milliseconds wait);

  /// Sends at once and waits up to `wait` until nothing is in flight. @return whether nothing is.
  bool flush(std::chrono::milliseconds wait);

  /// @return all deliveries since the last call.
  std::vector<Delivery> take_deliveries();

 private:
  void add_callbacks(rd_kafka_conf_t* conf) override;
  static void on_delivery(rd_kafka_t* handle, const rd_kafka_message_t* message, void* self);
  rd_kafka_resp_err_t try_produce(const OutgoingMessage& message, std::uint64_t token);
  void note_delivery(rd_kafka_resp_err_t error, const char* topic);
  void ask_about(const std::string& topic);

  std::vector<Delivery> deliveries_;
  std::chrono::steady_clock::time_point next_question_;
};

}  // namespace newswatch::kafka
