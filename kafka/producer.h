#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "kafka/client.h"
#include "kafka/connection_options.h"
#include "kafka/topic_partition.h"

namespace newswatch::kafka {

/// One message to be produced.
struct OutgoingMessage {
  std::string topic;
  std::string key;  ///< Empty: no key.
  std::string payload;
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<std::int32_t> partition = std::nullopt;  ///< Absent: by the key.
  bool is_tombstone = false;  ///< No payload at all: a compacted topic forgets the key.

  /// @return the bytes that count against the limits of a topic, without the frame.
  std::size_t size_bytes() const;
};

/// What became of one message.
struct Delivery {
  std::uint64_t token = 0;                                 ///< As given to `produce`.
  rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;  ///< None: on all in-sync replicas.
  bool may_be_stored = false;  ///< In spite of the error: it was sent, and no answer came.
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

  /// The calls of a producer with a `transactional_id`, in the order in which they are made. Each
  /// waits up to `wait` for the brokers. Errors: `Unavailable` (no answer yet: the same call again,
  /// until it answers, and no other), `Aborted` (call `abort_transaction`), `Refused` and `Fatal`
  /// (this producer can do nothing more).
  /// Source: KIP-98, KIP-447; librdkafka's "Transactional producer API".
  ///
  /// Once, before all else: ends what an earlier producer of this name left open, and shuts it out.
  Result<void> init_transactions(std::chrono::milliseconds wait);
  /// Asks nobody; what is produced from now on is read only once it is committed.
  Result<void> begin_transaction();
  /// @param next_offsets  of a consumer, which are committed if and when the transaction is.
  Result<void> send_offsets(const Offsets& next_offsets, const GroupHandle& group,
                            std::chrono::milliseconds wait);
  /// Sends what is left, too.
  Result<void> commit_transaction(std::chrono::milliseconds wait);
  /// Drops what was not sent; their deliveries say so.
  Result<void> abort_transaction(std::chrono::milliseconds wait);

 private:
  void add_callbacks(rd_kafka_conf_t* conf) override;
  static void on_delivery(rd_kafka_t* handle, const rd_kafka_message_t* message, void* opaque);
  rd_kafka_resp_err_t try_produce(const OutgoingMessage& message, std::uint64_t token);
  void note_delivery(rd_kafka_resp_err_t error, const char* topic);
  void ask_about(const std::string& topic);
  void ask_again_about(const std::string& topic);
  Result<void> answer_of(const ErrorHandle& error, std::string_view what);

  std::vector<Delivery> deliveries_;
  std::set<std::string> asked_about_;  // topics
  std::chrono::steady_clock::time_point next_question_;
};

}  // namespace newswatch::kafka
