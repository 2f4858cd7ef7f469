#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/shared_options.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/pipeline/options.h"
#include "rules/query_parser.h"
#include "text/stemmer.h"

namespace newswatch::daemon {
namespace {

using nlohmann::ordered_json;
using rules::Query;

struct QueryCommandOptions {
  std::string query;
  std::string default_operator;
  std::string stem;
  std::string config;
  std::string output;
};

void write_tree(const Query& query, const std::string& weight, int depth, std::string& out) {
  out += fmt::format("{:{}}{}{}\n", "", 2 * depth, label_of(query),
                     weight.empty() ? "" : " " + weight);
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    const bool weighed = query.kind == Query::Kind::Score;
    write_tree(query.parts[i], weighed ? to_string(query.weights[i]) : "", depth + 1, out);
  }
}

ordered_json tree_json(const Query& query) {
  ordered_json json;
  json["clause"] = label_of(query);
  for (std::size_t i = 0; i < query.parts.size(); ++i) {
    auto& part = json["parts"].emplace_back(tree_json(query.parts[i]));
    if (query.kind != Query::Kind::Score) continue;
    part["weight"] = query.weights[i].points;
    part["times"] = query.weights[i].times;
  }
  return json;
}

ExitCode show_query(const QueryCommandOptions& options) {
  const auto config = read_offline_configuration(options.config, std::cerr);
  if (!config) return ExitCode::Config;
  const auto metadata = detector_options(*config).metadata;
  const auto parsed = rules::parse_query(
      options.query, {.default_operator = rules::default_operator_named(options.default_operator)
                                              .value_or(rules::QueryOptions::DefaultOperator::None),
                      .stem_language = options.stem,
                      .metadata = metadata});
  if (!parsed) {
    std::cerr << parsed.error().message << '\n';
    return ExitCode::Failed;
  }
  for (const std::string& warning : parsed->warnings) std::cerr << "warning: " << warning << '\n';
  const std::string canonical = to_string(parsed->query);
  if (options.output == "json") {
    const ordered_json json{{"canonical", canonical}, {"tree", tree_json(parsed->query)}};
    std::cout << json.dump() << '\n';
    return ExitCode::Fine;
  }
  std::string tree;
  write_tree(parsed->query, "", 0, tree);
  std::cout << canonical << "\n\n" << tree;
  return ExitCode::Fine;
}

}  // namespace

void add_query_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("query", "Prints the canonical form of a query and its tree");
  auto options = std::make_shared<QueryCommandOptions>();
  command->add_option("QUERY", options->query, "A query, as a topic has it")->required();
  command
      ->add_option("--default-operator", options->default_operator,
                   "What stands between two words side by side; without it that is an error")
      ->check(CLI::IsMember({"AND", "OR"}));
  command
      ->add_option("--stem", options->stem,
                   "A language, as en: plain words are compared by their stems")
      ->check([](const std::string& language) {
        const auto stemmer = text::Stemmer::create(language);
        return stemmer ? std::string() : stemmer.error().message;
      });
  command->add_option("--config", options->config,
                      "Configuration file, for the fields that it maps");
  add_output_option(*command, options->output);
  command->footer(R"(
Ends with 1 when the query can't be read, and with 78 when the configuration can't. Other topics that it names
are not looked up.

Examples:
  newswatch query 'fentanyl NEAR/12 (precursor* OR policy)'
  newswatch query --output json 'score>=10 { title:fentanyl^8 china^5 }')");
  command->callback([options, &exit_code] { exit_code = show_query(*options); });
}

}  // namespace newswatch::daemon
