// Prints one of the pages that are written from tables in the code; ./dev docs and the package put
// them in place.

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <string_view>

#include "daemon/commands/command_pages.h"
#include "daemon/configuration/configuration_pages.h"
#include "daemon/pipeline/label_values.h"
#include "metrics/metrics_reference.h"

namespace {

struct Page {
  std::string_view name;
  std::string (*text)();
};

constexpr std::array kPages{
    Page{"bash-completion", newswatch::daemon::bash_completion},
    Page{"configuration", newswatch::daemon::configuration_reference},
    Page{"configuration-schema", newswatch::daemon::configuration_schema},
    Page{"example", newswatch::daemon::configuration_example},
    Page{"fish-completion", newswatch::daemon::fish_completion},
    Page{"man-page", newswatch::daemon::man_page},
    Page{"metrics",
         [] {
           return newswatch::metrics::metrics_reference(newswatch::daemon::known_label_values());
         }},
    Page{"zsh-completion", newswatch::daemon::zsh_completion},
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view wanted = argc == 2 ? argv[1] : "";
  for (const Page& page : kPages) {
    if (page.name != wanted) continue;
    fmt::print("{}", page.text());
    return std::fflush(stdout) == 0 ? 0 : 1;
  }
  fmt::print(stderr, "usage: newswatch-reference");
  for (const Page& page : kPages)
    fmt::print(stderr, "{}{}", &page == &kPages.front() ? ' ' : '|', page.name);
  fmt::print(stderr, "\n");
  return 2;
}
