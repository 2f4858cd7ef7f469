#include "daemon/replay/checkpoint.h"
#include "tests/fuzz/fuzz_input.h"

// A replay's checkpoint: whatever the bytes, they are refused, or read as they would be written
// again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const auto checkpoint = daemon::decode_checkpoint(fuzz::text_of(data, size));
  if (!checkpoint) return 0;
  const auto again = daemon::decode_checkpoint(daemon::encode(*checkpoint));
  fuzz::require(again && *again == *checkpoint, "a checkpoint is read as it was written");
  return 0;
}
