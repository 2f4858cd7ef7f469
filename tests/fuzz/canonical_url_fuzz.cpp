#include "base/canonical_url.h"
#include "tests/fuzz/fuzz_input.h"

// The address that an article gives: any bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  const std::string url(fuzz::text_of(data, size));
  const std::string canonical = canonical_url(url);
  fuzz::require(canonical.size() <= url.size(), "a canonical URL is no longer than the URL");
  if (!url.empty() && url.find("//") == 0) {
    fuzz::require(canonical_url("https:" + url) == canonical, "the scheme makes no difference");
  }
  return 0;
}
