#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>

#include "base/clock.h"
#include "base/files.h"
#include "daemon/commands/commands.h"
#include "daemon/replay/output_files.h"
#include "importers/ambiguities.h"
#include "importers/congress_legislators.h"
#include "importers/known_officials.h"
#include "importers/official_ids.h"
#include "importers/rule_file_writer.h"
#include "importers/wikidata.h"

namespace newswatch::daemon {
namespace {

using importers::ImportedOfficial;
using importers::ImportReport;
using Officials = std::vector<ImportedOfficial>;

struct ImportOptions {
  std::string file;
  std::string as_of;
  std::string known;
  std::string output;
  bool strict = false;

  Date day() const {
    return parse_date(as_of).value_or(std::chrono::floor<std::chrono::days>(SystemClock().now()));
  }
};

/// One kind of list that can be imported.
struct ImportFormat {
  std::string source;
  std::function<Result<Officials>(const std::string& content, const ImportOptions& options,
                                  ImportReport& report)>
      read;
};

Result<Officials> read_congress(const std::string& content, const ImportOptions& options,
                                ImportReport& report) {
  return importers::read_congress_legislators(content, options.file, options.day(), report);
}

Result<Officials> read_wikidata(const std::string& content, const ImportOptions& options,
                                ImportReport& report) {
  const auto rows = importers::read_query_results(content);
  if (!rows) return fail(rows.error().code, options.file + ": " + rows.error().message);
  return importers::join_wikidata(*rows, options.day(), report);
}

Result<std::string> read_input(const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  auto content = read_file(file);
  if (!content) return fail(content.error().code, file + ": " + content.error().message);
  return content;
}

/// @return those of the file who are not known already, with ids.
Result<Officials> read_officials(const ImportFormat& format, const ImportOptions& options,
                                 ImportReport& report) {
  const auto content = read_input(options.file);
  if (!content) return Unexpected(content.error());
  auto officials = format.read(*content, options, report);
  if (!officials) return officials;
  importers::KnownOfficials known;
  if (!options.known.empty()) {
    auto read = importers::read_known_officials(options.known, options.output);
    if (!read) return Unexpected(read.error());
    known = *std::move(read);
  }
  importers::remove_known(known, *officials, report);
  importers::assign_ids(*officials, known.ids);
  importers::report_ambiguities(*officials, report);
  if (officials->empty()) return fail(ErrorCode::WrongType, options.file + ": nobody to import");
  return officials;
}

std::string file_name(const std::string& file) {
  return file == "-" ? "standard input" : std::filesystem::path(file).filename().string();
}

ExitCode import(const ImportFormat& format, const ImportOptions& options) {
  ImportReport report;
  const auto officials = read_officials(format, options, report);
  std::cerr << report.to_text();
  if (!officials) {
    std::cerr << officials.error().message << '\n';
    return exit_code_for(officials.error());
  }
  std::ofstream file;
  if (!open_output(options.output, {options.file}, file, std::cerr)) return ExitCode::Failed;
  std::ostream& out = options.output.empty() ? std::cout : file;
  out << importers::rule_file(*officials, {format.source, file_name(options.file), options.day()});
  if (!out.flush()) {
    std::cerr << "the rule file can't be written\n";
    return ExitCode::Failed;
  }
  std::cerr << fmt::format("{} {} from {}\n", officials->size(),
                           officials->size() == 1 ? "official" : "officials",
                           file_name(options.file));
  return options.strict && !report.is_clear() ? ExitCode::Failed : ExitCode::Fine;
}

std::string day_problem(const std::string& text) {
  return parse_date(text) ? "" : "expected a day, as in 2026-06-15, not \"" + text + "\"";
}

void add_format(CLI::App& import_command, const std::string& name, const std::string& help,
                const std::string& file_help, ImportFormat format, ExitCode& exit_code) {
  auto* command = import_command.add_subcommand(name, help);
  auto options = std::make_shared<ImportOptions>();
  command->add_option("FILE", options->file, file_help + "; - is the standard input")->required();
  command
      ->add_option(
          "--as-of", options->as_of,
          "The day of the list, today if absent: later terms are left out, and a term that "
          "ends later has not ended")
      ->check(day_problem);
  command
      ->add_option(
          "--known", options->known,
          "Rules, a file or a folder: who stands there is left out, and no id is used again")
      ->check(CLI::ExistingPath);
  command->add_option("--output", options->output,
                      "Write the rule file here, not to standard output");
  command->add_flag("--strict", options->strict,
                    "End with 1 when something was ambiguous or could not be used");
  command->callback(
      [format = std::move(format), options, &exit_code] { exit_code = import(format, *options); });
}

}  // namespace

void add_import_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("import", "Makes a rule file of a public list of officials");
  command->require_subcommand(1);
  command->footer(R"(
Tells on standard error what was ambiguous or left out, and how often. Ends with 1 when nobody could be imported,
and with 78 when the rules of --known can't be read.
docs/importing.md has a query for Wikidata.

Examples:
  newswatch import congress-legislators legislators-current.yaml --as-of 2026-06-15 > rules/congress.yaml
  newswatch import wikidata ministers.csv --known rules/ --output rules/ministers.yaml)");
  add_format(*command, "congress-legislators",
             "Members of the US Congress, presidents and vice presidents",
             "A YAML file of the project unitedstates/congress-legislators",
             {std::string(importers::kCongressLegislatorsSource), read_congress}, exit_code);
  add_format(*command, "wikidata", "The results of a query at query.wikidata.org",
             "CSV or JSON with the columns person, name, alias, position, start, end, country",
             {std::string(importers::kWikidataSource), read_wikidata}, exit_code);
}

}  // namespace newswatch::daemon
