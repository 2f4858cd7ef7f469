#include "daemon/commands/command_tree.h"

#include <CLI/CLI.hpp>

#include "daemon/commands/commands.h"

namespace newswatch::daemon {
namespace {

/// @param type  as CLI11 has it: "TEXT", or "TEXT:{text,json}" where these are all that fits.
std::vector<std::string> choices_in(const std::string& type) {
  const auto open = type.find('{');
  const auto close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

CommandOption option_of(const CLI::Option& option) {
  CommandOption one;
  for (const std::string& name : option.get_snames()) one.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) one.names.push_back("--" + name);
  const bool takes_value = option.get_items_expected_max() > 0;
  if (option.nonpositional() && takes_value) one.value = "value";
  if (!option.nonpositional()) one.value = option.get_name(true);
  one.choices = choices_in(option.get_type_name());
  one.help = option.get_description();
  one.is_required = option.get_required();
  one.is_repeated = option.get_items_expected_max() > 1;
  return one;
}

Command command_of(const CLI::App& app, const std::string& above) {
  Command command = {.name = app.get_name(),
                     .path = above + app.get_name(),
                     .help = app.get_description(),
                     .more = app.get_footer(),
                     .options = {},
                     .commands = {}};
  for (const CLI::Option* option : app.get_options()) command.options.push_back(option_of(*option));
  for (const CLI::App* below : app.get_subcommands({}))
    command.commands.push_back(command_of(*below, command.path + ' '));
  return command;
}

}  // namespace

Command command_tree() {
  CLI::App app;
  ExitCode unused = ExitCode::Fine;
  add_commands(app, unused);
  return command_of(app, "");
}

}  // namespace newswatch::daemon
