#include "text/boilerplate.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <string_view>

namespace newswatch::text {
namespace {

constexpr std::uint32_t kFewestWordsOfAParagraph = 4;
constexpr std::uint32_t kMostWordsOfBoilerplate = 40;
constexpr std::uint32_t kMostWordsOfADateline = 10;
constexpr std::uint32_t kMostWordsOfAByline = 12;

/// Phrases in lower case, words with a blank between them.
template <std::size_t kSize>
struct Phrases {
  explicit constexpr Phrases(std::array<std::string_view, kSize> list) : phrases(list) {
    std::ranges::sort(phrases);
    for (const std::string_view phrase : phrases) ++ends[initial_of(phrase)];
    std::partial_sum(ends.begin(), ends.end(), ends.begin());
  }
  static constexpr std::size_t initial_of(std::string_view word) {
    return word.empty() ? 0 : static_cast<unsigned char>(word[0]) % kInitials;
  }
  /// @return those that begin with the same letter, often none.
  std::span<const std::string_view> like(std::string_view word) const {
    const std::size_t initial = initial_of(word);
    const std::size_t begin = initial == 0 ? 0 : ends[initial - 1];
    return std::span(phrases).subspan(begin, ends[initial] - begin);
  }

  static constexpr std::size_t kInitials = 32;
  std::array<std::string_view, kSize> phrases;
  std::array<std::uint8_t, kInitials> ends{};
};

/// With these a sentence of boilerplate begins.
constexpr Phrases kOpenings(std::to_array<std::string_view>(
    {// credits
     "additional reporting by", "compiled by", "edited by", "editing by", "graphic by",
     "graphics by", "photo by", "photograph by", "photos by", "production by", "reported by",
     "reporting by", "translated by", "translation by", "with files from", "with inputs from",
     "with reporting by", "writing by", "written by",
     // rights
     "copyright", "no part of this", "this material may not",
     // invitations
     "click here", "click to", "discover more", "download our", "download the", "follow us",
     "for more news", "for the latest", "get the latest", "join our", "listen to our", "read also",
     "read more", "read next", "related articles", "related stories", "see also", "share this",
     "sign up", "stay up to date", "stay informed", "subscribe", "support our", "to read more",
     "watch more",
     // notes on the text
     "a version of this", "first published", "last updated", "originally published",
     "our standards", "this article appeared", "this article first", "this article has been",
     "this article is", "this article originally", "this article was", "this is a breaking news",
     "this is a developing story", "this post was", "this report has been", "this report was",
     "this story appeared", "this story first", "this story has been", "this story is",
     "this story originally", "this story was", "this version corrects"}));

/// These make a sentence boilerplate wherever they stand in it.
constexpr Phrases kPhrases(std::to_array<std::string_view>(
    {"all rights reserved", "contributed to this", "contributed reporting", "may not be published",
     "may not be reproduced"}));

class BoilerplateFinder {
 public:
  BoilerplateFinder(const Tokens& body, std::vector<WordRange>& own) : body_(body), own_(own) {}

  void find() {
    const auto words = size();
    for (std::uint32_t begin = 0; begin < words;) {
      const std::uint32_t end = end_of(begin, &Token::paragraph);
      if (end - begin >= kFewestWordsOfAParagraph && !is_byline(begin, end)) {
        read_paragraph(own_.empty() ? behind_dateline(begin, end) : begin, end);
      }
      begin = end;
    }
  }

 private:
  std::uint32_t size() const { return static_cast<std::uint32_t>(body_.tokens.size()); }
  std::string_view word(std::uint32_t at) const { return body_.folded_of(body_.tokens[at]); }

  /// @return behind the last word that is in the paragraph or sentence of the word at `begin`.
  std::uint32_t end_of(std::uint32_t begin, std::uint32_t Token::*part) const {
    std::uint32_t end = begin + 1;
    while (end < size() && body_.tokens[end].*part == body_.tokens[begin].*part) ++end;
    return end;
  }

  std::string_view gap_before(std::uint32_t at) const {
    const std::uint32_t begin = at == 0 ? 0 : body_.tokens[at - 1].full_end;
    return body_.field.substr(begin, body_.tokens[at].span.begin - begin);
  }

