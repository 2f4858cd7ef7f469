#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "daemon/configuration/configuration_pages.h"
#include "daemon/pipeline/label_values.h"
#include "metrics/metrics_reference.h"

namespace newswatch::daemon {
namespace {

struct Page {
  std::string_view name;
  std::string file;
  std::string (*text)();
};
void PrintTo(const Page& page, std::ostream* out) { *out << page.file; }

const Page kPages[] = {
    {"Configuration", "docs/reference/configuration.md", configuration_reference},
    {"Metrics", "docs/reference/metrics.md",
     [] { return metrics::metrics_reference(known_label_values()); }},
    {"Schema", "deploy/newswatch.schema.json", configuration_schema},
    {"Example", "deploy/newswatch.yaml", configuration_example},
};

class GeneratedPages : public testing::TestWithParam<Page> {};

TEST_P(GeneratedPages, AreUpToDate) {
  std::ifstream file(std::string(NEWSWATCH_SOURCE_DIR) + "/" + GetParam().file);
  ASSERT_TRUE(file.is_open()) << GetParam().file << " is missing: run `./dev docs`";
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_TRUE(text == GetParam().text()) << GetParam().file << " is out of date: run `./dev docs`";
}

INSTANTIATE_TEST_SUITE_P(CheckedIn, GeneratedPages, testing::ValuesIn(kPages),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch::daemon
