#pragma once

#include <string>

namespace newswatch::daemon {

// Written from the command line itself, so that they are as true as its --help.

/// @return newswatch(1), for man.
std::string man_page();

/// @return what bash, zsh or fish read to complete the commands and options of newswatch.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace newswatch::daemon
