// How `Consumer` takes partitions over, finds where to begin with them, and gives them back.

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <utility>

#include "kafka/consumer.h"
#include "kafka/errors.h"
#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kFirstPlaceWait = milliseconds(100);
constexpr auto kLongestPlaceWait = milliseconds(500);
constexpr std::int64_t kNowhere = 0;  // nothing is read there: any offset that needs no look-up

std::string names(const rd_kafka_topic_partition_list_t* list) {
  std::string text;
  for (const auto& element : elements(list))
    text += fmt::format("{}{}[{}]", text.empty() ? "" : ", ", element.topic, element.partition);
  return text.empty() ? "none" : text;
}

ListHandle list_without(const std::set<TopicPartition>& all, const std::set<TopicPartition>& some) {
  ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(all.size())));
  for (const auto& where : all)
    if (!some.contains(where))
      rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition);
  return list;
}

}  // namespace

void Consumer::on_rebalance(rd_kafka_t* handle, rd_kafka_resp_err_t error,
                            rd_kafka_topic_partition_list_t* partitions, void* opaque) {
  auto& consumer = static_cast<Consumer&>(of(opaque));
  if (error == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    consumer.assign(partitions);
  } else if (error == RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS) {
    consumer.revoke(partitions);
  } else {
    consumer.log(LOG_ERR, "REBALANCE", rd_kafka_err2str(error));
    rd_kafka_assign(handle, nullptr);
  }
}

// Each waits at a place of no meaning until it is put where the group is. librdkafka would do that
// itself, but where an earlier owner's transaction is open, and the assignment changes meanwhile,
// it begins as if nothing had been committed (2.0.2, and later ones by their source).
void Consumer::assign(rd_kafka_topic_partition_list_t* partitions) {
  if (const auto earlier = std::exchange(member_, member()); earlier != member_) leave_behind();
  Offsets added;
  for (const auto& element : elements(partitions))
    added[{element.topic, element.partition}] = kNowhere;
  const auto list = list_of(added);
  // A pause is remembered from before an assignment. Without these handles there may be nothing yet
  // to pause.
  std::vector<TopicHandle> topics;
  for (const auto& [where, nowhere] : added)
    topics.emplace_back(rd_kafka_topic_new(handle(), where.topic.c_str(), nullptr));
  rd_kafka_pause_partitions(handle(), list.get());
  const auto assigned =
      is_cooperative()
          ? result_of(ErrorHandle(rd_kafka_incremental_assign(handle(), list.get())), "assign")
          : result_of(rd_kafka_assign(handle(), list.get()), "assign");
  if (!assigned) return log(LOG_ERR, "REBALANCE", assigned.error().message);
  was_assigned_ = true;
  for (const auto& [where, nowhere] : added) {
    assignment_.insert(where);
    unplaced_.insert(where);
    lag_meter_->add(where);
    if (status()->any_refused()) writable_status().allow(where.topic);
  }
  if (status()->any_refused()) writable_status().allow("group");
  if (unplaced_.empty()) writable_status().set_joined(true);
  writable_status().set_brokers_up(true);
  next_lag_ = {};
  next_place_ = {};
  place_wait_ = kFirstPlaceWait;
  log(LOG_INFO, "REBALANCE", fmt::format("assigned: {}", names(partitions)));
}

/// A member that is thrown out while it rejoins keeps its partitions where librdkafka can join
/// again at once, as with static membership, and is told nothing, though others may have had them
/// meanwhile (seen with 2.0.2).
void Consumer::leave_behind() {
  if (assignment_.empty()) return;
  rd_kafka_pause_partitions(handle(), assigned_list().get());
  for (const TopicPartition& where : assignment_) {
    revoked_.push_back(where);
    unplaced_.insert(where);
    held_.erase(where);
    lag_meter_->add(where);
  }
  log(LOG_NOTICE, "REBALANCE", fmt::format("as a new member: {}", names(assigned_list().get())));
}

// Only what is paused is resumed: 2.0.2 takes others back to where they were paused last.
void Consumer::place() {
  const auto deadline = Steady::now() + place_wait_;
  const Offsets places = places_of_unplaced(deadline);
  Offsets left = places;
  if (const auto sought = seek(left, place_wait_); !sought)
    log(LOG_WARNING, "OFFSETS", sought.error().message);
  Offsets resumed;
  for (const auto& [where, place] : places) {
    if (left.contains(where)) continue;
    unplaced_.erase(where);
    if (holds_new_) held_.insert(where);
    if (!paused_ && !holds_new_) resumed[where] = place;
  }
  rd_kafka_resume_partitions(handle(), list_of(resumed).get());
  if (!unplaced_.empty()) return wait_to_place();
  writable_status().set_joined(true);
}

