#include "daemon/commands/command_pages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <initializer_list>
#include <sstream>
#include <string_view>

#include "base/replace_all.h"
#include "daemon/commands/command_tree.h"
#include "daemon/process/exit_code.h"

namespace newswatch::daemon {
namespace {

struct Ending {
  ExitCode code;
  std::string_view meaning;
};
constexpr std::array kEndings{
    Ending{ExitCode::Fine, "All is well, or the daemon was asked to stop and did."},
    Ending{ExitCode::Failed, "The check or the run failed; the last error says why."},
    Ending{ExitCode::Usage, "The command line makes no sense."},
    Ending{ExitCode::Fatal, "The daemon can't go on and is to be started again."},
    Ending{ExitCode::Refused, "A login or right was refused at the start."},
    Ending{ExitCode::Config, "The configuration or the rules are wrong: newswatch validate."},
};

struct Place {
  std::string_view path;
  std::string_view what;
};
constexpr std::array kPlaces{
    Place{"/etc/newswatch/newswatch.yaml", "The daemon's configuration."},
    Place{"/etc/newswatch/rules", "Topics, officials, statements and surges."},
    Place{"/usr/share/doc/newswatch", "Manuals for analysts, operators and developers."},
};

struct Replacement {
  std::string_view from;
  std::string_view to;
};

/// @return the text with each replacement made, one behind the other.
std::string replaced(std::string text, std::initializer_list<Replacement> replacements) {
  for (const auto& [from, to] : replacements) replace_all(text, from, to);
  return text;
}

/// Text that roff leaves as it is: groff_man(7), "Portability".
std::string roff(const std::string& text) {
  const std::string escaped = replaced(text, {{"\\", "\\e"}, {"-", "\\-"}});
  std::string lines;
  for (bool line_begins = true; const char c : escaped) {
    if (line_begins && (c == '.' || c == '\'')) lines += "\\&";
    lines += c;
    line_begins = c == '\n';
  }
  return lines;
}

std::string man_names(const CommandOption& option) {
  if (option.names.empty()) return fmt::format("\\fI{}\\fR", roff(option.value));
  std::vector<std::string> names;
  names.reserve(option.names.size());
  for (const std::string& name : option.names) names.push_back("\\fB" + roff(name) + "\\fR");
  const std::string value =
      option.choices.empty() ? option.value : fmt::format("{}", fmt::join(option.choices, "|"));
  return fmt::format("{}{}", fmt::join(names, ", "),
                     value.empty() ? "" : " \\fI" + roff(value) + "\\fR");
}

std::string man_options(const Command& command) {
  std::string lines;
  for (const CommandOption& option : command.options) {
    if (option.help.empty() || option.names == std::vector<std::string>{"-h", "--help"}) continue;
    lines += fmt::format(".TP\n{}\n{}{}.\n", man_names(option), roff(option.help),
                         option.is_required ? " (required)" : "");
  }
  return lines;
}

std::string man_section(const Command& command) {
  std::string page = fmt::format(".SS {}\n{}.\n", roff(command.path), roff(command.help));
  page += man_options(command);
  if (!command.more.empty()) page += ".PP\n.nf\n" + roff(command.more) + "\n.fi\n";
  return page;
}

/// @return the words that may follow the command, apart from files.
std::vector<std::string> words_after(const Command& command) {
  std::vector<std::string> words;
  words.reserve(command.commands.size() + command.options.size());
  for (const Command& below : command.commands) words.push_back(below.name);
  for (const CommandOption& option : command.options)
    words.insert(words.end(), option.names.begin(), option.names.end());
  return words;
}

/// For a text between brackets or before a colon in an argument of zsh's _arguments, which stands
/// between apostrophes.
std::string zsh_text(const std::string& text) {
  return replaced(text, {{"\\", "\\\\"}, {"[", "\\["}, {"]", "\\]"}, {":", "\\:"}, {"'", "'\\''"}});
}

/// For a text between apostrophes in fish.
std::string fish_text(const std::string& text) { return replaced(text, {{"'", "\\'"}}); }

std::string zsh_function(const Command& command) {
  return '_' + replaced(command.path, {{" ", "_"}});
}

std::string zsh_value(const CommandOption& option) {
  if (option.choices.empty()) return fmt::format(":{}:_files", zsh_text(option.value));
  return fmt::format(":{}:({})", zsh_text(option.value), fmt::join(option.choices, " "));
}

std::vector<std::string> zsh_arguments(const Command& command) {
  std::vector<std::string> arguments;
  for (const CommandOption& option : command.options) {
    const std::string value = option.value.empty() ? "" : zsh_value(option);
    if (option.names.empty())
      arguments.push_back(fmt::format("'{}{}'", option.is_repeated ? "*" : "", value));
    for (const std::string& name : option.names)
      arguments.push_back(fmt::format("'{}[{}]{}'", name, zsh_text(option.help), value));
  }
  if (!command.commands.empty()) {
    arguments.emplace_back("'1: :->command'");
    arguments.emplace_back("'*:: :->arguments'");
  }
  return arguments;
}

std::string zsh_dispatch(const Command& command) {
  std::string names;
  std::string calls;
  for (const Command& below : command.commands) {
    names += fmt::format(" '{}:{}'", below.name, zsh_text(below.help));
    calls += fmt::format(" {}) {} ;;", below.name, zsh_function(below));
  }
  return fmt::format(
      "  case $state in\n"
      "    command) local -a commands; commands=({} ); _describe command commands ;;\n"
      "    arguments) case $words[1] in{} esac ;;\n"
      "  esac\n",
      names, calls);
}

/// @return the condition under which fish offers what belongs to the command.
std::string fish_condition(const Command& command) {
  std::istringstream typed(command.path);
  std::string name;
  typed >> name;  // the program's
  std::string condition;
  while (typed >> name) condition += fmt::format("__fish_seen_subcommand_from {}; and ", name);
  std::string below;
  for (const Command& one : command.commands) below += ' ' + one.name;
  if (!below.empty()) return condition + "not __fish_seen_subcommand_from" + below;
  condition.resize(condition.size() - std::string_view("; and ").size());
  return condition;
}

std::string fish_option(const CommandOption& option, const std::string& condition) {
  std::string line = fmt::format("complete -c newswatch -n '{}'", condition);
  for (const std::string& name : option.names)
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  if (!option.value.empty()) line += option.choices.empty() ? " -r -F" : " -x";
  if (!option.choices.empty()) line += fmt::format(" -a '{}'", fmt::join(option.choices, " "));
  return line + fmt::format(" -d '{}'\n", fish_text(option.help));
}

}  // namespace

std::string man_page() {
  const Command all = command_tree();
  std::string page =
      ".\\\" Written from the command line's own help.\n"
      ".TH NEWSWATCH 1\n"
      ".SH NAME\nnewswatch \\- alerts on mentions in a stream of news articles\n"
      ".SH SYNOPSIS\n";
  for (const Command& command : all.commands)
    page += fmt::format(".B {}\n[\\fIoptions\\fR]\n.br\n", roff(command.path));
  page += ".SH DESCRIPTION\n" + roff(all.help) +
          "\nArticles come from Kafka, alerts go to Kafka, metrics to Prometheus.\n"
          ".SH OPTIONS\n" +
          man_options(all) + ".SH COMMANDS\n";
  for (const Command& top : all.commands)
    for_each_command(top, [&](const Command& command) { page += man_section(command); });
  page += ".SH EXIT STATUS\n";
  for (const Ending& ending : kEndings)
    page += fmt::format(".TP\n{}\n{}\n", static_cast<int>(ending.code),
                        roff(std::string(ending.meaning)));
  page += ".SH FILES\n";
  for (const Place& place : kPlaces)
    page +=
        fmt::format(".TP\n{}\n{}\n", roff(std::string(place.path)), roff(std::string(place.what)));
  return page;
}

std::string bash_completion() {
  std::string paths;
  std::string words;
  std::string choices;
  for_each_command(command_tree(), [&](const Command& command) {
    if (command.name != command.path) paths += fmt::format("|'{}'", command.path);
    words += fmt::format("    '{}') words='{}' ;;\n", command.path,
                         fmt::join(words_after(command), " "));
    for (const CommandOption& option : command.options) {
      if (option.choices.empty()) continue;
      for (const std::string& name : option.names)
        choices += fmt::format("    '{} {}') words='{}' ;;\n", command.path, name,
                               fmt::join(option.choices, " "));
    }
  });
  return fmt::format(
      "# Completion of newswatch in bash; written from its command line.\n"
      "_newswatch() {{\n"
      "  local word=${{COMP_WORDS[COMP_CWORD]}} path=newswatch words='' i\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    case \"$path ${{COMP_WORDS[i]}}\" in\n"
      "      {}) path+=\" ${{COMP_WORDS[i]}}\" ;;\n"
      "    esac\n"
      "  done\n"
      "  case $path in\n{}  esac\n"
      "  case \"$path ${{COMP_WORDS[COMP_CWORD-1]}}\" in\n{}  esac\n"
      "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
      "}}\n"
      "complete -o default -F _newswatch newswatch\n",
      paths.substr(1), words, choices);
}

std::string zsh_completion() {
  std::string functions;
  for_each_command(command_tree(), [&](const Command& command) {
    functions += fmt::format("\n{}() {{\n  local line state\n  _arguments -C \\\n    {}\n{}}}\n",
                             zsh_function(command), fmt::join(zsh_arguments(command), " \\\n    "),
                             command.commands.empty() ? "" : zsh_dispatch(command));
  });
  return "#compdef newswatch\n# Written from the command line of newswatch.\n" + functions +
         "\n_newswatch \"$@\"\n";
}

std::string fish_completion() {
  std::string lines = "# Completion of newswatch in fish; written from its command line.\n";
  for_each_command(command_tree(), [&](const Command& command) {
    const std::string condition = fish_condition(command);
    for (const Command& below : command.commands)
      lines += fmt::format("complete -c newswatch -f -n '{}' -a {} -d '{}'\n", condition,
                           below.name, fish_text(below.help));
    for (const CommandOption& option : command.options)
      if (!option.names.empty()) lines += fish_option(option, condition);
  });
  return lines;
}

}  // namespace newswatch::daemon
