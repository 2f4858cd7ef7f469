#include "base/utf8.h"
#include "daemon/configuration/configuration.h"
#include "tests/fuzz/fuzz_input.h"

// A configuration file, beside a small environment that it may refer to.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  daemon::ConfigurationSources sources;
  sources.text = fuzz::text_of(data, size);
  sources.file = "newswatch.yaml";
  sources.environment = {
      {"BROKERS", "a:9092,b:9092"}, {"EMPTY", ""}, {"NEWSWATCH_LOG__LEVEL", "warn"}};
  sources.librdkafka_version = 0x020002ff;
  const auto loaded = daemon::load_configuration(sources);
  const auto* problems = std::get_if<daemon::Problems>(&loaded);
  if (problems == nullptr) return 0;
  fuzz::require(!problems->empty(), "a configuration is refused with a reason");
  for (const rules::Problem& problem : *problems) {
    fuzz::require(!problem.message.empty(), "a problem has a message");
    fuzz::require(!first_invalid_utf8(problem.message), "a message is UTF-8");
  }
  return 0;
}