  void read_paragraph(std::uint32_t begin, std::uint32_t paragraph_end) {
    while (begin < paragraph_end) {
      const std::uint32_t end = std::min(end_of(begin, &Token::sentence), paragraph_end);
      if (!is_boilerplate(begin, end)) keep(begin, end);
      begin = end;
    }
  }

  void keep(std::uint32_t begin, std::uint32_t end) {
    if (!own_.empty() && own_.back().end == begin) {
      own_.back().end = end;
    } else {
      own_.push_back({begin, end});
    }
  }

  bool is_boilerplate(std::uint32_t begin, std::uint32_t end) const {
    if (end - begin > kMostWordsOfBoilerplate) return false;
    if (begins_with_any(kOpenings, begin, end) || stands_behind_copyright_sign(begin)) return true;
    for (std::uint32_t at = begin; at < end; ++at) {
      if (begins_with_any(kPhrases, at, end)) return true;
    }
    return false;
  }

  template <std::size_t kSize>
  bool begins_with_any(const Phrases<kSize>& set, std::uint32_t begin, std::uint32_t end) const {
    const std::string_view first = word(begin);
    return std::ranges::any_of(set.like(first), [&](std::string_view phrase) {
      return phrase.starts_with(first) && begins_with(phrase, begin, end);
    });
  }

  /// @param phrase  words with a blank between them.
  bool begins_with(std::string_view phrase, std::uint32_t at, std::uint32_t end) const {
    for (; at < end; ++at) {
      const auto blank = phrase.find(' ');
      if (word(at) != phrase.substr(0, blank)) return false;
      if (blank == std::string_view::npos) return true;
      phrase.remove_prefix(blank + 1);
    }
    return false;
  }

  bool stands_behind_copyright_sign(std::uint32_t at) const {
    return body_.tokens[at].gap >= Gap::Other && gap_before(at).find("©") != std::string_view::npos;
  }

  bool is_byline(std::uint32_t begin, std::uint32_t end) const {
    return end - begin <= kMostWordsOfAByline && word(begin) == "by" &&
           std::all_of(&body_.tokens[begin] + 1, &body_.tokens[begin] + (end - begin),
                       [&](const Token& t) { return t.capitalised || t.span.size_bytes() <= 3; });
  }

  /// A dateline is names and numbers up to a dash, or words in capitals up to a colon.
  /// @return where the text behind it begins; `begin` when there is none.
  std::uint32_t behind_dateline(std::uint32_t begin, std::uint32_t end) const {
    const std::uint32_t last = std::min(end, begin + kMostWordsOfADateline + 1);
    for (std::uint32_t at = begin + 1; at < last && may_stand_in_dateline(at - 1); ++at) {
      if (body_.tokens[at].gap != Gap::Other) continue;
      const std::string_view gap = gap_before(at);
      if (is_dash(gap)) return at;
      if (gap.starts_with(':') && is_in_capitals(begin, at)) return at;
    }
    return begin;
  }

  bool may_stand_in_dateline(std::uint32_t at) const {
    const std::string_view raw = body_.raw_of(body_.tokens[at]);
    return body_.tokens[at].capitalised || raw.size() <= 3 || (raw[0] >= '0' && raw[0] <= '9');
  }

  static bool is_dash(std::string_view gap) {
    return std::ranges::any_of(std::to_array<std::string_view>({" -", "–", "—", "--"}),
                               [&](auto dash) { return gap.find(dash) != gap.npos; });
  }

  bool is_in_capitals(std::uint32_t begin, std::uint32_t end) const {
    return std::all_of(
        &body_.tokens[begin], &body_.tokens[begin] + (end - begin), [&](const Token& t) {
          return std::ranges::none_of(body_.raw_of(t), [](char c) { return c >= 'a' && c <= 'z'; });
        });
  }

  const Tokens& body_;
  std::vector<WordRange>& own_;
};

}  // namespace

void find_own_words(const Tokens& body, std::vector<WordRange>& own) {
  own.clear();
  BoilerplateFinder(body, own).find();
}

}  // namespace newswatch::text
