#include "correlation/stories/story_book.h"
#include "correlation/stories/story_entry.h"
#include "tests/fuzz/fuzz_input.h"
#include "text/key_terms.h"

// The binary forms of a story and of key terms: whatever the bytes, they are refused, or give a
// value that is written and read again alike and that a book can take in and give up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto input = fuzz::text_of(data, size);
  if (const auto terms = text::decode_key_terms(input)) {
    const auto again = text::decode_key_terms(text::encode(*terms));
    fuzz::require(again && *again == *terms, "key terms are read as they were written");
  }
  const auto story = correlation::decode_story_entry(input);
  if (!story) return 0;
  const auto again = correlation::decode_story_entry(correlation::encode(*story));
  fuzz::require(again && *again == *story, "a story is read as it was written");
  correlation::StoryBook book;
  book.put("story", *story);
  book.candidates(story->newest, story->last);
  book.erase("story");
  fuzz::require(book.size() == 0, "an erased story is gone");
  return 0;
}
