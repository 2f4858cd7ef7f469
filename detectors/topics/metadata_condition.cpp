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
    case Metadata::Mapped:
      break;
  }
  return "";
}

std::vector<std::string> folded(const articles::Article& article, Metadata metadata,
                                std::string_view name) {
  std::vector<std::string> values;
  const auto add = [&](std::string_view text) {
    if (auto folded = text::fold(text); !folded.empty()) values.push_back(std::move(folded));
  };
  if (metadata != Metadata::Mapped) {
    add(actual(article, metadata));
  } else if (const auto field = article.metadata.find(name); field != article.metadata.end()) {
    for (const std::string& value : field->second) add(value);
  }
  return values;
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

void FoldedMetadata::use(const articles::Article& article) {
  article_ = &article;
  known_.clear();
}

const std::vector<std::string>& FoldedMetadata::of(Metadata metadata, std::string_view name) {
  const auto key = metadata == Metadata::Mapped ? name : rules::name_of(metadata);
  const auto [known, is_new] = known_.try_emplace(key);
  if (is_new) known->second = folded(*article_, metadata, name);
  return known->second;
}

MetadataCondition::MetadataCondition(Metadata metadata, std::string name,
                                     std::vector<std::string> values)
    : metadata_(metadata), name_(std::move(name)), values_(std::move(values)) {
  for (const std::string& value : values_) folded_.push_back(text::fold(value));
}

bool MetadataCondition::fits(const std::string& value, const std::string& text) const {
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

bool MetadataCondition::holds(FoldedMetadata& article) const {
  return std::ranges::any_of(article.of(metadata_, name_), [&](const std::string& text) {
    return std::ranges::any_of(folded_,
                               [&](const std::string& value) { return fits(value, text); });
  });
}

}  // namespace newswatch::detectors::topics
