#include "daemon/pipeline/pipeline.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace newswatch::daemon {
namespace {

/// Between two tries of what may heal by itself.
constexpr std::chrono::milliseconds kRetryWait{500};

/// Adds the time from its making to its end to one stage of a report.
class Stopwatch {
 public:
  Stopwatch(BatchReport& report, std::string_view stage) : report_(report), stage_(stage) {}
  ~Stopwatch() { report_.stages[stage_].push_back(std::chrono::steady_clock::now() - begin_); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

 private:
  BatchReport& report_;
  std::string_view stage_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

/// Tells other threads, as long as it lives.
class TakingOver {
 public:
  TakingOver(std::atomic<bool>& flag, bool value) : flag_(flag) { flag_ = value; }
  ~TakingOver() { flag_ = false; }
  TakingOver(const TakingOver&) = delete;
  TakingOver& operator=(const TakingOver&) = delete;

 private:
  std::atomic<bool>& flag_;
};

}  // namespace

Pipeline::Pipeline(PipelineOptions options, PipelineParts parts)
    : options_(std::move(options)), parts_(std::move(parts)) {
  note_turn();
}

Result<void> Pipeline::run(const std::stop_token& stop) {
  if (parts_.journal != nullptr) parts_.journal->adopt();
  auto ended = prepare(stop);
  while (ended && !stop.stop_requested() && !parts_.source.at_end()) ended = turn(stop);
  parts_.delivery.close();
  parts_.source.close();
  return ended;
}

std::chrono::steady_clock::time_point Pipeline::last_turn() const {
  return Steady::time_point(Steady::duration(last_turn_.load(std::memory_order_relaxed)));
}

void Pipeline::note_turn() {
  last_turn_.store(Steady::now().time_since_epoch().count(), std::memory_order_relaxed);
}

Result<void> Pipeline::prepare(const std::stop_token& stop) {
  auto prepared = repeat(stop, [this] { return parts_.delivery.prepare(Stage::kOneTry); });
  if (!prepared) return prepared;
  return repeat(stop, [this] { return parts_.stage.prepare(Stage::kOneTry); });
}

/// Waits for the brokers as long as it takes, or until asked to stop.
Result<void> Pipeline::repeat(const std::stop_token& stop,
                              const std::function<Result<void>()>& step) {
  while (!stop.stop_requested()) {
    auto done = step();
    note_turn();
    if (done || !may_heal(done.error())) return done;
    parts_.on_failure(done.error());
    wait(stop);
  }
  return {};
}

Result<void> Pipeline::turn(const std::stop_token& stop) {
  note_turn();
  report_ = {};
  if (auto polled = poll(stop); !polled) return polled;
  if (auto followed = follow(stop); !followed || stop.stop_requested()) return followed;
  {
    std::optional<Stopwatch> batch;
    if (!batch_.empty()) batch.emplace(report_, "batch");
    if (auto worked = work(); !worked) return worked;
    if (auto finished = finish(stop); !finished) {
      if (finished.error().code != ErrorCode::Aborted) return finished;
      give_up(finished.error(), stop);
      return {};
    }
  }
  parts_.stage.committed();
  for (const Origin& origin : std::exchange(set_aside_, {})) parts_.journal->forget(origin);
  if (parts_.journal != nullptr && !batch_.empty()) parts_.journal->note_progress();
  report_.published = parts_.sink.take_counts();
  if (!batch_.empty() || report_.corrupt > 0) parts_.on_batch(report_);
  return {};
}

Result<void> Pipeline::poll(const std::stop_token& stop) {
  const auto polled = parts_.source.poll(batch_, options_.batch_records, options_.batch_wait);
  if (polled || polled.error().code == ErrorCode::Fatal) return polled;
  parts_.on_failure(polled.error());
  if (may_heal(polled.error())) wait(stop);
  return {};
}

/// Partitions may come and go while the stage takes over others.
Result<void> Pipeline::follow(const std::stop_token& stop) {
  const auto keep_alive = [this] {
    note_turn();
    parts_.source.keep_alive();
  };
  auto news = parts_.source.take_assignment_news();
  const TakingOver taking_over(taking_over_, !news.gained.empty());
  while (!news.lost.empty() || !news.gained.empty()) {
    if (auto followed = parts_.stage.follow(news, keep_alive, stop); !followed) return followed;
    news = parts_.source.take_assignment_news();
    // These went after the batch was polled: whoever has them next reads the records again.
    std::erase_if(batch_, [&news](const Record& record) {
      return std::ranges::find(
                 news.lost, kafka::TopicPartition{record.origin.topic, record.origin.partition}) !=
             news.lost.end();
    });
  }
  return {};
}

/// The records of the batch, or what waits for a turn without any.
Result<void> Pipeline::work() {
  for (const consumers::CorruptRecord& corrupt : parts_.source.take_corrupt()) {
    ++report_.corrupt;
    Record place;
    place.origin = corrupt.origin;
    if (auto told = parts_.sink.dead_letter(place, corrupt.why); !told) return told;
  }
  parts_.stage.begin_batch();
  for (const Record& record : batch_) {
    if (auto handled = handle(record); !handled) return handled;
  }
  return parts_.stage.end_batch(report_);
}

Result<void> Pipeline::handle(const Record& record) {
  report_.last_received = record.received_at;
  if (record.is_tombstone) {
    ++report_.tombstones;
  } else if (record.payload.empty()) {
    ++report_.empty_payloads;
  } else if (const auto why = parts_.journal == nullptr ? std::nullopt
                                                        : parts_.journal->verdict(record.origin)) {
    return set_aside(record, *why);
  } else {
    const WorkJournal::Work work(parts_.journal, record.origin);
    return parts_.stage.handle(record, report_);
  }
  return {};
}

Result<void> Pipeline::set_aside(const Record& record, const Error& why) {
  ++report_.failed[why.code];
  set_aside_.push_back(record.origin);
  return parts_.sink.dead_letter(record, why);
}

void Pipeline::give_up(const Error& why, const std::stop_token& stop) {
  parts_.stage.undone();
  set_aside_.clear();
  parts_.on_failure(why);
  report_failed_tries(/*aborted=*/1);
  wait(stop);
}

Result<void> Pipeline::finish(const std::stop_token& stop) {
  std::optional<Stopwatch> stopwatch;
  if (!batch_.empty()) stopwatch.emplace(report_, "publish");
  if (auto published = until_done(stop, &Delivery::publish); !published) return published;
  if (!batch_.empty()) stopwatch.emplace(report_, "commit");
  if (auto committed = until_done(stop, &Delivery::commit); !committed) return committed;
  note_published();
  return {};
}

Result<void> Pipeline::until_done(const std::stop_token& stop,
                                  Result<void> (Delivery::*step)(std::chrono::milliseconds)) {
  while (true) {
    auto done = (parts_.delivery.*step)(Stage::kOneTry);
    note_turn();
    if (done || !may_heal(done.error()) || is_out_of_time(stop)) return done;
    parts_.on_failure(done.error());
    report_failed_tries();
    parts_.source.keep_alive();
  }
}

void Pipeline::note_published() {
  const Timestamp now = parts_.clock.now();
  report_.published_at = now;
  for (const auto& [published, received] : report_.alerted) {
    if (published) report_.since_published.push_back(now - *published);
    if (received) report_.since_received.push_back(now - *received);
  }
}

void Pipeline::report_failed_tries(std::uint64_t aborted) {
  BatchReport so_far;
  so_far.aborted = aborted;
  so_far.published = parts_.sink.take_counts();
  parts_.on_batch(so_far);
}

void Pipeline::wait(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  changed.wait_for(lock, stop, kRetryWait, [] { return false; });
}

bool Pipeline::is_out_of_time(const std::stop_token& stop) {
  if (!stop.stop_requested()) return false;
  if (!deadline_) deadline_ = Steady::now() + options_.grace;
  return Steady::now() >= *deadline_;
}

}  // namespace newswatch::daemon
