#include "kafka/consumer.h"

#include <fmt/format.h>
#include <syslog.h>

#include <algorithm>
#include <string>
#include <thread>

#include "kafka/errors.h"
#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kLagEvery = std::chrono::seconds(5);
constexpr auto kLagWait = milliseconds(500);
constexpr auto kGroupTryEvery = std::chrono::seconds(2);  // while it refuses
constexpr auto kGroupWait = milliseconds(1000);
constexpr auto kSeekWait = std::chrono::seconds(20);
constexpr auto kSeekPause = milliseconds(20);
constexpr auto kPollSlice = milliseconds(100);  // what came with it is put in its place after that
constexpr auto kFirstPlaceWait = milliseconds(100);
constexpr auto kLongestPlaceWait = milliseconds(500);
constexpr std::int64_t kNowhere = 0;  // nothing is read there: any offset that needs no look-up

std::string names(const rd_kafka_topic_partition_list_t* list) {
  std::string text;
  for (const auto& element : elements(list))
    text += fmt::format("{}{}[{}]", text.empty() ? "" : ", ", element.topic, element.partition);
  return text.empty() ? "none" : text;
}

Result<void> result_of(rd_kafka_resp_err_t error, std::string_view what) {
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return Unexpected(error_of(error, what));
}

Result<void> result_of(const ErrorHandle& error, std::string_view what) {
  return result_of(error ? rd_kafka_error_code(error.get()) : RD_KAFKA_RESP_ERR_NO_ERROR, what);
}

void free_text(void* text) { rd_kafka_mem_free(nullptr, text); }

ListHandle list_without(const std::set<TopicPartition>& all, const std::set<TopicPartition>& some) {
  ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(all.size())));
  for (const auto& where : all)
    if (!some.contains(where))
      rd_kafka_topic_partition_list_add(list.get(), where.topic.c_str(), where.partition);
  return list;
}

/// Where to begin with partitions that nothing is committed of: the first record, the end, or
/// nowhere, which is an error.
std::int64_t reset_of(const Properties& properties) {
  const auto* reset = properties.find("auto.offset.reset");
  const std::string_view name = reset == nullptr ? "earliest" : std::string_view(*reset);
  if (name == "earliest" || name == "smallest" || name == "beginning")
    return RD_KAFKA_OFFSET_BEGINNING;
  if (name == "latest" || name == "largest" || name == "end") return RD_KAFKA_OFFSET_END;
  return RD_KAFKA_OFFSET_INVALID;
}

}  // namespace

Result<std::unique_ptr<Consumer>> Consumer::create(const ConnectionOptions& options,
                                                   LogFunction log) {
  const auto properties = consumer_properties(options);
  if (!properties) return Unexpected(properties.error());
  auto consumer = std::make_unique<Consumer>(Key(), std::move(log));
  if (auto started = consumer->start(RD_KAFKA_CONSUMER, *properties, options); !started)
    return Unexpected(started.error());
  rd_kafka_poll_set_consumer(consumer->handle());
  consumer->assignor_ = options.assignor;
  consumer->reset_ = reset_of(*properties);
  consumer->lag_meter_.emplace(consumer->handle(), consumer->reset_ == RD_KAFKA_OFFSET_BEGINNING);
  if (auto subscribed = consumer->subscribe(options.topics); !subscribed)
    return Unexpected(subscribed.error());
  return consumer;
}

Consumer::Consumer(Key /*key*/, LogFunction log) : Client(std::move(log)) {}

Consumer::~Consumer() { close(std::chrono::seconds(5)); }

MessageHandle Consumer::poll(milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  while (true) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    auto message = poll_once(std::clamp(left, milliseconds(0), kPollSlice));
    if (message || left <= kPollSlice) return message;
  }
}

MessageHandle Consumer::poll_once(milliseconds wait) {
  MessageHandle message(rd_kafka_consumer_poll(handle(), static_cast<int>(wait.count())));
  if (message && is_unplaced(*message)) message.reset();
  if (message) note(*message);
  if (group_refused_ && Steady::now() >= next_group_try_) try_group_again();
  if (!unplaced_.empty() && !group_refused_ && Steady::now() >= next_place_) place();
  if (Steady::now() >= next_lag_) refresh_lag();
  return message;
}

