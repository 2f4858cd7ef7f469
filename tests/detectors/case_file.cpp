#include "tests/detectors/case_file.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "alerts/json_fields.h"
#include "rules/map_reader.h"
#include "text/analyser.h"

namespace newswatch::detectors {
namespace {

namespace fs = std::filesystem;
using rules::MapReader;
using rules::Node;

std::string content_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Reads one case file.
class Reader {
 public:
  Reader(const fs::path& path, std::vector<Case>& cases)
      : path_(path.string()), file_(path.filename().string()), cases_(cases) {}

  /// @return what is wrong.
  std::vector<rules::Problem> read() {
    const auto root = rules::parse_yaml(content_of(path_), path_, problems_);
    if (!root) return problems_;
    MapReader reader(*root, path_, problems_);
    shared_rules_ = reader.text("rules").value_or("");
    options_.metadata = reader.texts("mapped");
    options_.annotate = reader.flag("annotate", false);
    for (const Node* node : reader.maps("cases")) read_case(*node);
    reader.finish();
    return problems_;
  }

 private:
  void read_case(const Node& node) {
    MapReader reader(node, path_, problems_);
    Case test{.name = reader.required_text("name"),
              .file = file_,
              .line = node.position.line,
              .rules = shared_rules_,
              .options = options_,
              .article = {},
              .finds = {},
              .stances = {}};
    test.article.id.value = test.name;
    test.article.title = reader.text("title").value_or("");
    test.article.body = reader.text("body").value_or("");
    test.article.byline = reader.text("author").value_or("");
    test.article.source.country = reader.text("country").value_or("");
    read_rules(reader, test);
    read_date(reader, test.article);
    read_metadata(node, reader, test.article);
    for (const Node* found : reader.maps("finds")) read_expectation(*found, test);
    test.stances = reader.texts("stances");
    if ((test.finds.empty() && test.stances.empty()) != reader.flag("silent", false)) {
      reader.problem("finds", "a case has either \"finds\" or \"stances\" or \"silent: true\"");
    }
    reader.finish();
    cases_.push_back(std::move(test));
  }

  static void read_rules(MapReader& reader, Case& test) {
    if (const auto own = reader.text("rules")) test.rules = *own;
    if (const auto query = reader.text("query")) {
      // A text in JSON is one in YAML too.
      test.rules = fmt::format("topics: [{{id: topic, name: Topic, query: {}}}]\n",
                               nlohmann::json(*query).dump());
    }
    if (test.rules.empty()) reader.problem("query", "a case needs \"query\" or \"rules\"");
  }

  static void read_date(MapReader& reader, articles::Article& article) {
    const auto text = reader.text("published_at");
    if (!text) return;
    article.published_at = parse_rfc3339(*text);
    article.date_doubt = articles::DateDoubt::None;
    if (!article.published_at) reader.problem("published_at", "no time as in RFC 3339");
  }

  void read_metadata(const Node& node, MapReader& reader, articles::Article& article) {
    reader.know("metadata");
    const rules::Entry* metadata = node.find("metadata");
    if (metadata == nullptr) return;
    MapReader fields(metadata->value, path_, problems_);
    for (const rules::Entry& field : metadata->value.entries) {
      article.metadata[field.key] = fields.texts(field.key);
    }
    fields.finish();
  }

  void read_expectation(const Node& node, Case& test) {
    MapReader reader(node, path_, problems_);
    Expectation found;
    for (const Field field : kFields) {
      const std::string name(name_of(field));
      if (!reader.has(name)) continue;
      found.text = reader.text(name).value_or("");
      found.place.field = field;
    }
    const int nth = std::atoi(reader.text("nth").value_or("1").c_str());
    const std::string& text = alerts::text_of(test.article, found.place.field);
    auto at = text.find(found.text);
    for (int i = 1; i < nth && at != std::string::npos; ++i) at = text.find(found.text, at + 1);
    if (found.text.empty() || at == std::string::npos) {
      reader.problem("", fmt::format("\"{}\" does not stand there in the article", found.text));
      at = 0;
    }
    found.place.span = {static_cast<std::uint32_t>(at),
                        static_cast<std::uint32_t>(at + found.text.size())};
    found.rule = reader.text("rule").value_or(reader.text("who").value_or("topic"));
    found.by = reader.text("by").value_or("");
    found.role = optional_text(node, reader, "role");
    found.former_role = optional_text(node, reader, "former_role");
    reader.finish();
    test.finds.push_back(std::move(found));
  }

  /// Tells an absent key from one without a value.
  static std::optional<std::string> optional_text(const Node& node, MapReader& reader,
                                                  const std::string& key) {
    const auto text = reader.text(key);
    if (text || node.find(key) == nullptr) return text;
    return "";
  }

  std::string path_;
  std::string file_;
  std::vector<Case>& cases_;
  std::vector<rules::Problem> problems_;
  std::string shared_rules_;
  DetectorOptions options_;
};

}  // namespace

std::vector<Case> read_cases(const std::string& folder) {
  std::vector<fs::path> files;
  const auto path = fs::path(NEWSWATCH_SOURCE_DIR) / "tests/detectors" / folder / "cases";
  for (const auto& entry : fs::directory_iterator(path)) {
    if (entry.path().extension() == ".yaml") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  std::vector<Case> cases;
  bool good = !files.empty();
  for (const fs::path& file : files) {
    for (const rules::Problem& problem : Reader(file, cases).read()) {
      std::cerr << to_string(problem) << '\n';
      good = false;
    }
  }
  if (!good) std::exit(EXIT_FAILURE);
  return cases;
}

Outcome run(const Case& test) {
  Outcome outcome;
  rules::Problems problems;
  const auto set = DetectorSet::read(test.rules, test.file, problems, test.options);
  for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  if (!set) return outcome;
  text::Analyser analyser;
  const auto& analysis =
      analyser.analyse({test.article.title, test.article.body, test.article.byline});
  alerts::Findings found;
  set->detect(test.article, analysis, set->make_scratches(), found, {});
  for (const alerts::Detection& detection : found.detections) {
    outcome.rule_ids.push_back(detection.rule->id.value);
    for (const alerts::Match& match : detection.matches) {
      outcome.matches.push_back(match);
      outcome.match_rules.push_back(detection.rule->id.value);
    }
  }
  for (const alerts::Stance& stance : found.stances) {
    outcome.stances.push_back(described_stance(stance));
  }
  outcome.mentions = std::move(found.mentions);
  outcome.detectors = set;
  return outcome;
}

std::string described(const articles::Article& article, const Place& place) {
  return fmt::format("{} {}-{} \"{}\"", name_of(place.field), place.span.begin, place.span.end,
                     place.span.of(alerts::text_of(article, place.field)));
}

std::string described_stance(const alerts::Stance& stance) {
  std::string text = fmt::format("{} > {} {} {}", stance.source, stance.target, stance.act,
                                 alerts::name_of(stance.quad));
  if (stance.negated) text += " negated";
  if (stance.modality != alerts::Modality::Asserted) {
    text += fmt::format(" {}", alerts::name_of(stance.modality));
  }
  return text;
}

void PrintTo(const Case& test, std::ostream* out) { *out << test.file << ':' << test.line; }

}  // namespace newswatch::detectors
