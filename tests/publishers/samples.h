#pragma once

#include <string>

#include "alerts/alert.h"
#include "alerts/annotation.h"
#include "base/record.h"

namespace newswatch::publishers {

inline alerts::Alert sample_alert(const std::string& json) {
  return {.id = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb",
          .kind = alerts::Kind::Official,
          .rule = {.id = RuleId("antony-blinken"),
                   .name = "Antony Blinken",
                   .severity = "high",
                   .labels = {{"desk", "americas"}},
                   .version = "1"},
          .json = json};
}

inline alerts::Annotation sample_annotation(const std::string& json,
                                            const std::string& article = "article-1") {
  return {.id = "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbb", .article = ArticleId(article), .json = json};
}

inline Record sample_record(std::int64_t offset = 42) {
  return {.origin = {"articles", 3, offset},
          .key = "key",
          .payload = std::string("{\"a\": \0", 7),
          .received_at = {},
          .traceparent = {}};
}

}  // namespace newswatch::publishers
