#include "correlation/stories/story_entry.h"

#include <gtest/gtest.h>

namespace newswatch::correlation {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

Timestamp at(int hour) { return Timestamp(milliseconds(0)) + hours(hour); }

text::KeyTerms terms_of(std::initializer_list<std::uint32_t> hashes) {
  text::KeyTerms terms;
  for (const std::uint32_t hash : hashes)
    terms.terms.push_back({.hash = hash, .count = 2, .rarity = 9, .in_lead = hash % 2 == 0});
  return terms;
}

StoryEntry with(const StoryEntry& story, const text::KeyTerms& terms, Timestamp time,
                std::string_view outlet, bool is_copy = false) {
  return story_with(story, {.id = "later",
                            .alert_id = "later alert",
                            .outlet = outlet,
                            .time = time,
                            .terms = terms,
                            .is_copy = is_copy});
}

StoryEntry first_of(const text::KeyTerms& terms) {
  return story_of(
      {.id = "a", .alert_id = "alert a", .outlet = "a.example", .time = at(10), .terms = terms});
}

TEST(StoryEntries, KeepTheFirstThatCame) {
  const auto terms = terms_of({1, 2});
  const StoryEntry story = with(first_of(terms), terms, at(5), "b.example");
  EXPECT_EQ(story.first_article, "a");
  EXPECT_EQ(story.first_alert, "alert a");
  EXPECT_EQ(story.first, at(5));
  EXPECT_EQ(story.last, at(10));
  EXPECT_EQ(story.articles, 2U);
}

TEST(StoryEntries, CountAnOutletOnceHoweverItIsWritten) {
  const auto terms = terms_of({1});
  StoryEntry story = with(first_of(terms), terms, at(11), "B.example");
  story = with(story, terms, at(12), "b.example");
  story = with(story, terms, at(13), "");
  EXPECT_EQ(outlets_of(story), 2U);
}

TEST(StoryEntries, EstimateManyOutlets) {
  const auto terms = terms_of({1});
  StoryEntry story = first_of(terms);
  for (int i = 1; i < 400; ++i)
    story = with(story, terms, at(10), "outlet" + std::to_string(i) + ".example");
  EXPECT_EQ(story.outlets.size(), StoryEntry::kMaxOutlets);
  // The standard error of 64 minimum values is 1 in 8.
  EXPECT_NEAR(static_cast<double>(outlets_of(story)), 400, 150);
}

TEST(StoryEntries, CountCopiesWithoutTheirOutletAndWords) {
  const StoryEntry story = first_of(terms_of({1, 2}));
  const StoryEntry copied = with(story, terms_of({3}), at(20), "b.example", true);
  EXPECT_EQ(copied.articles, 2U);
  EXPECT_EQ(copied.originals, 1U);
  EXPECT_EQ(copied.last, at(20));
  EXPECT_EQ(outlets_of(copied), 1U);
  EXPECT_EQ(copied.terms, story.terms);
  EXPECT_EQ(copied.newest, story.newest);
}

TEST(StoryEntries, KeepTheTermsOfOneArticleOnce) {
  const StoryEntry story = first_of(terms_of({1, 2}));
  EXPECT_EQ(story.newest, terms_of({1, 2}));
  EXPECT_TRUE(story.terms.empty());
}

TEST(StoryEntries, AverageTermsOverArticles) {
  const StoryEntry story = with(first_of(terms_of({1, 2})), terms_of({2, 3}), at(11), "b.example");
  ASSERT_EQ(story.terms.size(), 3U);
  EXPECT_EQ(story.terms[0].presence, StoryTerm::kWhole / 2);
  EXPECT_EQ(story.terms[1].presence, StoryTerm::kWhole);
  EXPECT_EQ(story.terms[1].in_focus, StoryTerm::kWhole);
  EXPECT_EQ(story.terms[2].in_focus, 0);
}

TEST(StoryEntries, StayBounded) {
  StoryEntry story = first_of(terms_of({1}));
  for (std::uint32_t article = 0; article < 50; ++article) {
    text::KeyTerms terms;
    for (std::uint32_t i = 0; i < text::KeyTerms::kMaxTerms; ++i)
      terms.terms.push_back({.hash = article * 70'000'000 + i * 1'000'000, .rarity = 10});
    story = with(story, terms, at(10), "outlet" + std::to_string(article));
  }
  EXPECT_EQ(story.terms.size(), StoryEntry::kMaxTerms);
  EXPECT_LT(encode(story).size(), 2000U);
}

TEST(StoryEntries, AreReadAsTheyWereWritten) {
  const StoryEntry story =
      with(first_of(terms_of({1, 0xFFFFFFFF})), terms_of({0, 7}), at(-5), "b.example");
  const auto read = decode_story_entry(encode(story));
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, story);
}

TEST(StoryEntries, RefuseCutBytes) {
  const std::string bytes =
      encode(with(first_of(terms_of({1, 2, 3})), terms_of({2, 3, 4}), at(11), "b.example"));
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(decode_story_entry(std::string_view(bytes).substr(0, size))) << size;
  EXPECT_FALSE(decode_story_entry(bytes + "x"));
}

TEST(StoryIds, AreTheSameInEachReplayAndOthersForOthers) {
  EXPECT_EQ(story_id(RuleId("r"), "a"), story_id(RuleId("r"), "a"));
  EXPECT_NE(story_id(RuleId("r"), "a"), story_id(RuleId("r"), "b"));
  EXPECT_NE(story_id(RuleId("r"), "a"), story_id(RuleId("s"), "a"));
}

}  // namespace
}  // namespace newswatch::correlation
