#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/timestamp.h"
#include "correlation/postings.h"
#include "correlation/stories/closeness.h"
#include "correlation/stories/story_entry.h"
#include "text/key_terms.h"

namespace newswatch::correlation {

/// The open stories of one rule, and to which of them an article belongs.
///
/// `put` and `erase` alone change it. What it concludes depends on its entries and the arguments,
/// never on the order in which they came. How many stories have a term is counted over the entries,
/// so that it is learnt from the rule's own articles, forgotten with the stories, and needs no
/// state of its own. An empty book owns no memory beyond itself. One thread uses it.
class StoryBook {
 public:
  /// A story that an article may belong to.
  struct Candidate {
    std::string_view id;  ///< Valid until the next change.
    Closeness closeness;
    double odds = 0;  ///< See `odds_of`.
  };

  StoryBook() = default;
  StoryBook(StoryBook&&) = default;
  StoryBook& operator=(StoryBook&&) = default;

  std::size_t size() const { return places_.size(); }
  /// @return valid until the next change.
  const StoryEntry* find(std::string_view id) const;
  /// Replaces what the id had.
  void put(std::string id, StoryEntry story);
  void erase(std::string_view id);

  /// @return the ids of stories whose last article came earlier, the oldest first. Costs as much as
  /// it
  ///         finds.
  std::vector<std::string> expired(Timestamp before) const;

  /// @return the story that an article with these terms and this event time joins; nothing when it
  ///         opens one of its own.
  std::optional<Candidate> assign(const text::KeyTerms& terms, Timestamp time) const;

  /// @return those that share the most telling terms with the article, at most `kMaxCandidates`,
  ///         the likeliest first.
  std::vector<Candidate> candidates(const text::KeyTerms& terms, Timestamp time) const;

  static constexpr std::size_t kMaxCandidates = 12;

 private:
  using Place = Postings::Number;  ///< In `stories_`.

  struct Open {
    const std::string* id = nullptr;  ///< Owned by `places_`; null when the place is free.
    StoryEntry entry;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  std::vector<Place> likely(const text::KeyTerms& terms) const;
  void index(Place place);
  void forget(Place place);

  std::unordered_map<std::string, Place, Hash, std::equal_to<>> places_;
  std::vector<Open> stories_;
  std::vector<Place> free_;
  std::set<std::pair<Timestamp, std::string_view>> by_arrival_;
  Postings terms_;  ///< From hashes of terms to the stories that have them.
};

}  // namespace newswatch::correlation
