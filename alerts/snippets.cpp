#include "alerts/snippets.h"

#include <algorithm>

#include "alerts/json_fields.h"
#include "base/utf8.h"

namespace newswatch::alerts {
namespace {

constexpr std::size_t kMost = 3;
constexpr std::uint32_t kLongest = 480;  // of several matches: three times that of one
constexpr std::uint32_t kAround =
    70;  // bytes on each side: two lines of a terminal with a word between
constexpr std::uint32_t kSearch = 20;  // how far a cut may move to fall between words

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

std::uint32_t cut_before(std::string_view text, std::uint32_t at) {
  if (at <= kAround) return 0;
  const std::uint32_t earliest = at - kAround;
  for (std::uint32_t i = earliest; i < earliest + kSearch; ++i) {
    if (is_blank(text[i])) return i + 1;
  }
  std::uint32_t cut = earliest;
  while (cut < at && !begins_character(text[cut])) ++cut;
  return cut;
}

std::uint32_t cut_behind(std::string_view text, std::uint32_t at) {
  const auto size = static_cast<std::uint32_t>(text.size());
  if (size - at <= kAround) return size;
  const std::uint32_t latest = at + kAround;
  for (std::uint32_t i = latest; i > latest - kSearch; --i) {
    if (is_blank(text[i])) return i;
  }
  std::uint32_t cut = latest;
  while (cut > at && !begins_character(text[cut])) --cut;
  return cut;
}

}  // namespace

std::vector<Place> snippets(const articles::Article& article, const std::vector<Match>& matches) {
  std::vector<Place> cuts;
  for (const Match& match : matches) {
    const std::string& text = text_of(article, match.place.field);
    const ByteSpan span{cut_before(text, match.place.span.begin),
                        cut_behind(text, match.place.span.end)};
    const bool touches = !cuts.empty() && cuts.back().field == match.place.field &&
                         span.begin <= cuts.back().span.end;
    if (touches && span.end <= cuts.back().span.begin + kLongest) {
      cuts.back().span.end = std::max(cuts.back().span.end, span.end);
    } else if (touches && match.place.span.begin < cuts.back().span.end) {
      const bool is_near = match.place.span.begin < cuts.back().span.begin + kLongest;
      if (is_near) cuts.back().span.end = std::max(cuts.back().span.end, match.place.span.end);
    } else if (cuts.size() < kMost) {
      const auto begin = touches ? cuts.back().span.end : span.begin;
      cuts.push_back({match.place.field, {begin, span.end}});
    } else {
      break;
    }
  }
  return cuts;
}

}  // namespace newswatch::alerts
