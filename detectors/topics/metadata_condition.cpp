#include "detectors/topics/metadata_condition.h"

#include <algorithm>

#include "detectors/topics/pattern_set.h"
#include "text/folding.h"

namespace newswatch::detectors::topics {
namespace {

using rules::Metadata;

std::string_view name_of(articles::Status status) {
  switch (status) {
    case articles::Status::Corrected:
      return "corrected";
    case articles::Status::Withdrawn:
      return "withdrawn";
    case articles::Status::Usable:
      break;
  }
  return "usable";
}

std::string actual(const articles::Article& article, Metadata metadata) {
  switch (metadata) {
    case Metadata::Language:
      return article.lang;
    case Metadata::Source:
      return article.source.name;
    case Metadata::Domain:
      return article.source.domain;
    case Metadata::Country:
      return article.source.country;
    case Metadata::Status:
      return std::string(name_of(article.status));
    case Metadata::Url:
      return article.url;
    case Metadata::Id:
      return article.id.value;
  }
  return "";
}

/// @return whether `text` is `value`, or begins with it and `mark`.
bool is_or_begins(std::string_view text, std::string_view value, std::string_view marks) {
  return text.starts_with(value) &&
         (text.size() == value.size() || marks.find(text[value.size()]) != std::string_view::npos);
}

bool is_or_ends(std::string_view text, std::string_view value, char mark) {
  return text.ends_with(value) &&
         (text.size() == value.size() || text[text.size() - value.size() - 1] == mark);
}

}  // namespace

MetadataCondition::MetadataCondition(Metadata metadata, std::vector<std::string> values)
    : metadata_(metadata), values_(std::move(values)) {
  for (const std::string& value : values_) folded_.push_back(text::fold(value));
}

bool MetadataCondition::fits(const std::string& value, const std::string& text) const {
  if (text.empty()) return false;
  if (value.find_first_of("*?") != std::string::npos) return fits_wildcard(value, text);
  switch (metadata_) {
    case Metadata::Language:
      return is_or_begins(text, value, "-_");
    case Metadata::Domain:
      return is_or_ends(text, value, '.');
    default:
      return text == value;
  }
}

bool MetadataCondition::holds(const articles::Article& article) const {
  const std::string text = text::fold(actual(article, metadata_));
  return std::ranges::any_of(folded_, [&](const std::string& value) { return fits(value, text); });
}

}  // namespace newswatch::detectors::topics
