#include "daemon/replay/replay.h"

#include <deque>
#include <utility>

#include "daemon/replay/ordered_work.h"

namespace newswatch::daemon {

Replay::Replay(ReplayOptions options, ReplayParts parts)
    : options_(std::move(options)),
      parts_(std::move(parts)),
      batches_(parts_.source, parts_.is_interrupted),
      detections_(options_.stage.alert_source, parts_.rules, parts_.sink),
      position_(parts_.source.position()),
      next_keep_(Steady::now() + options_.keep_every) {}

Result<void> Replay::resume(const Checkpoint& checkpoint) {
  if (auto skipped = parts_.source.skip_to(checkpoint.position); !skipped) return skipped;
  for (const auto& [key, value] : checkpoint.state) {
    if (auto restored = detections_.restore(key, value); !restored) return restored;
  }
  for (const std::string& volume : checkpoint.volumes) {
    const auto message = correlation::decode_message(volume);
    if (!message) return Unexpected(message.error());
    const auto* told = std::get_if<correlation::VolumeMessage>(&*message);
    if (told == nullptr) return fail(ErrorCode::WrongType, "is no volume of a stream");
    detections_.volume().add(*told);
  }
  position_ = checkpoint.position;
  state_ = checkpoint.state;
  totals_ = checkpoint.totals;
  return {};
}

Result<Replay::Ending> Replay::run() {
  std::deque<RecordingStage> stages;
  while (stages.size() < options_.threads) stages.emplace_back(options_.stage, parts_.rules);
  OrderedWork<ArticleBatch, Outcome>(
      options_.threads,
      {.take = [this] { return batches_.next(); },
       .work = [&](std::size_t i, ArticleBatch batch) { return work(stages[i], std::move(batch)); },
       .hand_on = [this](Outcome outcome) { return hand_on(std::move(outcome)); }})
      .run();
  parts_.source.close();
  if (failure_) return Unexpected(*failure_);
  if (batches_.was_interrupted()) {
    if (auto kept = keep(/*is_final=*/true); !kept) return Unexpected(kept.error());
    return Ending::Interrupted;
  }
  BatchReport unused;
  if (auto finished = detections_.finish(unused); !finished) return Unexpected(finished.error());
  if (auto flushed = flush(); !flushed) return Unexpected(flushed.error());
  return Ending::Complete;
}

Replay::Outcome Replay::work(RecordingStage& stage, ArticleBatch batch) {
  BatchReport report;
  RecordedWork work = stage.work(batch.records, report);
  batch.records.clear();
  return {.batch = std::move(batch), .work = std::move(work), .articles = report.article_count()};
}

bool Replay::hand_on(Outcome outcome) {
  auto written = write(outcome);
  position_ = std::move(outcome.batch.position);
  totals_.articles += outcome.articles;
  if (written && parts_.keep) {
    note_changes();
    if (Steady::now() >= next_keep_) written = keep(/*is_final=*/false);
  } else {
    detections_.commit();
  }
  parts_.on_batch(totals_, outcome.batch.progress);
  if (!written) {
    failure_ = written.error();
  } else if (outcome.batch.failure && outcome.batch.failure->code != ErrorCode::Io) {
    failure_ = outcome.batch.failure;
  } else if (outcome.batch.failure) {  // the rest can be read
    totals_.complete = false;
    parts_.on_failure(*outcome.batch.failure);
  }
  return !failure_;
}

Result<void> Replay::write(const Outcome& outcome) {
  BatchReport unused;
  if (auto handed_on = outcome.work.hand_on(detections_, parts_.sink, unused); !handed_on)
    return handed_on;
  return flush();
}

Result<void> Replay::flush() {
  auto flushed = parts_.sink.flush(std::chrono::milliseconds(0));
  const auto counts = parts_.sink.take_counts();
  totals_.alerts += counts.alerts;
  totals_.near_misses += counts.near_misses;
  totals_.annotations += counts.annotations;
  for (const auto& [code, count] : counts.dead_letters) totals_.dead_letters += count;
  return flushed;
}

void Replay::note_changes() {
  for (correlation::StateChange& change : detections_.take_changes()) {
    if (change.value) {
      state_.insert_or_assign(std::move(change.key), *std::move(change.value));
    } else {
      state_.erase(change.key);
    }
  }
}

Result<void> Replay::keep(bool is_final) {
  if (!parts_.keep) return {};
  Checkpoint checkpoint{.position = position_, .is_final = is_final, .totals = totals_};
  for (const correlation::VolumeMessage& volume : detections_.volume().counted())
    checkpoint.volumes.push_back(encode(volume));
  checkpoint.state = state_;
  const auto begin = Steady::now();
  auto kept = parts_.keep(std::move(checkpoint));
  // A large state takes its time: it is kept the less often.
  constexpr int kShare = 20;
  next_keep_ = Steady::now() +
               std::max<Steady::duration>(options_.keep_every, kShare * (Steady::now() - begin));
  return kept;
}

}  // namespace newswatch::daemon
