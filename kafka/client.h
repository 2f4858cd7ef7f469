#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kafka/client_status.h"
#include "kafka/connection_hooks.h"
#include "kafka/connection_options.h"
#include "kafka/handles.h"
#include "kafka/properties.h"

namespace newswatch::kafka {

/// Takes one log line of librdkafka or of our client. Called by the client's owner thread alone.
/// @param syslog_level  3 error, 4 warning, 5 notice, 6 information, 7 debug.
/// @param facility      librdkafka's short name for the subject, as in `FAIL`.
using LogFunction =
    std::function<void(int syslog_level, std::string_view facility, std::string_view message)>;

/// What consumer and producer share: the handle, the callbacks, the status. One thread owns a
/// client and alone calls it; every callback (log lines too) runs inside its polls. Only `status`
/// may be handed to other threads, and outlives the client.
class Client {
 public:
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  virtual ~Client();

  std::shared_ptr<const ClientStatus> status() const { return status_; }

  /// @return why this client can't go on: a `Fatal` error, or nothing.
  std::optional<Error> fatal_error() const;

  /// Asks the brokers. Errors: `Unavailable` when nobody answers or there is no such topic,
  /// `Refused`.
  Result<int> count_partitions(const std::string& topic, std::chrono::milliseconds wait);

  void log(int syslog_level, std::string_view facility, std::string_view message) const;

 protected:
  explicit Client(LogFunction log);

  /// Creates the handle. Errors: `InvalidConfiguration`.
  Result<void> start(rd_kafka_type_t type, const Properties& properties,
                     const ConnectionOptions& options);
  /// Adds the callbacks of the kind of client.
  virtual void add_callbacks(rd_kafka_conf_t* conf) = 0;
  /// Destroys the handle; nothing is called back from then on. Where librdkafka does not come to an
  /// end, the handle is left to the end of the process: 2.0.2 waits for ever after a topic was
  /// deleted.
  void destroy(int flags);
  /// Leaves the handle to the end of the process, where destroying it would wait for ever:
  /// callbacks run inside polls alone, so none comes any more but those to the hooks.
  void abandon();
  /// @return the client of a callback.
  static Client& of(void* opaque);

  /// Files an error where it belongs: fatal, refused, brokers down, or the last complaint. Logs a
  /// refusal that is new.
  /// @param topic  that it is about, or empty.
  /// @return what to tell people: what is wrong and what to do, where that is known.
  std::string note_error(rd_kafka_resp_err_t error, std::string_view reason,
                         std::string_view topic);

  /// What the brokers say of a topic: how many partitions it has, or why that is not known.
  struct PartitionCount {
    rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
    int partitions = 0;
  };
  PartitionCount ask_for_partitions(rd_kafka_topic_t* topic, std::chrono::milliseconds wait) const;

  rd_kafka_t* handle() const { return handle_; }
  ClientStatus& writable_status() { return *status_; }

 private:
  std::string explain(rd_kafka_resp_err_t error, std::string_view reason, std::string_view topic);
  std::string nobody_answers(std::string_view reason) const;
  void refuse(const std::string& subject, const std::string& text);
  void note_all_down();
  void note_any_up();
  static void on_log(const rd_kafka_t* handle, int level, const char* facility,
                     const char* message);
  static void on_error(rd_kafka_t* handle, int error, const char* reason, void* self);
  static int on_statistics(rd_kafka_t* handle, char* json, std::size_t size, void* self);

  LogFunction log_;
  std::shared_ptr<ClientStatus> status_ = std::make_shared<ClientStatus>();
  std::string_view use_of_topics_;          // `Read` or `Write`
  std::unique_ptr<ConnectionHooks> hooks_;  // outlives the handle
  rd_kafka_t* handle_ = nullptr;
  std::optional<ErrorCode> fatal_;
  /// What one side refuses of the other's identity. While another broker may answer it is a
  /// complaint; once all are down, or were and none came up since, it is a refusal.
  std::string identity_refused_;
  std::string trouble_;  // why connections failed last, where that is known; since one came up
  bool all_down_ = false;
};

}  // namespace newswatch::kafka
