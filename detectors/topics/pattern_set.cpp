#include "detectors/topics/pattern_set.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace newswatch::detectors::topics {
namespace {

constexpr std::size_t kInnerBytes = 3;  // of the piece that finds a pattern like *fent*
constexpr std::int64_t kRegexSetMemoryBytes = 64 << 20;

std::size_t next_character(std::string_view text, std::size_t at) {
  ++at;
  while (at < text.size() && !begins_character(text[at])) ++at;
  return at;
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = next_character(text, at);
    all.push_back(text.substr(at, end - at));
    at = end;
  }
  return all;
}

void note_size(std::vector<std::uint32_t>& sizes, std::size_t size) {
  const auto value = static_cast<std::uint32_t>(size);
  const auto at = std::ranges::lower_bound(sizes, value);
  if (at == sizes.end() || *at != value) sizes.insert(at, value);
}

/// Calls `use` with the word and with each that remains when up to `most` characters are deleted,
/// never the first: a fuzzy word keeps it.
template <typename Use>
void for_each_deletion(std::string_view word, std::uint32_t most, const Use& use) {
  use(word);
  if (most == 0) return;
  for (std::size_t at = word.empty() ? 0 : next_character(word, 0); at < word.size();) {
    const std::size_t end = next_character(word, at);
    std::string shorter(word.substr(0, at));
    shorter += word.substr(end);
    for_each_deletion(shorter, most - 1, use);
    at = end;
  }
}

}  // namespace

