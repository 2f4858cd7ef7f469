#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/field.h"
#include "base/timestamp.h"
#include "detectors/officials/name_index.h"
#include "detectors/officials/titles.h"
#include "rules/official.h"
#include "text/analyser.h"

namespace newswatch::detectors::officials {

/// How a mention led to its person, surest first.
enum class ResolvedBy { FullName, Alias, TitleAndSurname, Surname };

/// One mention, before it is dressed for an alert.
struct NameMention {
  Field field = Field::Body;
  std::uint32_t first = 0;  ///< Tokens `first` up to, not including, `end`.
  std::uint32_t end = 0;
  std::uint32_t official = 0;
  ResolvedBy resolved_by = ResolvedBy::FullName;
};

/// Finds who is mentioned in an article. Built once, then only read, by any thread.
class MentionFinder {
 public:
  /// @param officials  numbered by their place; must outlive the finder.
  explicit MentionFinder(const std::vector<rules::Official>& officials);

  /// @param day       of the article, if known: decides between people who held one office.
  /// @param mentions  emptied and filled, in order of field and place.
  void find(const text::Analysis& analysis, std::optional<Date> day,
            std::vector<NameMention>& mentions) const;

 private:
  class Reader;

  const std::vector<rules::Official>& officials_;
  std::vector<std::vector<TitleWords>>
      titles_;  ///< By official and role: all variants of all roles, longest first.
  NameIndex names_;
};

/// @return the words of `name` that news uses alone: the last, with what a hyphen or a particle
/// ties to it ("von der
///         Leyen"), and without "Jr." and the like.
std::string surname_of(std::string_view name);

}  // namespace newswatch::detectors::officials
