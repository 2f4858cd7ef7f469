// The transactional calls of `Producer`.

#include <fmt/format.h>

#include "kafka/errors.h"
#include "kafka/partition_list.h"
#include "kafka/producer.h"

namespace newswatch::kafka {
namespace {

int milliseconds_of(std::chrono::milliseconds wait) { return static_cast<int>(wait.count()); }

}  // namespace

Result<void> Producer::init_transactions(std::chrono::milliseconds wait) {
  return answer_of(ErrorHandle(rd_kafka_init_transactions(handle(), milliseconds_of(wait))),
                   "begin to use transactions");
}

Result<void> Producer::begin_transaction() {
  return answer_of(ErrorHandle(rd_kafka_begin_transaction(handle())), "begin a transaction");
}

Result<void> Producer::send_offsets(const Offsets& next_offsets, const GroupHandle& group,
                                    std::chrono::milliseconds wait) {
  return answer_of(ErrorHandle(rd_kafka_send_offsets_to_transaction(
                       handle(), list_of(next_offsets).get(), group.get(), milliseconds_of(wait))),
                   "add offsets to a transaction");
}

Result<void> Producer::commit_transaction(std::chrono::milliseconds wait) {
  auto committed =
      answer_of(ErrorHandle(rd_kafka_commit_transaction(handle(), milliseconds_of(wait))),
                "commit a transaction");
  if (committed && status()->any_refused()) writable_status().allow("group");
  return committed;
}

Result<void> Producer::abort_transaction(std::chrono::milliseconds wait) {
  return answer_of(ErrorHandle(rd_kafka_abort_transaction(handle(), milliseconds_of(wait))),
                   "abort a transaction");
}

// By what librdkafka says that can be done, never by the code: the same code asks for different
// things at different times.
Result<void> Producer::answer_of(const ErrorHandle& error, std::string_view what) {
  if (!error) return {};
  const auto code = rd_kafka_error_code(error.get());
  const bool fatal = rd_kafka_error_is_fatal(error.get()) != 0;
  std::string reason = rd_kafka_error_string(error.get());
  if (fatal || is_refusal(code)) reason = note_error(code, reason, {});
  const auto message = fmt::format("{}: {}", what, reason);
  if (fatal && is_refusal(code)) return fail(ErrorCode::Refused, message);
  if (!fatal && rd_kafka_error_txn_requires_abort(error.get()) != 0)
    return fail(ErrorCode::Aborted, message);
  if (!fatal && rd_kafka_error_is_retriable(error.get()) != 0)
    return fail(ErrorCode::Unavailable, message);
  // Brokers refuse to abort a transaction that they let nothing into, and nobody can go on from
  // there: then what they refused before is what people have to know.
  const auto refused = status()->health().refused;
  return fail(ErrorCode::Fatal,
              refused.empty() ? message : fmt::format("{}, after {}", message, refused));
}

}  // namespace newswatch::kafka
