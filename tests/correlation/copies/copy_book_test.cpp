#include "correlation/copies/copy_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <tuple>

namespace newswatch::correlation {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Timestamp kNoon = std::chrono::sys_days(std::chrono::year(2024) / 5 / 6) + 12h;

/// A text by its paragraphs: each letter stands for one of 30 words.
text::ArticlePrint print(std::string_view paragraphs, std::uint64_t url = 0) {
  std::vector<text::SketchWord> words;
  for (const char paragraph : paragraphs) {
    std::mt19937_64 random(static_cast<std::uint64_t>(paragraph));
    for (int i = 0; i < 30; ++i) words.push_back({random(), false});
  }
  std::vector<std::uint32_t> scratch;
  return {url, std::hash<std::string_view>{}(paragraphs) | 1U, text::sketch_of(words, scratch)};
}

CopyEntry entry(std::string_view paragraphs, Timestamp time = kNoon, std::uint64_t url = 0) {
  return {time, print(paragraphs, url), "", ""};
}

/// @return the id of the original; empty when there is none.
std::string original(const CopyBook& book, std::string_view paragraphs, Timestamp time = kNoon) {
  const auto found = book.find_original("new", print(paragraphs), time);
  return found ? std::string(found->article) : "";
}

TEST(CopyBook, FindsNothingWhileEmpty) {
  const CopyBook book;
  EXPECT_EQ(book.find("a"), nullptr);
  EXPECT_FALSE(book.find_original("a", print("abc", 1), kNoon));
  EXPECT_THAT(book.expired(kNoon), IsEmpty());
}

TEST(CopyBook, TellsHowAnArticleWasRecognised) {
  CopyBook book;
  book.put("one", entry("abcdef", kNoon, 7));
  const auto by_id = book.find_original("one", print("xyz"), kNoon);
  EXPECT_EQ(by_id->likeness, Likeness::NewVersion);
  const auto by_url = book.find_original("two", print("xyz", 7), kNoon);
  EXPECT_EQ(by_url->likeness, Likeness::NewVersion);
  EXPECT_EQ(by_url->article, "one");
  EXPECT_EQ(book.find_original("two", print("abcdef"), kNoon)->likeness, Likeness::SameBody);
  const auto by_text = book.find_original("two", print("abc"), kNoon);
  EXPECT_EQ(by_text->likeness, Likeness::SharedText);
  EXPECT_EQ(by_text->containment, 1);
  EXPECT_FALSE(book.find_original("two", print("xyz"), kNoon));
}

TEST(CopyBook, DoesNotTakeMissingDigestsForEqualOnes) {
  CopyBook book;
  book.put("one", {kNoon, {}, "", ""});
  EXPECT_FALSE(book.find_original("two", {}, kNoon));
}

TEST(CopyBook, PrefersTheHighestContainment) {
  CopyBook book;
  book.put("most", entry("abcdefxyz"));
  book.put("all", entry("abcdef", kNoon + 1h));
  EXPECT_EQ(original(book, "abcdefghi"), "all");
}

TEST(CopyBook, PrefersTheOldestThenTheLowestId) {
  CopyBook book;
  book.put("later", entry("abcdef", kNoon + 1h));
  book.put("b", entry("abcdef", kNoon));
  EXPECT_EQ(original(book, "abcd"), "b");
  book.put("a", entry("abcdefg", kNoon));
  EXPECT_EQ(original(book, "abcd"), "a");
  EXPECT_EQ(original(book, "abcdef"), "b");  // the same body goes before
}

TEST(CopyBook, LooksOnlyInItsWindow) {
  CopyBook book(24h);
  book.put("one", entry("abcdef"));
  EXPECT_EQ(original(book, "abcdef", kNoon + 24h), "one");
  EXPECT_EQ(original(book, "abcde", kNoon + 24h), "one");
  EXPECT_EQ(original(book, "abcdef", kNoon + 24h + 1ms), "");
  EXPECT_EQ(original(book, "abcde", kNoon + 24h + 1ms), "");
  EXPECT_EQ(original(book, "abcde", kNoon - 24h), "one");  // came first, and is dated later
  EXPECT_EQ(original(book, "abcde", kNoon - 24h - 1ms), "");
}

TEST(CopyBook, ForgetsWhatIsErasedOrReplaced) {
  CopyBook book;
  book.put("one", entry("abcdef"));
  book.put("one", entry("uvwxyz"));
  EXPECT_EQ(book.size(), 1U);
  EXPECT_EQ(original(book, "abcd"), "");
  EXPECT_EQ(original(book, "uvwx"), "one");
  book.erase("one");
  book.erase("one");
  EXPECT_EQ(book.size(), 0U);
  EXPECT_EQ(original(book, "uvwx"), "");
}

TEST(CopyBook, NamesTheExpiredOldestFirst) {
  CopyBook book;
  book.put("b", entry("abc", kNoon));
  book.put("c", entry("def", kNoon - 1h));
  book.put("a", entry("ghi", kNoon));
  book.put("d", entry("jkl", kNoon + 1ms));
  EXPECT_THAT(book.expired(kNoon - 1h), IsEmpty());
  EXPECT_THAT(book.expired(kNoon + 1ms), ElementsAre("c", "a", "b"));
}

TEST(CopyBook, FindsTheOriginalBehindMuchBoilerplate) {
  CopyBook book;
  for (int i = 0; i < 500; ++i) {
    const std::string own(1, static_cast<char>('A' + i % 26));
    book.put("page " + std::to_string(i), entry("abc" + own + own + own + own, kNoon + i * 1s));
  }
  book.put("one", entry("abcuvwxyz", kNoon + 1h));
  EXPECT_EQ(original(book, "abcuvwx", kNoon + 2h), "one");
}

/// The best original by comparing with each entry.
std::string slow_original(const std::map<std::string, CopyEntry>& entries,
                          const text::ArticlePrint& of, Timestamp time) {
  using Rank = std::tuple<bool, double, Timestamp, std::string>;
  std::vector<Rank> ranks;
  for (const auto& [id, e] : entries) {
    const auto overlap = text::overlap(of.sketch, e.print.sketch);
    const bool same = of.body == e.print.body;
    if (std::chrono::abs(time - e.time) > CopyBook::kWindow || (!same && !are_copies(overlap)))
      continue;
    ranks.emplace_back(!same, same ? 0 : -overlap.all.containment(), e.time, id);
  }
  return ranks.empty() ? "" : std::get<std::string>(std::ranges::min(ranks));
}

TEST(CopyBook, FindsWhatASlowSearchFindsWhateverCameBefore) {
  std::mt19937 random(1);
  const auto paragraphs = [&] {
    std::string made(2 + random() % 5, 'a');
    for (char& c : made) c = static_cast<char>('a' + random() % 20);
    return made;
  };
  CopyBook book;
  std::map<std::string, CopyEntry> entries;
  for (int i = 0; i < 3000; ++i) {
    const std::string id = std::to_string(random() % 60);
    const Timestamp time = kNoon + std::chrono::hours(random() % 120);
    if (random() % 3 == 0) {
      book.erase(id);
      entries.erase(id);
    } else {
      const CopyEntry made = entry(paragraphs(), time);
      book.put(id, made);
      entries[id] = made;
    }
    const std::string sought = paragraphs();
    ASSERT_EQ(original(book, sought, time), slow_original(entries, print(sought), time)) << i;
  }
}

struct Case {
  std::string_view name;
  text::Overlap overlap;
  bool copies;
};
const Case kOverlaps[] = {
    {"Half", {.all = {100, 50}, .unquoted = {100, 50}}, true},
    {"LessThanHalf", {.all = {100, 49}, .unquoted = {100, 49}}, false},
    {"TooFewShingles", {.all = {3, 3}, .unquoted = {3, 3}}, false},
    {"FewShingles", {.all = {4, 4}, .unquoted = {4, 4}}, true},
    {"OnlyQuotationsInCommon", {.all = {100, 60}, .unquoted = {40, 2}}, false},
    {"LittleOutsideOfQuotations", {.all = {100, 60}, .unquoted = {23, 0}}, true},
    {"Nothing", {}, false},
};
class Overlaps : public testing::TestWithParam<Case> {};

TEST_P(Overlaps, TellCopies) { EXPECT_EQ(are_copies(GetParam().overlap), GetParam().copies); }

INSTANTIATE_TEST_SUITE_P(All, Overlaps, testing::ValuesIn(kOverlaps),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::correlation
