#include "correlation/stories/story_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "tests/correlation/stories/labelled_articles.h"

namespace newswatch::correlation {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Stream development() {
  return merged(read_streams(NEWSWATCH_SOURCE_DIR "/evaluation/stories/development"));
}

StoryArticle brings(const LabelledArticle& article) {
  return {.id = article.id,
          .alert_id = article.id,
          .outlet = article.outlet,
          .time = article.time,
          .terms = article.terms};
}

/// One story an article, under the article's id.
using Entries = std::vector<std::pair<std::string, StoryEntry>>;

Entries entries_of(const Stream& stream) {
  Entries entries;
  for (const LabelledArticle& article : stream)
    entries.emplace_back(article.id, story_of(brings(article)));
  return entries;
}

StoryBook book_of(const Entries& entries) {
  StoryBook book;
  for (const auto& [id, story] : entries) book.put(id, story);
  return book;
}

void expect_same_decisions(const StoryBook& a, const StoryBook& b, const Stream& stream) {
  for (const LabelledArticle& article : stream) {
    const auto left = a.candidates(article.terms, article.time);
    const auto right = b.candidates(article.terms, article.time);
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
      EXPECT_EQ(left[i].id, right[i].id);
      EXPECT_EQ(left[i].odds, right[i].odds);
    }
  }
}

TEST(StoryBooks, OpenAStoryWhenEmpty) {
  const Stream stream = development();
  EXPECT_FALSE(StoryBook().assign(stream.front().terms, stream.front().time));
}

TEST(StoryBooks, FindThatAnArticleBelongsWithItself) {
  const Stream stream = development();
  const StoryBook book = book_of(entries_of(stream));
  for (const LabelledArticle& article : stream) {
    const auto story = book.assign(article.terms, article.time);
    ASSERT_TRUE(story) << article.id;
    EXPECT_EQ(story->id, article.id);
  }
}

TEST(StoryBooks, DecideAlikeWhateverTheOrderOfPuts) {
  const Stream stream = development();
  Entries entries = entries_of(stream);
  const StoryBook in_order = book_of(entries);
  std::ranges::reverse(entries);
  expect_same_decisions(in_order, book_of(entries), stream);
}

TEST(StoryBooks, DecideAlikeAfterPutsAndErasesAreUndone) {
  const Stream stream = development();
  const Entries entries = entries_of(stream);
  const StoryBook untouched = book_of(entries);
  StoryBook book = book_of(entries);
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const auto& [id, story] = entries[random() % entries.size()];
    book.put(id, story_with(story, brings(stream[random() % stream.size()])));
    book.put("new", story);
    book.put(id, story);
    book.erase("new");
    book.erase(id);
    book.put(id, story);
  }
  expect_same_decisions(untouched, book, stream);
}

TEST(StoryBooks, TellWhichStoriesHaveExpired) {
  const Stream stream = development();
  StoryBook book = book_of(entries_of(stream));
  const auto first = stream[0].time;
  const auto second = stream[1].time;
  ASSERT_LT(first, second);
  EXPECT_THAT(book.expired(first), IsEmpty());
  EXPECT_THAT(book.expired(second), ElementsAre(stream[0].id));
  book.erase(stream[0].id);
  EXPECT_THAT(book.expired(second), IsEmpty());
}

TEST(StoryBooks, ForgetWhatIsErased) {
  const Stream stream = development();
  StoryBook book = book_of(entries_of(stream));
  for (const LabelledArticle& article : stream) book.erase(article.id);
  EXPECT_EQ(book.size(), 0U);
  EXPECT_EQ(book.find(stream[0].id), nullptr);
  EXPECT_THAT(book.candidates(stream[0].terms, stream[0].time), IsEmpty());
}

}  // namespace
}  // namespace newswatch::correlation
