#include "daemon/pipeline/options.h"

#include <cstdint>

namespace newswatch::daemon {

articles::DecoderOptions decoder_options(const ArticlesConfig& config) {
  return {.fields = config.fields,
          .max_record_bytes = config.max_record_bytes,
          .earliest_date = config.earliest_date,
          .max_future = config.max_future};
}

detectors::DetectorOptions detector_options(const Configuration& configuration, bool near_misses) {
  detectors::DetectorOptions options;
  if (near_misses) {
    options.near_miss_margin =
        static_cast<std::uint32_t>(configuration.alerts.near_miss_margin_percent);
  }
  for (const articles::MappedField& field : configuration.articles.fields.metadata) {
    options.metadata.push_back(field.name);
  }
  return options;
}

ArticleStageOptions article_stage_options(const Configuration& configuration) {
  return {.decoder = decoder_options(configuration.articles),
          .alert_source = alert_source(configuration),
          .explain_alerts = configuration.alerts.explanation == AlertExplanation::Tree,
          .annotate = !configuration.annotations.topic.empty(),
          .sources = SourceNames(configuration.metrics.sources)};
}

std::string alert_source(const Configuration& configuration) {
  return "/newswatch/" + configuration.alerts.deployment;
}

}  // namespace newswatch::daemon
