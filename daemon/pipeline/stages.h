#pragma once

#include <memory>

#include "daemon/configuration/configuration.h"
#include "daemon/pipeline/kafka_ends.h"
#include "daemon/pipeline/stage.h"
#include "daemon/rule_loading/rule_store.h"

namespace newswatch::daemon {

/// The two stages, on Kafka. @param ends  of their pipeline. @param rules  borrowed, as `ends`.
std::unique_ptr<Stage> make_article_stage(const Configuration& configuration, const KafkaEnds& ends,
                                          const RuleStore& rules);
/// Gives `ends` the status of the state's reader. Errors: `InvalidConfiguration`.
Result<std::unique_ptr<Stage>> make_correlation_stage(const Configuration& configuration,
                                                      KafkaEnds& ends, const RuleStore& rules);

}  // namespace newswatch::daemon
