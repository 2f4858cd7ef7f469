#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/strong_id.h"
#include "base/timestamp.h"
#include "text/key_terms.h"

namespace newswatch::correlation {

/// One word or name of a story: means over its articles, of `kWhole`.
struct StoryTerm {
  std::uint32_t hash = 0;
  std::uint8_t rarity = 0;    ///< As in `text::KeyTerm`.
  std::uint8_t weight = 0;    ///< See `weight_of_count`.
  std::uint8_t presence = 0;  ///< How many articles have it;
  std::uint8_t in_title = 0;  ///< how many in the title,
  std::uint8_t in_focus = 0;  ///< and how many there or in the first sentence.
  bool is_name = false;

  static constexpr std::uint8_t kWhole = 120;

  bool operator==(const StoryTerm&) const = default;
};

/// All that is kept of one story. Its key is its id.
struct StoryEntry {
  std::string first_article;    ///< The first that came, which need not be the first published.
  std::string first_alert;      ///< The id of its alert.
  Timestamp first;              ///< The earliest event time,
  Timestamp last;               ///< and the latest.
  std::uint32_t articles = 0;   ///< With copies.
  std::uint32_t originals = 0;  ///< Without them.
  std::vector<std::uint32_t> outlets;  ///< Of originals, ascending; see `outlets_of`.
  std::vector<StoryTerm> terms;        ///< Ascending by hash, at most `kMaxTerms`. Empty while
                                       ///< there is one original: what it has is in `newest`.
  text::KeyTerms newest;               ///< Of the original that came last.
  std::chrono::milliseconds late{0};  ///< How far the stream's time was behind `last` when its last
                                      ///< article came: so much longer it is kept. Not negative.

  /// @return the stream's time from which on it is old.
  Timestamp came() const { return last + late; }

  static constexpr std::size_t kMaxTerms = 96;
  static constexpr std::size_t kMaxOutlets = 64;

  bool operator==(const StoryEntry&) const = default;
};

/// What an article brings to its story. Borrows everything.
struct StoryArticle {
  std::string_view id;
  std::string_view alert_id;
  std::string_view outlet;  ///< Its domain, else its name; may be empty.
  Timestamp time;           ///< Event time.
  const text::KeyTerms& terms;
  bool is_copy = false;  ///< Of an article of the story: then it is counted, and changes nothing
                         ///< else: copies make no outlet independent and no words more frequent.
};

/// @return the id of the story that the article opens: the same in each replay.
std::string story_id(const RuleId& rule, std::string_view first_article);

/// @return the story that the article opens.
StoryEntry story_of(const StoryArticle& article);

/// @return the story with one more article. Event times may come in any order.
StoryEntry story_with(StoryEntry story, const StoryArticle& article);

/// @return how many outlets wrote originals: exact up to `kMaxOutlets`, behind it an estimate from
///         the smallest hashes. Source: Bar-Yossef et al., RANDOM 2002 (k minimum values).
std::uint64_t outlets_of(const StoryEntry& story);

/// @return what a term that stands so often in an article weighs: 24 times one and the binary
///         logarithm of the count, so that the largest is about `StoryTerm::kWhole`.
std::uint8_t weight_of_count(std::uint8_t count);

/// @return the binary form, at most some 2 kB and mostly half of that; its first number is its
///         version.
std::string encode(const StoryEntry& story);

/// Reads what `encode` wrote. Errors: `WrongType` for all other bytes.
Result<StoryEntry> decode_story_entry(std::string_view bytes);

}  // namespace newswatch::correlation
