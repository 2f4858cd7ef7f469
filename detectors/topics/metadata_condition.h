#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "articles/article.h"
#include "rules/query.h"

namespace newswatch::detectors::topics {

/// The metadata of one article, folded when they are first asked for: many queries ask for the
/// same. One serves one thread.
class FoldedMetadata {
 public:
  /// @param article  must live until the next call.
  void use(const articles::Article& article);

  /// @param name  of a mapped field; it must live as long as this is used.
  /// @return what the article says, without empty values: none, one, or of mapped fields several.
  const std::vector<std::string>& of(rules::Metadata metadata, std::string_view name);

 private:
  const articles::Article* article_ = nullptr;
  std::map<std::string_view, std::vector<std::string>> known_;  ///< By name in queries.
};

/// A condition on a field of an article beside its text: one of `values`, without regard to case
/// and accents. A mapped field may say several things, of which one must fit. A value may have `*`
/// for any characters and `?` for one. `lang:en` also takes "en-GB", `domain:reuters.com` also
/// "uk.reuters.com".
class MetadataCondition {
 public:
  /// @param name  of a mapped field; else empty.
  MetadataCondition(rules::Metadata metadata, std::string name, std::vector<std::string> values);

  bool holds(FoldedMetadata& article) const;

  rules::Metadata metadata() const { return metadata_; }
  const std::string& name() const { return name_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  bool fits(const std::string& value, const std::string& actual) const;

  rules::Metadata metadata_;
  std::string name_;
  std::vector<std::string> values_;
  std::vector<std::string> folded_;
};

}  // namespace newswatch::detectors::topics
