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

void free_text(void* text) { rd_kafka_mem_free(nullptr, text); }

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
  // 2.0.2 says no farewell for a member without partitions: a rebalance that is under way, and what
  // it was to be given, would wait until its session is over.
  if (assignment_.empty()) rd_kafka_unsubscribe(handle());
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

}  // namespace newswatch::kafka
