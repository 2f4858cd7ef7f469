#include "daemon/pipeline/correlation_stage.h"

#include <fmt/format.h>

#include <utility>

#include "base/activity.h"
#include "daemon/pipeline/outcome.h"

namespace newswatch::daemon {
using std::chrono::milliseconds;

CorrelationStage::CorrelationStage(CorrelationStageOptions options, CorrelationStageParts parts)
    : options_(std::move(options)), parts_(std::move(parts)), rules_(parts_.rules) {}

Result<void> CorrelationStage::prepare(milliseconds wait) {
  const auto detections = parts_.state_sink.count_partitions(options_.detection_topic, wait);
  if (!detections) return Unexpected(detections.error());
  const auto states = parts_.state_sink.count_partitions(options_.state_topic, wait);
  if (!states) return Unexpected(states.error());
  if (*detections == *states) return {};
  return fail(ErrorCode::InvalidConfiguration,
              fmt::format("topic \"{}\" has {} partitions and \"{}\" has {}: they must have the "
                          "same number, since each partition of the one keeps what is known of the "
                          "same one of the other; see \"More partitions\" in docs/operating.md",
                          options_.detection_topic, *detections, options_.state_topic, *states));
}

/// First the owners from before, then the state: so nothing of theirs is missed.
Result<void> CorrelationStage::follow(const consumers::AssignmentNews& news,
                                      const std::function<void()>& keep_alive,
                                      const std::stop_token& stop) {
  for (const kafka::TopicPartition& gone : news.lost) correlators_.erase(gone.partition);
  if (news.gained.empty()) return {};
  auto done = repeat([this] { return wait_for_owners(); }, keep_alive, stop);
  for (const kafka::TopicPartition& came : news.gained) {
    if (!done || stop.stop_requested()) return done;
    done = restore(came.partition, keep_alive, stop);
  }
  return done;
}

Result<void> CorrelationStage::restore(std::int32_t partition,
                                       const std::function<void()>& keep_alive,
                                       const std::stop_token& stop) {
  const auto began = std::chrono::steady_clock::now();
  correlation::Correlator correlator(options_.alert_source);
  StateRead state{.partition = partition};
  const kafka::ChangelogReader::Take take = [&](auto key, auto value) {
    ++state.records;
    return correlator.restore(key, value);
  };
  const auto done =
      repeat([&] { return parts_.state_reader->read(partition, take, kOneTry); }, keep_alive, stop);
  if (!done || stop.stop_requested()) return done;
  correlators_.insert_or_assign(partition, std::move(correlator));
  state.took = std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now() - began);
  parts_.on_state_read(state);
  return {};
}

/// @param step  tells whether it is done.
Result<void> CorrelationStage::repeat(const std::function<Result<bool>()>& step,
                                      const std::function<void()>& keep_alive,
                                      const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto done = step();
    if (done && *done) return {};
    if (!done && !may_heal(done.error())) return Unexpected(done.error());
    if (!done) parts_.on_failure(done.error());
    keep_alive();
  }
  return {};
}

Result<bool> CorrelationStage::wait_for_owners() {
  const auto waited = parts_.wait_for_owners(kOneTry);
  return waited ? Result<bool>(true) : Unexpected(waited.error());
}

Result<void> CorrelationStage::handle(const Record& record, BatchReport& report) {
  const auto found = correlators_.find(record.origin.partition);
  // Never skipped: its offset would be committed as done.
  if (found == correlators_.end())
    return fail(ErrorCode::Fatal,
                fmt::format("{}[{}] offset {} came before its state was read", record.origin.topic,
                            record.origin.partition, record.origin.offset));
  Activity::note("correlate");
  const auto message = correlation::decode_message(record.payload);
  auto outcome = message ? found->second.handle(*message, rules_.current())
                         : Result<correlation::Outcome>(Unexpected(message.error()));
  if (outcome) return publish(*outcome, record, parts_.sink, report);
  ++report.failed[outcome.error().code];
  return parts_.sink.dead_letter(record, outcome.error());
}

Result<void> CorrelationStage::end_batch(BatchReport& /*report*/) {
  for (const auto& [partition, correlator] : correlators_) {
    for (correlation::StateChange& change : correlator.changes()) {
      auto kept = parts_.state_sink.keep({.topic = options_.state_topic,
                                          .key = std::move(change.key),
                                          .payload = change.value.value_or(""),
                                          .headers = {},
                                          .partition = partition,
                                          .is_tombstone = !change.value});
      if (!kept) return kept;
    }
  }
  return {};
}

void CorrelationStage::committed() {
  for (auto& [partition, correlator] : correlators_) correlator.commit();
}

void CorrelationStage::undone() {
  for (auto& [partition, correlator] : correlators_) correlator.undo();
}

}  // namespace newswatch::daemon
