#include "correlation/copies/copy_book.h"
#include "tests/fuzz/fuzz_input.h"

// An entry of the state topic: any bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto entry = correlation::decode_copy_entry(fuzz::text_of(data, size));
  if (!entry) return 0;
  const auto again = correlation::decode_copy_entry(correlation::encode(*entry));
  fuzz::require(again && *again == *entry, "what is read is written and read again");

  correlation::CopyBook book;
  book.put("a", *entry);
  const auto version = book.find_original("a", entry->print, entry->time);
  fuzz::require(version.has_value(), "an article is its own new version");
  const auto copy = book.find_original("b", entry->print, entry->time);
  const bool has_digest = entry->print.url != 0 || entry->print.body != 0;
  fuzz::require(copy.has_value() || !has_digest, "the same digests are recognised");
  book.erase("a");
  fuzz::require(!book.find_original("b", entry->print, entry->time), "what is erased is gone");
  return 0;
}
