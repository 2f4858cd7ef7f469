#include "detectors/quotes/word_classes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "detectors/quotes/lexicon.h"
#include "text/padded_text.h"

namespace newswatch::detectors::quotes {
namespace {

std::uint64_t digest_of(std::string_view word) {
  text::PaddedText folded;
  folded += word;
  return class_table().begin(folded);
}

/// All words that are listed as they are written, with their classes.
std::map<std::string, WordClasses> listed() {
  std::map<std::string, WordClasses> words;
  for (const auto lists : {word_lists(), first_names()}) {
    for (const WordList& list : lists) {
      std::string_view rest = list.words;
      while (!rest.empty()) {
        const auto end = std::min(rest.find(' '), rest.size());
        if (end > 0) words[std::string(rest.substr(0, end))] |= list.classes;
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
  }
  return words;
}

TEST(ClassTable, HasEveryWordOfTheLists) {
  for (const auto& [word, classes] : listed())
    EXPECT_EQ(class_table().of(digest_of(word)) & classes, classes) << word;
}

TEST(ClassTable, KnowsTheFormsOfVerbsOfSaying) {
  EXPECT_THAT(class_table().of(digest_of("said")) & kCue, word::CueFinite);
  EXPECT_THAT(class_table().of(digest_of("denies")) & kCue, word::CueFinite);
  EXPECT_THAT(class_table().of(digest_of("quipping")) & kCue, word::CueIng);
}

TEST(ClassTable, HasNoOtherWords) {
  EXPECT_EQ(class_table().of(digest_of("zebra")), 0U);
  EXPECT_EQ(class_table().of(digest_of("incomprehensibilities")), 0U);
}

TEST(ClassTable, TellsAllWordsApart) {
  std::set<std::uint64_t> digests;
  for (const auto& [word, classes] : listed())
    EXPECT_TRUE(digests.insert(digest_of(word)).second) << word;
}

}  // namespace
}  // namespace newswatch::detectors::quotes
