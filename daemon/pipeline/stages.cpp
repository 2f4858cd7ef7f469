#include "daemon/pipeline/stages.h"

#include <spdlog/spdlog.h>

#include <utility>

#include "daemon/logs/process_log.h"
#include "daemon/pipeline/correlation_stage.h"
#include "daemon/pipeline/kafka_detections.h"
#include "daemon/pipeline/options.h"

namespace newswatch::daemon {

std::unique_ptr<Stage> make_article_stage(const Configuration& configuration, const KafkaEnds& ends,
                                          const RuleStore& rules) {
  const std::string& topic = configuration.correlation.detection_topic;
  auto outlet =
      topic.empty() ? nullptr : std::make_unique<KafkaDetections>(*ends.stage_sink, topic);
  return std::make_unique<ArticleStage>(article_stage_options(configuration), rules, *ends.sink,
                                        std::move(outlet));
}

Result<std::unique_ptr<Stage>> make_correlation_stage(const Configuration& configuration,
                                                      KafkaEnds& ends, const RuleStore& rules) {
  const CorrelationConfig& correlation = configuration.correlation;
  auto reader = kafka::ChangelogReader::create(connection_options(configuration.kafka),
                                               correlation.state_topic, log_kafka);
  if (!reader) return Unexpected(reader.error());
  ends.state_status = (*reader)->status();
  return std::unique_ptr<Stage>(std::make_unique<CorrelationStage>(
      CorrelationStageOptions{.alert_source = alert_source(configuration),
                              .detection_topic = correlation.detection_topic,
                              .state_topic = correlation.state_topic},
      CorrelationStageParts{
          .rules = rules,
          .sink = *ends.sink,
          .state_sink = *ends.stage_sink,
          .state_reader = *std::move(reader),
          .wait_for_owners =
              [&source = *ends.source](auto wait) { return source.wait_for_committed(wait); },
          .on_state_read =
              [topic = correlation.state_topic](const StateRead& state) {
                spdlog::info("read {}[{}]: {} records in {} ms", topic, state.partition,
                             state.records, state.took.count());
              },
          .on_failure = [](const Error& error) { spdlog::warn("{}", error.message); }}));
}

}  // namespace newswatch::daemon
