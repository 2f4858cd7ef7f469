#pragma once

#include <string>

#include "articles/article_decoder.h"
#include "daemon/configuration/configuration.h"
#include "daemon/pipeline/article_stage.h"
#include "detectors/detector_options.h"

namespace newswatch::daemon {

// What the parts of a pipeline are told, by the configuration.

articles::DecoderOptions decoder_options(const ArticlesConfig& config);

/// @param near_misses  whether they are asked for.
detectors::DetectorOptions detector_options(const Configuration& configuration,
                                            bool near_misses = false);

ArticleStageOptions article_stage_options(const Configuration& configuration);

/// @return the CloudEvents source of all alerts.
std::string alert_source(const Configuration& configuration);

}  // namespace newswatch::daemon
