#include "daemon/pipeline.h"

#include <condition_variable>
#include <mutex>
#include <utility>

namespace newswatch::daemon {
namespace {

/// Between two tries of what may heal by itself.
constexpr std::chrono::milliseconds kRetryWait{500};

bool may_heal(const Error& error) {
  return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Refused;
}

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

}  // namespace

Pipeline::Pipeline(PipelineOptions options, PipelineParts parts)
    : options_(std::move(options)), parts_(std::move(parts)), processor_(options_.decoder) {
  note_turn();
}

Result<void> Pipeline::run(const std::stop_token& stop) {
  Result<void> ended;
  while (ended && !stop.stop_requested() && !parts_.source.at_end()) ended = turn(stop);
  parts_.source.close();
  return ended;
}

std::chrono::steady_clock::time_point Pipeline::last_turn() const {
  return Steady::time_point(Steady::duration(last_turn_.load(std::memory_order_relaxed)));
}

void Pipeline::note_turn() {
  last_turn_.store(Steady::now().time_since_epoch().count(), std::memory_order_relaxed);
}

Result<void> Pipeline::turn(const std::stop_token& stop) {
  note_turn();
  report_ = {};
  alerted_.clear();
  handed_over_ = {};
  if (const auto polled = poll(); !polled) {
    if (polled.error().code == ErrorCode::Fatal) return polled;
    parts_.on_failure(polled.error());
    if (may_heal(polled.error())) wait(stop);
  }
  report_.corrupt = parts_.source.take_corrupt();
  if (batch_.empty()) {
    if (report_.corrupt > 0) parts_.on_batch(report_);
    // With nothing to publish this serves the producer, whose health would go unseen otherwise.
    return parts_.sink.flush(std::chrono::milliseconds(0));
  }
  {
    const Stopwatch batch(report_, "batch");
    processor_.use(parts_.rules.current());
    for (const Record& record : batch_) handle(record);
    if (!handed_over_) return handed_over_;
    if (auto published = publish(stop); !published) return published;
    if (auto committed = commit(); !committed) return committed;
  }
  report_.published = parts_.sink.take_counts();
  parts_.on_batch(report_);
  return {};
}

Result<void> Pipeline::poll() {
  return parts_.source.poll(batch_, options_.batch_records, options_.batch_wait);
}

void Pipeline::handle(const Record& record) {
  report_.last_received = record.received_at;
  if (record.is_tombstone) {
    ++report_.tombstones;
  } else if (record.payload.empty()) {
    ++report_.empty_payloads;
  } else if (const auto processed = processor_.process(record); processed) {
    handle_article(record);
  } else {
    ++report_.failed[processed.error().code];
    if (handed_over_) handed_over_ = parts_.sink.dead_letter(record, processed.error());
  }
}

void Pipeline::handle_article(const Record& record) {
  const articles::Article& article = processor_.article();
  ++report_.articles[record.origin.topic];
  report_.article_bytes += record.payload.size();
  if (article.date_doubt != articles::DateDoubt::None) ++report_.date_doubts[article.date_doubt];

  const ArticleTimes& times = processor_.times();
  report_.stages["decode"].push_back(times.decode);
  report_.stages["analyse"].push_back(times.analyse);
  report_.stages["detect"].push_back(times.detect);
  for (const auto& [section, time] : times.detectors) report_.detectors[section].push_back(time);
  for (const auto& [rule, time] : times.rules) {
    report_.rules[rule->id.value] += time * ArticleProcessor::kRulesTimedEvery;
  }

  for (const alerts::Alert& alert :
       processor_.make_alerts(options_.alert_source, options_.explain_alerts)) {
    ++report_.alerts[{alert.rule.id.value, alert.kind}];
    const bool dated = article.date_doubt == articles::DateDoubt::None;
    alerted_.emplace_back(dated ? article.published_at : std::nullopt, article.received_at);
    if (handed_over_) handed_over_ = parts_.sink.publish(alert, record);
  }
  for (const alerts::Alert& near_miss : processor_.make_near_misses(options_.alert_source)) {
    ++report_.near_misses[near_miss.rule.id.value];
    if (handed_over_) handed_over_ = parts_.sink.publish(near_miss, record);
  }
  if (options_.annotate && handed_over_) {
    handed_over_ =
        parts_.sink.publish(alerts::make_annotation(article, processor_.findings()), record);
  }
}

Result<void> Pipeline::publish(const std::stop_token& stop) {
  const Stopwatch stopwatch(report_, "publish");
  // Longer waits would let the group take this member for dead.
  constexpr std::chrono::milliseconds kOneTry{1000};
  while (true) {
    const auto flushed = parts_.sink.flush(kOneTry);
    note_turn();
    if (flushed) break;
    if (!may_heal(flushed.error()) || is_out_of_time(stop)) return flushed;
    parts_.on_failure(flushed.error());
    report_failed_tries();
    parts_.source.keep_alive();
  }
  const Timestamp now = parts_.clock.now();
  report_.published_at = now;
  for (const auto& [published, received] : alerted_) {
    if (published) report_.since_published.push_back(now - *published);
    if (received) report_.since_received.push_back(now - *received);
  }
  return {};
}

void Pipeline::report_failed_tries() {
  BatchReport so_far;
  so_far.published = parts_.sink.take_counts();
  parts_.on_batch(so_far);
}

Result<void> Pipeline::commit() {
  const Stopwatch stopwatch(report_, "commit");
  const auto committed = parts_.source.commit();
  if (committed || !may_heal(committed.error())) return committed;
  // The records may come again, here or elsewhere, and give alerts with the same ids.
  parts_.on_failure(committed.error());
  return {};
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
