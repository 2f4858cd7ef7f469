#pragma once

#include <memory>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "alerts/alert.h"
#include "alerts/annotation.h"
#include "correlation/messages.h"
#include "daemon/pipeline/article_stage.h"
#include "daemon/pipeline/detection_outlet.h"
#include "daemon/pipeline/direct_detections.h"
#include "publishers/sink.h"

namespace newswatch::daemon {

/// What the first stage handed over while it worked on some articles, to be handed on later.
class RecordedWork {
 public:
  /// Hands it on, in the order in which it came. Errors: of the sink.
  Result<void> hand_on(DirectDetections& detections, publishers::Sink& sink,
                       BatchReport& report) const;

  struct Counted {
    std::optional<Timestamp> time;
  };
  struct DeadLetter {
    Record record;
    Error why;
  };
  using Step = std::variant<correlation::DetectionMessage, correlation::ArticleNotice, Counted,
                            alerts::Alert, alerts::Annotation, DeadLetter>;

  void add(Step step) { steps_.push_back(std::move(step)); }
  const std::vector<Step>& steps() const { return steps_; }

 private:
  std::vector<Step> steps_;
};

/// A first stage both ends of which write down instead of handing on. One thread uses it.
class RecordingStage {
 public:
  /// @param rules  borrowed.
  RecordingStage(const ArticleStageOptions& options, const RuleStore& rules)
      : sink_(work_), stage_(options, rules, sink_, std::make_unique<Outlet>(work_)) {}
  RecordingStage(const RecordingStage&) = delete;
  RecordingStage& operator=(const RecordingStage&) = delete;

  /// @return what it handed over while it worked on these. Nothing fails here: what is written down
  /// fails when it is handed on.
  RecordedWork work(std::span<const Record> records, BatchReport& report);

 private:
  class RecordingSink final : public publishers::Sink {
   public:
    explicit RecordingSink(RecordedWork& work) : work_(work) {}
    Result<void> publish(const alerts::Alert& alert, const Record& record) override;
    Result<void> publish(const alerts::Annotation& annotation, const Record& record) override;
    Result<void> dead_letter(const Record& record, const Error& why) override;
    Result<void> flush(std::chrono::milliseconds /*wait*/) override { return {}; }

   private:
    RecordedWork& work_;
  };

  class Outlet final : public DetectionOutlet {
   public:
    explicit Outlet(RecordedWork& work) : work_(work) {}
    Result<void> prepare(std::chrono::milliseconds /*wait*/) override { return {}; }
    Result<void> put(const correlation::DetectionMessage& detection, const Record& record,
                     BatchReport& report) override;
    Result<void> put(const correlation::ArticleNotice& notice, const Record& record,
                     BatchReport& report) override;
    Result<void> count(std::optional<Timestamp> time, BatchReport& report) override;
    Result<void> end_batch(BatchReport& /*report*/) override { return {}; }
    void undone() override {}
    void committed() override {}

   private:
    RecordedWork& work_;
  };

  RecordedWork work_;
  RecordingSink sink_;
  ArticleStage stage_;
};

}  // namespace newswatch::daemon
