#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/timestamp.h"
#include "correlation/copies/copy_entry.h"
#include "correlation/postings.h"

namespace newswatch::correlation {

/// By what an article was recognised, the surest first.
enum class Likeness {
  NewVersion,  ///< Its id or URL: the same article, told anew, and no copy.
  SameBody,    ///< All its words.
  SharedText,  ///< Much of its text: shortened, extended or rewritten.
};

/// The article that another one is a copy or a new version of.
struct Original {
  std::string_view article;  ///< Its id; borrowed from the book until the next change.
  Likeness likeness = Likeness::SharedText;
  double containment = 1;  ///< The share of the smaller text that the other holds.
};

/// Whether two texts with this much in common are copies of one another.
bool are_copies(const text::Overlap& overlap);

/// The articles of one rule in a window of time, and of which of them an article is a copy.
///
/// `put` and `erase` alone change it. What it concludes depends on its entries and the arguments,
/// never on the order in which they came. An empty book owns no memory. One thread uses it.
class CopyBook {
 public:
  static constexpr std::chrono::hours kWindow{72};

  /// @param window  how far apart in time copies may be.
  explicit CopyBook(std::chrono::milliseconds window = kWindow) : window_(window) {}
  CopyBook(CopyBook&&) = default;
  CopyBook& operator=(CopyBook&&) = default;

  std::size_t size() const { return articles_.size(); }
  /// @return valid until the next change.
  const CopyEntry* find(std::string_view article) const;
  /// Replaces what the article had.
  void put(std::string article, CopyEntry entry);
  void erase(std::string_view article);

  /// @return the ids of articles that came before that time, the oldest first. Costs as much as it
  ///         finds.
  std::vector<std::string> expired(Timestamp before) const;

  /// Looks for the article that this one repeats. Those in the book have come before it; their
  /// times may be later, since outlets date and feeds deliver as they like.
  ///
  /// @param article  its id. @param print  of it. @param time  when it became news.
  /// @return of several, the one recognised by what is surest, with the highest containment, then
  ///         the oldest, then that of the lowest id.
  std::optional<Original> find_original(std::string_view article, const text::ArticlePrint& print,
                                        Timestamp time) const;

 private:
  using Number = Postings::Number;
  struct Stored {
    CopyEntry entry;
    Number number = 0;  ///< In `by_number_`.
  };
  struct Numbered {
    Timestamp time;
    std::uint32_t indexed = 0;             ///< So many of its marks lead to it,
    std::uint32_t reach = 0;               ///< all that it has up to here.
    const std::string* article = nullptr;  ///< Owned by `articles_`; null where the number is free.
    const CopyEntry* entry = nullptr;
  };
  /// An article that may be the original, and how many indexed marks it shares.
  struct Likely {
    Number article = 0;
    std::size_t shared = 0;
  };
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  using Articles = std::unordered_map<std::string, Stored, Hash, std::equal_to<>>;

  bool is_before(Number a, Number b) const;
  Number new_number();
  void collect(std::uint32_t mark, Timestamp time, std::vector<Number>& found) const;
  bool may_be_copies(const text::Sketch& sketch, const Likely& likely) const;
  std::vector<Likely> likely(const text::ArticlePrint& print, Timestamp time) const;
  std::optional<Original> oldest_of(std::uint32_t mark, std::uint64_t text::ArticlePrint::*digest,
                                    const text::ArticlePrint& print, Timestamp time) const;
  std::optional<Original> most_alike(const text::ArticlePrint& print, Timestamp time) const;

  std::chrono::milliseconds window_;
  Articles articles_;
  std::vector<Numbered> by_number_;  ///< What most look-ups need, side by side.
  std::vector<Number> free_numbers_;
  std::set<std::pair<Timestamp, std::string_view>> by_time_;
  Postings postings_;
};

}  // namespace newswatch::correlation
