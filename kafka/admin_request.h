#pragma once

#include <librdkafka/rdkafka.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "kafka/connection_hooks.h"
#include "kafka/connection_options.h"
#include "kafka/handles.h"

namespace newswatch::kafka {

/// A client for a few questions to the cluster, and the answer to the last one. For one thread.
class AdminRequest {
 public:
  /// @param wait  for each answer. Errors: `InvalidConfiguration`; `Fatal`.
  static Result<AdminRequest> begin(const Properties& properties, const ConnectionOptions& options,
                                    std::chrono::milliseconds wait);

  rd_kafka_t* client() const { return client_.get(); }
  const ConnectionHooks& hooks() const { return *hooks_; }
  rd_kafka_queue_t* queue() const { return queue_.get(); }

  /// @return for one question, with the wait of this. Borrowed until the next call.
  rd_kafka_AdminOptions_t* options(rd_kafka_admin_op_t operation);

  /// @return what the client complained of last, or else `otherwise`.
  std::string complaint(std::string_view otherwise);

  /// @return the answer to the question asked with `queue()`, borrowed until the next call. Errors:
  ///         `Unavailable`.
  Result<rd_kafka_event_t*> answer();
  /// @return what the last answer was as a whole.
  rd_kafka_resp_err_t error() const { return rd_kafka_event_error(event_.get()); }

 private:
  struct Free {
    void operator()(rd_kafka_t* client) const { rd_kafka_destroy(client); }
    void operator()(rd_kafka_AdminOptions_t* options) const {
      rd_kafka_AdminOptions_destroy(options);
    }
  };

  AdminRequest() = default;
  static void on_error(rd_kafka_t* client, int error, const char* reason, void* opaque);
  static void on_log(const rd_kafka_t* client, int level, const char* facility,
                     const char* message);

  std::chrono::milliseconds wait_{0};
  // In this order, so that the client goes last but for what it writes to.
  std::unique_ptr<std::string> complaint_;
  std::unique_ptr<ConnectionHooks> hooks_;
  std::unique_ptr<rd_kafka_t, Free> client_;
  std::unique_ptr<rd_kafka_AdminOptions_t, Free> options_;
  QueueHandle queue_;
  EventHandle event_;
};

}  // namespace newswatch::kafka
