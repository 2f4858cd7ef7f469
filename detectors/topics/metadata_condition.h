#pragma once

#include <string>
#include <vector>

#include "articles/article.h"
#include "rules/query.h"

namespace newswatch::detectors::topics {

/// A condition on a field of an article beside its text: one of `values`, without regard to case.
/// A value may have `*` for any characters and `?` for one.
/// `lang:en` also takes "en-GB", `domain:reuters.com` also "uk.reuters.com".
class MetadataCondition {
 public:
  MetadataCondition(rules::Metadata metadata, std::vector<std::string> values);

  bool holds(const articles::Article& article) const;

  rules::Metadata metadata() const { return metadata_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  bool fits(const std::string& value, const std::string& actual) const;

  rules::Metadata metadata_;
  std::vector<std::string> values_;
  std::vector<std::string> folded_;
};

}  // namespace newswatch::detectors::topics
