#include "detectors/officials/word_trie.h"

#include <gtest/gtest.h>

#include <string>

namespace newswatch::detectors::officials {
namespace {

TEST(WordNumbers, AreTheSameForTheSameWord) {
  WordNumbers numbers;
  for (int round = 0; round < 2; ++round) {
    for (std::uint32_t i = 0; i < 5'000; ++i) {
      // Short ones stand in the table, long ones beside it.
      EXPECT_EQ(numbers.add(std::to_string(i)), 2 * i);
      EXPECT_EQ(numbers.add("a longer word " + std::to_string(i)), 2 * i + 1);
    }
  }
  EXPECT_EQ(numbers.find("4999"), 9'998U);
  EXPECT_EQ(numbers.find("a longer word 4999"), 9'999U);
}

TEST(WordNumbers, KnowNoOtherWords) {
  WordNumbers numbers;
  EXPECT_EQ(numbers.find("blinken"), WordNumbers::kNone);
  for (int i = 0; i < 5'000; ++i) numbers.add("word" + std::to_string(i));
  for (int i = 5'000; i < 10'000; ++i)
    EXPECT_EQ(numbers.find("word" + std::to_string(i)), WordNumbers::kNone);
  EXPECT_EQ(numbers.find(""), WordNumbers::kNone);
}

TEST(WordNumbers, TellWordsOfTheSameLettersApart) {
  WordNumbers numbers;
  const auto a = numbers.add("aba"), b = numbers.add("aab"), c = numbers.add("abaa");
  const auto d = numbers.add("abcdabcd"), e = numbers.add("abcdefghabcdefgh");
  EXPECT_EQ(numbers.find("aba"), a);
  EXPECT_EQ(numbers.find("aab"), b);
  EXPECT_EQ(numbers.find("abaa"), c);
  EXPECT_EQ(numbers.find("abcdabcd"), d);
  EXPECT_EQ(numbers.find("abcdefghabcdefgh"), e);
  EXPECT_EQ(numbers.find("abcd"), WordNumbers::kNone);
}

TEST(WordTrie, FollowsPhrasesWordByWord) {
  WordTrie trie;
  const auto van = trie.add(WordTrie::kRoot, "van");
  const auto dyke = trie.add(van, "dyke");
  EXPECT_EQ(trie.add(WordTrie::kRoot, "van"), van);
  EXPECT_EQ(trie.next(WordTrie::kRoot, "van"), van);
  EXPECT_EQ(trie.next(van, "dyke"), dyke);
  EXPECT_EQ(trie.next(WordTrie::kRoot, "dyke"), WordTrie::kNone);
  EXPECT_EQ(trie.next(dyke, "van"), WordTrie::kNone);
}

TEST(WordTrie, HasNothingAtFirst) {
  const WordTrie trie;
  EXPECT_EQ(trie.next(WordTrie::kRoot, "van"), WordTrie::kNone);
}

}  // namespace
}  // namespace newswatch::detectors::officials
