#include "correlation/copies/copy_book.h"

#include <algorithm>
#include <tuple>

#include "base/mix.h"

namespace newswatch::correlation {
namespace {

using text::ArticlePrint;
using text::Sketch;

// Measured in docs/decisions/0012.
constexpr std::uint32_t kFewestShared = 4;
constexpr double kLeastContainment = 0.50;
/// Two reports of one speech quote the same words, and share little else. Asked only where enough
/// stands outside of quotations.
constexpr double kLeastUnquotedContainment = 0.25;
constexpr std::uint32_t kFewestUnquoted = 24;

/// Of each article so many marks lead to it. A copy has some of the smallest of its original's
/// among its own smallest ones, unless one text is many times as long as the other.
constexpr std::size_t kMostIndexed = 64;
/// Texts are compared when the marks that led from one to the other are this share of those that
/// both could have in common. Of 64 marks a copy shares 32 or more, give or take 4; this leaves
/// out the many that have one or two phrases in common.
constexpr double kLeastOfIndexed = 0.25;
/// Of articles that share one mark so many are looked at, the oldest of the window. What more
/// share is boilerplate, or a text whose original is among them.
constexpr std::size_t kMostWithOneMark = 64;
/// So many are compared, those that share the most marks.
constexpr std::size_t kMostCompared = 64;

std::uint32_t mark_of_url(const ArticlePrint& print) {
  return static_cast<std::uint32_t>(mix(print.url, 0xA0761D6478BD642FULL));
}
std::uint32_t mark_of_body(const ArticlePrint& print) {
  return static_cast<std::uint32_t>(mix(print.body, 0xE7037ED1A0B428DBULL));
}

std::uint32_t indexed_of(const Sketch& sketch) {
  return static_cast<std::uint32_t>(std::min(sketch.marks.size(), kMostIndexed));
}
std::uint32_t reach_of(const Sketch& sketch) {
  return sketch.marks.size() <= kMostIndexed ? sketch.limit
                                             : sketch.marks[kMostIndexed - 1] | Sketch::kQuoted;
}

/// Calls `visit` with each of the marks of the text that lead to an article.
template <typename Visit>
void for_each_indexed(const Sketch& sketch, const Visit& visit) {
  for (std::uint32_t i = 0; i < indexed_of(sketch); ++i) visit(sketch.marks[i] | Sketch::kQuoted);
}

/// Calls `visit` with all marks that lead to an article.
template <typename Visit>
void for_each_mark(const ArticlePrint& print, const Visit& visit) {
  if (print.url != 0) visit(mark_of_url(print));
  if (print.body != 0) visit(mark_of_body(print));
  for_each_indexed(print.sketch, visit);
}

}  // namespace

bool are_copies(const text::Overlap& overlap) {
  const auto& [all, unquoted] = overlap;
  return all.shared >= kFewestShared && all.containment() >= kLeastContainment &&
         (unquoted.smaller < kFewestUnquoted ||
          unquoted.containment() >= kLeastUnquotedContainment);
}

const CopyEntry* CopyBook::find(std::string_view article) const {
  const auto found = articles_.find(article);
  return found == articles_.end() ? nullptr : &found->second.entry;
}

void CopyBook::put(std::string article, CopyEntry entry) {
  erase(article);
  const auto at = articles_.emplace(std::move(article), Stored{std::move(entry)}).first;
  const Number number = new_number();
  at->second.number = number;
  const Sketch& sketch = at->second.entry.print.sketch;
  by_number_[number] = {at->second.entry.time, indexed_of(sketch), reach_of(sketch), &at->first,
                        &at->second.entry};
  by_time_.emplace(at->second.entry.came(), at->first);
  for_each_mark(at->second.entry.print, [&](std::uint32_t mark) {
    postings_.insert(mark, number, [this](Number a, Number b) { return is_before(a, b); });
  });
}

void CopyBook::erase(std::string_view article) {
  const auto at = articles_.find(article);
  if (at == articles_.end()) return;
  const Number number = at->second.number;
  for_each_mark(at->second.entry.print, [&](std::uint32_t mark) {
    postings_.erase(mark, number, [this](Number a, Number b) { return is_before(a, b); });
  });
  by_time_.erase({at->second.entry.came(), at->first});
  by_number_[number] = {};
  free_numbers_.push_back(number);
  articles_.erase(at);
}

CopyBook::Number CopyBook::new_number() {
  if (free_numbers_.empty()) {
    free_numbers_.push_back(static_cast<Number>(by_number_.size()));
    by_number_.emplace_back();
  }
  const Number number = free_numbers_.back();
  free_numbers_.pop_back();
  return number;
}

bool CopyBook::is_before(Number a, Number b) const {
  const Numbered &first = by_number_[a], &second = by_number_[b];
  return std::tie(first.time, *first.article) < std::tie(second.time, *second.article);
}

std::vector<std::string> CopyBook::expired(Timestamp before) const {
  std::vector<std::string> articles;
  for (const auto& [time, article] : by_time_) {
    if (time >= before) break;
    articles.emplace_back(article);
  }
  return articles;
}

std::optional<Original> CopyBook::find_original(std::string_view article, const ArticlePrint& print,
                                                Timestamp time) const {
  if (const auto same = articles_.find(article); same != articles_.end())
    return Original{.article = same->first, .likeness = Likeness::NewVersion};
  if (auto page = oldest_of(mark_of_url(print), &ArticlePrint::url, print, time)) {
    page->likeness = Likeness::NewVersion;
    return page;
  }
  if (auto body = oldest_of(mark_of_body(print), &ArticlePrint::body, print, time)) {
    body->likeness = Likeness::SameBody;
    return body;
  }
  return most_alike(print, time);
}

/// Appends the oldest articles of the window that have the mark.
void CopyBook::collect(std::uint32_t mark, Timestamp time, std::vector<Number>& found) const {
  const auto articles = postings_.find(mark);
  const auto first = std::ranges::partition_point(
      articles, [&](Number n) { return by_number_[n].time < time - window_; });
  const auto rest = static_cast<std::size_t>(articles.end() - first);
  for (const Number number : std::span(first, std::min(rest, kMostWithOneMark))) {
    if (by_number_[number].time <= time + window_) found.push_back(number);
  }
}

std::optional<Original> CopyBook::oldest_of(std::uint32_t mark, std::uint64_t ArticlePrint::*digest,
                                            const ArticlePrint& print, Timestamp time) const {
  if (print.*digest == 0) return std::nullopt;
  std::vector<Number> found;
  collect(mark, time, found);
  const auto same = std::ranges::find_if(
      found, [&](Number n) { return by_number_[n].entry->print.*digest == print.*digest; });
  if (same == found.end()) return std::nullopt;
  return Original{.article = *by_number_[*same].article};
}

/// Tells without looking at the other sketch, which is seldom in the processor's cache.
bool CopyBook::may_be_copies(const Sketch& sketch, const Likely& likely) const {
  const Numbered& other = by_number_[likely.article];
  const std::uint32_t reach = std::min(reach_of(sketch), other.reach);
  const auto first = sketch.marks.begin();
  const auto own = std::upper_bound(first, first + indexed_of(sketch), reach) - first;
  // Hashes are spread evenly: of the other's marks that share lies below.
  const double others = double{1} * other.indexed * reach / std::max(other.reach, 1U);
  const double possible = std::min(static_cast<double>(own), others);
  return static_cast<double>(likely.shared) >= kLeastOfIndexed * possible;
}

/// @return those that may be copies, of more than `kMostCompared` those that share the most marks.
std::vector<CopyBook::Likely> CopyBook::likely(const ArticlePrint& print, Timestamp time) const {
  std::vector<Number> met;  // an article stands here once for each mark that it shares
  for_each_indexed(print.sketch, [&](std::uint32_t mark) { collect(mark, time, met); });
  std::ranges::sort(met);
  std::vector<Likely> likely;
  for (const Number article : met) {
    if (likely.empty() || likely.back().article != article) likely.push_back({article});
    ++likely.back().shared;
  }
  std::erase_if(likely, [&](const Likely& l) { return !may_be_copies(print.sketch, l); });
  if (likely.size() <= kMostCompared) return likely;
  std::ranges::partial_sort(
      likely, likely.begin() + kMostCompared, [this](const Likely& a, const Likely& b) {
        return a.shared != b.shared ? a.shared > b.shared : is_before(a.article, b.article);
      });
  likely.resize(kMostCompared);
  return likely;
}

std::optional<Original> CopyBook::most_alike(const ArticlePrint& print, Timestamp time) const {
  std::optional<Number> best;
  double most = 0;
  for (const auto& [number, shared] : likely(print, time)) {
    const auto overlap = text::overlap(print.sketch, by_number_[number].entry->print.sketch);
    const double containment = overlap.all.containment();
    if (!are_copies(overlap) || containment < most) continue;
    if (best && containment == most && is_before(*best, number)) continue;
    best = number;
    most = containment;
  }
  if (!best) return std::nullopt;
  return Original{*by_number_[*best].article, Likeness::SharedText, most};
}

}  // namespace newswatch::correlation
