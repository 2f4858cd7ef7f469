#pragma once

#include <string>
#include <vector>

namespace newswatch::daemon {

/// One option or positional argument.
struct CommandOption {
  std::vector<std::string> names;    ///< With their hyphens; none: an argument by its place.
  std::string value;                 ///< What its value is called; empty: a flag.
  std::vector<std::string> choices;  ///< All that the value may be; empty: anything.
  std::string help;
  bool is_required = false;
  bool is_repeated = false;
};

/// A command with all below it, as the command line has them.
struct Command {
  std::string name;
  std::string path;  ///< As it is typed, for example "newswatch import wikidata".
  std::string help;
  std::string more;  ///< Behind the options: notes and examples.
  std::vector<CommandOption> options;
  std::vector<Command> commands;
};

Command command_tree();

/// Calls `visit` with a command and all below it, from above.
template <typename Visit>
void for_each_command(const Command& command, const Visit& visit) {
  visit(command);
  for (const Command& below : command.commands) for_each_command(below, visit);
}

}  // namespace newswatch::daemon
