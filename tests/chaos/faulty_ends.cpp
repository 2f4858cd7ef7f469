// Stands in for `daemon::connect` and those that make the stages, whose own code is here under
// other names (CMakeLists.txt): the same ends and stages, with the mistake that NEWSWATCH_MISTAKE
// names.

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <utility>

#include "base/activity.h"
#include "daemon/pipeline/kafka_ends.h"
#include "daemon/pipeline/stages.h"
#include "tests/chaos/faulty_delivery.h"

namespace newswatch::daemon {

Result<KafkaEnds> connect_without_mistake(const Configuration& configuration,
                                          const KafkaRole& role);
std::unique_ptr<Stage> make_article_stage_without_mistake(const Configuration& configuration,
                                                          const KafkaEnds& ends,
                                                          const RuleStore& rules);
Result<std::unique_ptr<Stage>> make_correlation_stage_without_mistake(
    const Configuration& configuration, KafkaEnds& ends, const RuleStore& rules);

namespace {

Result<chaos::Mistake> mistake() {
  const char* name = std::getenv("NEWSWATCH_MISTAKE");
  const std::string_view given = name == nullptr ? "" : name;
  if (given == "offsets_outside") return chaos::Mistake::OffsetsOutside;
  if (given == "no_rewind") return chaos::Mistake::NoRewind;
  if (given == "no_undo") return chaos::Mistake::NoUndo;
  if (given == "no_fence") return chaos::Mistake::NoFence;
  if (given == "fragile") return chaos::Mistake::Fragile;
  return fail(ErrorCode::InvalidConfiguration,
              "NEWSWATCH_MISTAKE is offsets_outside, no_rewind, no_undo, no_fence or fragile");
}

/// A stage that does what another one does.
class SameStage : public Stage {
 public:
  explicit SameStage(std::unique_ptr<Stage> stage) : stage_(std::move(stage)) {}

  Result<void> prepare(std::chrono::milliseconds wait) override { return stage_->prepare(wait); }
  Result<void> follow(const consumers::AssignmentNews& news,
                      const std::function<void()>& keep_alive,
                      const std::stop_token& stop) override {
    return stage_->follow(news, keep_alive, stop);
  }
  void begin_batch() override { stage_->begin_batch(); }
  Result<void> handle(const Record& record, BatchReport& report) override {
    return stage_->handle(record, report);
  }
  Result<void> end_batch(BatchReport& report) override { return stage_->end_batch(report); }
  void committed() override { stage_->committed(); }
  void undone() override { stage_->undone(); }

 private:
  std::unique_ptr<Stage> stage_;
};

/// It is told of no abort.
class NeverUndone final : public SameStage {
 public:
  using SameStage::SameStage;
  void undone() override { committed(); }
};

/// Some words are too much for it.
class Fragile final : public SameStage {
 public:
  using SameStage::SameStage;
  Result<void> handle(const Record& record, BatchReport& report) override {
    const auto says = [&record](std::string_view words) {
      return record.payload.find(words) != std::string::npos;
    };
    Activity::note("mistake");
    if (says("crash the daemon")) std::raise(SIGSEGV);
    if (says("kill the daemon")) std::raise(SIGKILL);
    while (says("hang the daemon")) std::this_thread::sleep_for(std::chrono::seconds(1));
    return SameStage::handle(record, report);
  }
};

}  // namespace

Result<KafkaEnds> connect(const Configuration& configuration, const KafkaRole& role) {
  const auto wanted = mistake();
  if (!wanted) return Unexpected(wanted.error());
  auto ends = connect_without_mistake(configuration, role);
  if (!ends || *wanted == chaos::Mistake::Fragile) return ends;
  ends->delivery =
      chaos::make_faulty(*wanted, *ends->source,
                         dynamic_cast<publishers::TransactionalSink&>(*ends->sink), role.group);
  return ends;
}

std::unique_ptr<Stage> make_article_stage(const Configuration& configuration, const KafkaEnds& ends,
                                          const RuleStore& rules) {
  auto stage = make_article_stage_without_mistake(configuration, ends, rules);
  const auto wanted = mistake();
  if (!wanted || *wanted != chaos::Mistake::Fragile) return stage;
  return std::make_unique<Fragile>(std::move(stage));
}

Result<std::unique_ptr<Stage>> make_correlation_stage(const Configuration& configuration,
                                                      KafkaEnds& ends, const RuleStore& rules) {
  auto stage = make_correlation_stage_without_mistake(configuration, ends, rules);
  const auto wanted = mistake();
  if (!stage || !wanted || *wanted != chaos::Mistake::NoUndo) return stage;
  return std::unique_ptr<Stage>(std::make_unique<NeverUndone>(*std::move(stage)));
}

}  // namespace newswatch::daemon
