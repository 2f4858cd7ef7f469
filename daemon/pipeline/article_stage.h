#pragma once

#include <memory>
#include <string>

#include "daemon/pipeline/article_processor.h"
#include "daemon/pipeline/detection_outlet.h"
#include "daemon/pipeline/source_names.h"
#include "daemon/pipeline/stage.h"
#include "daemon/rule_loading/rule_store.h"
#include "publishers/sink.h"
#include "text/article_print.h"
#include "text/key_term_reader.h"

namespace newswatch::daemon {

/// What the first stage makes of an article.
struct ArticleStageOptions {
  articles::DecoderOptions decoder;
  std::string alert_source;     ///< The CloudEvents source.
  bool explain_alerts = false;  ///< Whether alerts of topics tell how each clause turned out.
  bool annotate = false;        ///< Whether to publish all that was found in each article.
  SourceNames sources;          ///< Outlets that are counted by name.
};

/// The first stage: from an article to the detections of the rules that it meets, to near misses
/// and annotations; from what is no article to a dead letter. It remembers nothing of articles.
class ArticleStage final : public Stage {
 public:
  /// @param outlet  of detections; null: alerts go out as they are detected. The rest is borrowed.
  ArticleStage(ArticleStageOptions options, const RuleStore& rules, publishers::Sink& sink,
               std::unique_ptr<DetectionOutlet> outlet);

  Result<void> prepare(std::chrono::milliseconds wait) override;
  Result<void> follow(const consumers::AssignmentNews& news,
                      const std::function<void()>& keep_alive,
                      const std::stop_token& stop) override;
  void begin_batch() override;
  Result<void> handle(const Record& record, BatchReport& report) override;
  Result<void> end_batch(BatchReport& report) override;
  void committed() override;
  void undone() override;

 private:
  void report_article(const Record& record, BatchReport& report) const;
  Result<void> publish(const Record& record, BatchReport& report);
  Result<void> publish_at_once(const alerts::Alert& alert, const Record& record,
                               BatchReport& report);
  correlation::DetectionMessage detection_of_article();
  Result<void> tell_of_article(const Record& record, BatchReport& report);

  ArticleStageOptions options_;
  const RuleStore& rules_;
  publishers::Sink& sink_;
  std::unique_ptr<DetectionOutlet> outlet_;
  ArticleProcessor processor_;
  text::PrintMaker print_maker_;
  text::KeyTermReader term_reader_;
};

}  // namespace newswatch::daemon
