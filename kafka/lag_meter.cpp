#include "kafka/lag_meter.h"

#include <algorithm>

#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;

std::chrono::milliseconds left_until(Steady::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Steady::now());
  return std::max(left, std::chrono::milliseconds(0));
}

}  // namespace

LagMeter::LagMeter(rd_kafka_t* consumer, bool from_start)
    : consumer_(consumer), from_start_(from_start) {}

void LagMeter::add(const TopicPartition& partition) { states_[partition] = State(); }

void LagMeter::remove(const TopicPartition& partition) { states_.erase(partition); }

void LagMeter::note_end(const TopicPartition& partition, std::int64_t offset) {
  if (const auto found = states_.find(partition); found != states_.end())
    found->second.committed = std::max(found->second.committed.value_or(0), offset);
}

void LagMeter::measure(bool ask_all, std::chrono::milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  take_positions();
  take_committed(left_until(deadline));
  for (auto& [partition, state] : states_) {
    const auto marks = watermarks(partition, state, ask_all, left_until(deadline));
    const auto next = next_offset(state, marks);
    if (marks.high >= 0 && next) state.lag_records = std::max<std::int64_t>(0, marks.high - *next);
  }
}

std::vector<PartitionLag> LagMeter::lag() const {
  std::vector<PartitionLag> lag;
  for (const auto& [partition, state] : states_)
    if (state.lag_records)
      lag.push_back({partition.topic, partition.partition, *state.lag_records});
  return lag;
}

ListHandle LagMeter::list_of(bool (*wanted)(const State&)) const {
  ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(states_.size())));
  for (const auto& [partition, state] : states_)
    if (wanted(state))
      rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition);
  return list;
}

void LagMeter::take_positions() {
  const auto list = list_of([](const State&) { return true; });
  if (rd_kafka_position(consumer_, list.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  for (const auto& element : elements(list.get()))
    if (const auto found = states_.find({element.topic, element.partition}); found != states_.end())
      found->second.position = element.offset;
}

void LagMeter::take_committed(std::chrono::milliseconds wait) {
  const auto list =
      list_of([](const State& state) { return state.position < 0 && !state.committed; });
  if (list->cnt == 0) return;
  const auto error = rd_kafka_committed(consumer_, list.get(), static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  for (const auto& element : elements(list.get())) {
    const auto found = states_.find({element.topic, element.partition});
    if (found != states_.end() && element.err == RD_KAFKA_RESP_ERR_NO_ERROR)
      found->second.committed = element.offset;
  }
}

LagMeter::Watermarks LagMeter::watermarks(const TopicPartition& partition, State& state, bool ask,
                                          std::chrono::milliseconds wait) const {
  Watermarks marks;
  rd_kafka_get_watermark_offsets(consumer_, partition.topic.c_str(), partition.partition,
                                 &marks.low, &marks.high);
  // Before the first read the cached mark may date from an earlier assignment.
  const bool stale = marks.high < 0 || (!state.asked && state.position < 0);
  if ((!ask && !stale) || wait.count() == 0) return marks;
  Watermarks fresh;
  const auto error =
      rd_kafka_query_watermark_offsets(consumer_, partition.topic.c_str(), partition.partition,
                                       &fresh.low, &fresh.high, static_cast<int>(wait.count()));
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return marks;
  state.asked = true;
  return fresh;
}

std::optional<std::int64_t> LagMeter::next_offset(const State& state,
                                                  const Watermarks& marks) const {
  if (state.position >= 0) return std::max(state.position, state.committed.value_or(0));
  if (!state.committed) return std::nullopt;
  if (*state.committed >= 0) return std::max(*state.committed, marks.low);
  return from_start_ ? marks.low : marks.high;
}

}  // namespace newswatch::kafka