bool fits_wildcard(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0;
  std::size_t star = std::string_view::npos, retry = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      retry = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t = next_character(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = retry = next_character(text, retry);
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

bool is_within_edits(std::string_view a, std::string_view b, std::uint32_t most) {
  const auto x = characters(a), y = characters(b);
  const std::size_t larger = std::max(x.size(), y.size()), smaller = std::min(x.size(), y.size());
  if (larger - smaller > most) return false;
  std::vector<std::uint32_t> before_last, last(y.size() + 1), row(y.size() + 1);
  for (std::size_t j = 0; j <= y.size(); ++j) last[j] = static_cast<std::uint32_t>(j);
  for (std::size_t i = 1; i <= x.size(); ++i) {
    row[0] = static_cast<std::uint32_t>(i);
    for (std::size_t j = 1; j <= y.size(); ++j) {
      const std::uint32_t change = x[i - 1] == y[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last = std::exchange(last, row);
  }
  return last[y.size()] <= most;
}

void PatternSet::add_wildcard(const std::string& pattern, TermId id) {
  const auto index = static_cast<std::uint32_t>(wildcards_.size());
  wildcards_.push_back({pattern, id, 0});
  ++size_;
  const std::size_t first = pattern.find_first_of("*?"), last = pattern.find_last_of("*?");
  if (first > 0) {
    beginnings_[pattern.substr(0, first)].push_back(index);
    note_size(beginning_sizes_, first);
  } else if (last + 1 < pattern.size()) {
    endings_[pattern.substr(last + 1)].push_back(index);
    note_size(ending_sizes_, pattern.size() - last - 1);
  } else if (const std::size_t begin = pattern.find_first_not_of("*?");
             begin == std::string::npos) {
    without_letters_.push_back(index);
  } else {
    const std::size_t end = pattern.find_first_of("*?", begin);
    inner_[pattern.substr(begin, std::min(end - begin, kInnerBytes))].push_back(index);
  }
}

void PatternSet::add_fuzzy(const std::string& word, std::uint32_t edits, TermId id) {
  const auto index = static_cast<std::uint32_t>(fuzzy_.size());
  fuzzy_.push_back({word, id, edits});
  ++size_;
  most_edits_ = std::max(most_edits_, edits);
  for_each_deletion(word, edits, [&](std::string_view shorter) {
    auto& found = deletions_[std::string(shorter)];
    if (found.empty() || found.back() != index) found.push_back(index);
  });
}

void PatternSet::add_regex(const std::string& pattern, TermId id) {
  regexes_.push_back({pattern, id, 0});
  ++size_;
}

void PatternSet::build() {
  if (regexes_.empty()) return;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(kRegexSetMemoryBytes);
  regex_set_ = std::make_unique<RE2::Set>(options, RE2::ANCHOR_BOTH);
  bool together = true;
  for (const Pattern& regex : regexes_) {
    together = together && regex_set_->Add(regex.text, nullptr) >= 0;
  }
  if (together && regex_set_->Compile()) return;
  regex_set_.reset();
  for (const Pattern& regex : regexes_) {
    single_regexes_.push_back(std::make_unique<RE2>(regex.text, options));
  }
}

void PatternSet::find(std::string_view word, std::vector<TermId>& ids) const {
  const std::size_t before = ids.size();
  for (const std::uint32_t size : beginning_sizes_) {
    if (size > word.size()) break;
    const auto found = beginnings_.find(word.substr(0, size));
    if (found != beginnings_.end()) find_wildcards(found->second, word, ids);
  }
  for (const std::uint32_t size : ending_sizes_) {
    if (size > word.size()) break;
    const auto found = endings_.find(word.substr(word.size() - size));
    if (found != endings_.end()) find_wildcards(found->second, word, ids);
  }
  for (std::size_t at = 0; at < word.size() && !inner_.empty(); ++at) {
    for (std::size_t size = 1; size <= kInnerBytes && at + size <= word.size(); ++size) {
      const auto found = inner_.find(word.substr(at, size));
      if (found != inner_.end()) find_wildcards(found->second, word, ids);
    }
  }
  find_wildcards(without_letters_, word, ids);
  if (!fuzzy_.empty()) find_fuzzy(word, ids);
  if (!regexes_.empty()) find_regexes(word, ids);
  std::sort(ids.begin() + static_cast<std::ptrdiff_t>(before), ids.end());
  ids.erase(std::unique(ids.begin() + static_cast<std::ptrdiff_t>(before), ids.end()), ids.end());
}

void PatternSet::find_wildcards(const std::vector<std::uint32_t>& candidates, std::string_view word,
                                std::vector<TermId>& ids) const {
  for (const std::uint32_t index : candidates) {
    if (fits_wildcard(wildcards_[index].text, word)) ids.push_back(wildcards_[index].id);
  }
}

void PatternSet::find_fuzzy(std::string_view word, std::vector<TermId>& ids) const {
  // A word of that size is no misspelling, and its deletions are many.
  constexpr std::size_t kLongestWordBytes = 64;
  if (word.size() > kLongestWordBytes) return;
  std::vector<std::uint32_t> candidates;
  for_each_deletion(word, most_edits_, [&](std::string_view shorter) {
    const auto found = deletions_.find(shorter);
    if (found == deletions_.end()) return;
    candidates.insert(candidates.end(), found->second.begin(), found->second.end());
  });
  std::ranges::sort(candidates);
  candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
  for (const std::uint32_t index : candidates) {
    const Pattern& fuzzy = fuzzy_[index];
    const std::string_view first =
        std::string_view(fuzzy.text).substr(0, next_character(fuzzy.text, 0));
    if (word.starts_with(first) && is_within_edits(fuzzy.text, word, fuzzy.edits)) {
      ids.push_back(fuzzy.id);
    }
  }
}

void PatternSet::find_regexes(std::string_view word, std::vector<TermId>& ids) const {
  const re2::StringPiece text(word.data(), word.size());
  if (regex_set_) {
    std::vector<int> matched;
    RE2::Set::ErrorInfo error{};
    if (regex_set_->Match(text, &matched, &error)) {
      for (const int index : matched) ids.push_back(regexes_[static_cast<std::size_t>(index)].id);
      return;
    }
    if (error.kind == RE2::Set::kNoError) return;
    // Out of its memory for this word: each for itself needs less.
    for (const Pattern& regex : regexes_) {
      if (RE2::FullMatch(text, regex.text)) ids.push_back(regex.id);
    }
    return;
  }
  for (std::size_t i = 0; i < single_regexes_.size(); ++i) {
    if (RE2::FullMatch(text, *single_regexes_[i])) ids.push_back(regexes_[i].id);
  }
}

}  // namespace newswatch::detectors::topics
