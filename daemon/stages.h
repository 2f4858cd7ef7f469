#pragma once

#include <memory>

#include "daemon/article_stage.h"
#include "daemon/configuration.h"
#include "daemon/kafka_ends.h"
#include "daemon/rule_store.h"
#include "daemon/stage.h"

namespace newswatch::daemon {

ArticleStageOptions article_stage_options(const Configuration& configuration);

/// The two stages, on Kafka. @param ends  of their pipeline. @param rules  borrowed, as `ends`.
std::unique_ptr<Stage> make_article_stage(const Configuration& configuration, const KafkaEnds& ends,
                                          const RuleStore& rules);
/// Gives `ends` the status of the state's reader. Errors: `InvalidConfiguration`.
Result<std::unique_ptr<Stage>> make_correlation_stage(const Configuration& configuration,
                                                      KafkaEnds& ends, const RuleStore& rules);

}  // namespace newswatch::daemon