std::vector<TopicPartition> Consumer::take_revoked() { return std::exchange(revoked_, {}); }

void Consumer::pause() {
  paused_ = true;
  rd_kafka_pause_partitions(handle(), assigned_list().get());
}

void Consumer::resume() {
  paused_ = false;
  rd_kafka_resume_partitions(handle(), released_list().get());
}

void Consumer::release(const TopicPartition& partition) {
  if (held_.erase(partition) == 0 || paused_ || unplaced_.contains(partition)) return;
  rd_kafka_resume_partitions(handle(), list_of({{partition, 0}}).get());
}

Result<void> Consumer::commit(const Offsets& next_offsets) {
  if (next_offsets.empty()) return {};
  return result_of_commit(rd_kafka_commit(handle(), list_of(next_offsets).get(), /*async=*/0));
}

Result<void> Consumer::commit_soon(const Offsets& next_offsets) {
  if (next_offsets.empty()) return {};
  // A callback of its own: that of the configuration is called for commits that are waited for,
  // too.
  const QueueHandle polled(rd_kafka_queue_get_consumer(handle()));
  const auto error = rd_kafka_commit_queue(handle(), list_of(next_offsets).get(), polled.get(),
                                           &Consumer::on_committed, this);
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) ++committing_;
  return result_of_commit(error);
}

Result<void> Consumer::take_commit_result() {
  return result_of_commit(std::exchange(commit_error_, RD_KAFKA_RESP_ERR_NO_ERROR));
}

Result<void> Consumer::result_of_commit(rd_kafka_resp_err_t error) {
  if (is_refusal(error)) note_error(error, rd_kafka_err2str(error), {});
  note_refusal(error);
  return result_of(error, "commit offsets");
}

Result<Offsets> Consumer::committed(milliseconds wait) {
  const auto list = assigned_list();
  const auto error = rd_kafka_committed(handle(), list.get(), static_cast<int>(wait.count()));
  if (auto asked = result_of(error, "committed offsets"); !asked) return Unexpected(asked.error());
  for (const auto& element : elements(list.get()))
    if (auto told = result_of(element.err, "committed offsets"); !told)
      return Unexpected(told.error());
  return offsets_of(list.get());
}

Result<void> Consumer::seek(const Offsets& offsets) {
  Offsets left = offsets;
  return seek(left, kSeekWait);
}

// 2.0.2 waits a thousandth of the time that it is told.
Result<void> Consumer::seek(Offsets& left, milliseconds wait) {
  const auto deadline = Steady::now() + wait;
  Result<void> sought;
  while (!left.empty() && Steady::now() < deadline) {
    const auto list = list_of(left);
    const auto rest = std::chrono::ceil<milliseconds>(deadline - Steady::now());
    sought = result_of(
        ErrorHandle(rd_kafka_seek_partitions(handle(), list.get(), static_cast<int>(rest.count()))),
        "seek");
    for (const auto& element : elements(list.get())) {
      if (element.err == RD_KAFKA_RESP_ERR_NO_ERROR)
        left.erase({element.topic, element.partition});
      else if (sought)
        sought = result_of(element.err, "seek");
    }
    if (!left.empty()) std::this_thread::sleep_for(kSeekPause);
  }
  return left.empty() ? Result<void>() : sought;
}

// A broker takes the offsets of a transaction from anyone who names no member.
Result<GroupHandle> Consumer::group() const {
  GroupHandle group(rd_kafka_consumer_group_metadata(handle()));
  if (const auto now = member(); now.empty() || now != member_)
    return fail(ErrorCode::Aborted, "this member was thrown out of its group");
  return group;
}

std::string Consumer::member() const {
  const std::unique_ptr<char, void (*)(void*)> id(rd_kafka_memberid(handle()), free_text);
  return id ? id.get() : "";
}