/// Asking takes time from partitions that are read: a fifth of it at most.
void Consumer::wait_to_place() {
  if (place_wait_ == kLongestPlaceWait)
    log(LOG_WARNING, "OFFSETS",
        fmt::format("where to begin is not told, as while an earlier owner's transaction is open: "
                    "{}",
                    names(list_without(unplaced_, {}).get())));
  const bool are_others_read = unplaced_.size() < assignment_.size();
  next_place_ = Steady::now() + (are_others_read ? 4 * place_wait_ : milliseconds(0));
  place_wait_ = std::min(2 * place_wait_, kLongestPlaceWait);
}

/// @return of the unplaced partitions those that the brokers tell now.
Offsets Consumer::places_of_unplaced(Steady::time_point deadline) {
  const auto left_ms = [deadline] {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    return static_cast<int>(std::max(left, milliseconds(1)).count());
  };
  const auto list = list_without(unplaced_, {});
  const auto error = rd_kafka_committed(handle(), list.get(), left_ms());
  if (is_refusal(error)) note_error(error, rd_kafka_err2str(error), {});
  note_refusal(error);
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  Offsets places;
  for (const auto& element : elements(list.get())) {
    std::int64_t first = 0;
    std::int64_t end = 0;
    auto answer = element.err;
    // As it is now, and not as it is whenever reading pauses.
    if (element.offset < 0 && reset_ != RD_KAFKA_OFFSET_INVALID &&
        answer == RD_KAFKA_RESP_ERR_NO_ERROR)
      answer = rd_kafka_query_watermark_offsets(handle(), element.topic, element.partition, &first,
                                                &end, left_ms());
    if (answer != RD_KAFKA_RESP_ERR_NO_ERROR) {
      log(LOG_WARNING, "OFFSETS",
          fmt::format("{}[{}]: {}", element.topic, element.partition, rd_kafka_err2str(answer)));
      continue;
    }
    std::int64_t place = element.offset;
    if (place < 0) place = reset_;
    if (place == RD_KAFKA_OFFSET_BEGINNING) place = first;
    if (place == RD_KAFKA_OFFSET_END) place = end;
    places[{element.topic, element.partition}] = place;
  }
  return places;
}

void Consumer::revoke(rd_kafka_topic_partition_list_t* partitions) {
  const bool lost = rd_kafka_assignment_lost(handle()) != 0;
  if (!lost && before_revoke_) before_revoke_();
  for (const auto& element : elements(partitions)) {
    const TopicPartition gone{element.topic, element.partition};
    assignment_.erase(gone);
    unplaced_.erase(gone);
    held_.erase(gone);
    lag_meter_->remove(gone);
    revoked_.push_back(gone);
  }
  writable_status().set_lag(lag_meter_->lag());
  if (lost) writable_status().set_joined(false);
  Result<void> released;
  if (is_cooperative()) {
    released =
        result_of(ErrorHandle(rd_kafka_incremental_unassign(handle(), partitions)), "unassign");
  } else {
    released = result_of(rd_kafka_assign(handle(), nullptr), "unassign");
  }
  if (!released) log(LOG_ERR, "REBALANCE", released.error().message);
  log(LOG_INFO, "REBALANCE", fmt::format("{}: {}", lost ? "lost" : "revoked", names(partitions)));
}

bool Consumer::is_cooperative() const {
  // Null once the group is gone on librdkafka's side, as it may be when a last event comes in
  // `close`.
  const char* protocol = rd_kafka_rebalance_protocol(handle());
  return protocol == nullptr ? assignor_ == Assignor::CooperativeSticky
                             : std::string_view(protocol) == "COOPERATIVE";
}

bool Consumer::is_unplaced(const rd_kafka_message_t& message) const {
  return !unplaced_.empty() && message.rkt != nullptr &&
         unplaced_.contains({rd_kafka_topic_name(message.rkt), message.partition});
}

ListHandle Consumer::assigned_list() const { return list_without(assignment_, {}); }

ListHandle Consumer::released_list() const {
  std::set<TopicPartition> stopped = held_;
  stopped.insert(unplaced_.begin(), unplaced_.end());
  return list_without(assignment_, stopped);
}

}  // namespace newswatch::kafka
