#include "base/utf8.h"
#include "rules/positioned_yaml.h"
#include "tests/fuzz/fuzz_input.h"

namespace newswatch {
namespace {

void require_promises(const rules::Node& node) {
  fuzz::require(node.position.line >= 1 && node.position.column >= 1, "positions count from 1");
  for (const rules::Node& item : node.items) require_promises(item);
  for (const rules::Entry& entry : node.entries) {
    fuzz::require(node.find(entry.key) == &entry, "no key stands twice");
    require_promises(entry.value);
  }
}

}  // namespace
}  // namespace newswatch

// Any YAML file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswatch;
  std::vector<rules::Problem> problems;
  const auto root = rules::parse_yaml(fuzz::text_of(data, size), "file.yaml", problems);
  fuzz::require(root.has_value() || !problems.empty(), "a file is refused with a reason");
  for (const rules::Problem& problem : problems) {
    fuzz::require(!problem.message.empty(), "a problem has a message");
    fuzz::require(!first_invalid_utf8(problem.message), "a message is UTF-8");
  }
  if (root) require_promises(*root);
  return 0;
}