void Consumer::refresh_lag() {
  next_lag_ = Steady::now() + kLagEvery;
  lag_meter_->measure(paused_ || !unplaced_.empty() || !held_.empty(), kLagWait);
  writable_status().set_lag(lag_meter_->lag());
}

// Not rd_kafka_consumer_close: 2.0.2 may wait for ever in it after a cooperative rebalance.
void Consumer::close(milliseconds wait) {
  if (handle() == nullptr) return;
  const auto deadline = Steady::now() + wait;
  const bool may_destroy = was_assigned_ || !is_cooperative();
  QueueHandle queue(rd_kafka_queue_new(handle()));
  const ErrorHandle error(rd_kafka_consumer_close_queue(handle(), queue.get()));
  while (!error && rd_kafka_consumer_closed(handle()) == 0 && Steady::now() < deadline)
    serve_close(EventHandle(rd_kafka_queue_poll(queue.get(), 100)));
  queue.reset();
  if (rd_kafka_consumer_closed(handle()) != 0) {
    // Without an assignment the cooperative assignor has no state, and librdkafka up to 2.2 asserts
    // that there is one to destroy.
    may_destroy ? destroy(RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE) : abandon();
  } else {
    log(LOG_WARNING, "CLOSE", "the group did not let this consumer go in time; it is left behind");
    abandon();
  }
  writable_status().set_joined(false);
  writable_status().set_lag({});
}

// As events, since 2.0.2 asserts in rd_kafka_queue_poll_callback when a fetched message is left.
void Consumer::serve_close(const EventHandle& event) {
  if (event && rd_kafka_event_type(event.get()) == RD_KAFKA_EVENT_REBALANCE)
    on_rebalance(handle(), rd_kafka_event_error(event.get()),
                 rd_kafka_event_topic_partition_list(event.get()), rd_kafka_opaque(handle()));
}

void Consumer::add_callbacks(rd_kafka_conf_t* conf) {
  rd_kafka_conf_set_rebalance_cb(conf, &Consumer::on_rebalance);
}

void Consumer::on_committed(rd_kafka_t* /*handle*/, rd_kafka_resp_err_t error,
                            rd_kafka_topic_partition_list_t* /*offsets*/, void* consumer_of_it) {
  auto& consumer = *static_cast<Consumer*>(consumer_of_it);
  --consumer.committing_;
  if (error != RD_KAFKA_RESP_ERR_NO_ERROR) consumer.commit_error_ = error;
}

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

Result<void> Consumer::subscribe(const std::vector<std::string>& topics) {
  if (topics.empty()) return fail(ErrorCode::InvalidConfiguration, "no topics to read");
  ListHandle list(rd_kafka_topic_partition_list_new(static_cast<int>(topics.size())));
  for (const auto& topic : topics)
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  const auto error = rd_kafka_subscribe(handle(), list.get());
  if (error == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
  return fail(ErrorCode::InvalidConfiguration,
              fmt::format("subscribe to {}: {}", fmt::join(topics, ", "), rd_kafka_err2str(error)));
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

void Consumer::note(const rd_kafka_message_t& message) {
  const std::string_view topic = message.rkt == nullptr ? "" : rd_kafka_topic_name(message.rkt);
  if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
    if (status()->any_refused()) writable_status().allow(std::string(topic));
  } else if (message.err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    lag_meter_->note_end({std::string(topic), message.partition}, message.offset);
  } else {
    note_error(message.err, rd_kafka_message_errstr(&message), topic);
    note_refusal(message.err);
  }
}

void Consumer::note_refusal(rd_kafka_resp_err_t error) {
  if (group_refused_ || error != RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED) return;
  group_refused_ = true;
  next_group_try_ = Steady::now() + kGroupTryEvery;
}

void Consumer::try_group_again() {
  next_group_try_ = Steady::now() + kGroupTryEvery;
  if (assignment_.empty() || !committed(kGroupWait)) return;
  group_refused_ = false;
  writable_status().allow("group");
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
