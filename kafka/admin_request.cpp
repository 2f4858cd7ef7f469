#include "kafka/admin_request.h"

#include <array>

#include "kafka/errors.h"

namespace newswatch::kafka {

Result<AdminRequest> AdminRequest::begin(const Properties& properties,
                                         const ConnectionOptions& options,
                                         std::chrono::milliseconds wait) {
  auto conf = properties.to_conf();
  if (!conf) return Unexpected(conf.error());
  AdminRequest request;
  request.wait_ = wait;
  request.complaint_ = std::make_unique<std::string>();
  request.hooks_ = std::make_unique<ConnectionHooks>(identity_of(properties, options),
                                                     options.oauth, request.complaint_.get());
  request.hooks_->add_to(conf->get());
  rd_kafka_conf_set_error_cb(conf->get(), &AdminRequest::on_error);
  rd_kafka_conf_set_log_cb(conf->get(), &AdminRequest::on_log);
  std::array<char, 512> why{};
  request.client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf->get(), why.data(), why.size()));
  if (!request.client_) return fail(ErrorCode::InvalidConfiguration, why.data());
  static_cast<void>(conf->release());  // the client owns it now
  if (auto started = request.hooks_->start(request.client_.get()); !started)
    return Unexpected(started.error());
  request.queue_.reset(rd_kafka_queue_new(request.client_.get()));
  return request;
}

rd_kafka_AdminOptions_t* AdminRequest::options(rd_kafka_admin_op_t operation) {
  const auto milliseconds = static_cast<int>(wait_.count());
  std::array<char, 512> why{};
  options_.reset(rd_kafka_AdminOptions_new(client_.get(), operation));
  rd_kafka_AdminOptions_set_request_timeout(options_.get(), milliseconds, why.data(), why.size());
  // Also wait until the brokers know the topic, not only its controller.
  rd_kafka_AdminOptions_set_operation_timeout(options_.get(), milliseconds, why.data(), why.size());
  return options_.get();
}

std::string AdminRequest::complaint(std::string_view otherwise) {
  rd_kafka_poll(client_.get(), 0);
  return complaint_->empty() ? std::string(otherwise) : *complaint_;
}

Result<rd_kafka_event_t*> AdminRequest::answer() {
  constexpr int kForEver = -1;  // the request has a time-out of its own
  event_.reset(rd_kafka_queue_poll(queue_.get(), kForEver));
  if (error() != RD_KAFKA_RESP_ERR_NO_ERROR)
    return fail(ErrorCode::Unavailable, complaint(rd_kafka_event_error_string(event_.get())));
  return event_.get();
}

/// That no broker is up is what follows from the first complaint.
void AdminRequest::on_error(rd_kafka_t* /*client*/, int error, const char* reason, void* opaque) {
  const auto& hooks = *static_cast<ConnectionHooks*>(opaque);
  auto& text = *static_cast<std::string*>(hooks.owner());
  if (!text.empty() && error == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) return;
  const auto trouble = hooks.explain(static_cast<rd_kafka_resp_err_t>(error), reason);
  text = trouble ? trouble->text : reason;
}

/// What matters is told as an error.
void AdminRequest::on_log(const rd_kafka_t* /*client*/, int /*level*/, const char* /*facility*/,
                          const char* /*message*/) {}

}  // namespace newswatch::kafka
