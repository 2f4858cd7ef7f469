#include "detectors/statements/statement_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/nearest_name.h"
#include "detectors/topics/topic_detector.h"
#include "rules/map_reader.h"
#include "rules/query_lint.h"
#include "rules/query_parser.h"

namespace newswatch::detectors::statements {
namespace {

using rules::MapReader;
using rules::Query;
using rules::QuotedKind;

constexpr std::array kQuotedKinds = {QuotedKind::Direct, QuotedKind::Mixed, QuotedKind::Indirect,
                                     QuotedKind::Question};

std::uint32_t read_kinds(MapReader& reader) {
  const auto names = reader.texts("kinds");
  if (names.empty()) return Query::kAllQuotedKinds;
  std::uint32_t kinds = 0;
  for (const std::string& name : names) {
    const auto kind =
        std::ranges::find(kQuotedKinds, name, [](QuotedKind k) { return name_of(k); });
    if (kind == kQuotedKinds.end()) {
      reader.problem(
          "kinds",
          fmt::format("expected direct, mixed, indirect or question instead of "
                      "\"{}\"{}",
                      name, did_you_mean(name, {"direct", "mixed", "indirect", "question"})));
      continue;
    }
    kinds |= 1U << static_cast<unsigned>(*kind);
  }
  return kinds;
}

/// @return what the quotation must say: a topic by name, or a query. An empty one is anything.
std::optional<Query> read_text(MapReader& reader, const rules::RuleDirectory& directory) {
  const auto topic = reader.text("topic");
  const auto text = reader.text("query");
  if (topic && text) {
    reader.problem("query", "at most one of \"topic\" and \"query\" says what is quoted");
    return std::nullopt;
  }
  if (topic) return Query{.kind = Query::Kind::Rule, .name = *topic};
  if (!text) return std::nullopt;
  auto parsed = rules::parse_query(*text, {.metadata = directory.metadata});
  if (parsed) return std::move(parsed->query);
  reader.problem("query", "query: " + parsed.error().message);
  return std::nullopt;
}

Query read_statement(const rules::RuleEntry& entry, const rules::RuleDirectory& directory,
                     rules::Problems& problems) {
  MapReader reader = rules::reader_of(entry, problems);
  Query query{.kind = Query::Kind::Quote};
  query.values = reader.texts("speaker");
  if (query.values.empty()) {
    reader.problem("speaker",
                   "a statement needs a speaker: the id of an official, role:…, country:…, "
                   "label:key=value, name:… or a list of them");
  }
  query.quoted_kinds = read_kinds(reader);
  if (auto text = read_text(reader, directory)) query.parts.push_back(*std::move(text));
  reader.finish();
  return query;
}

std::set<std::string> topic_ids(const rules::RuleDirectory& directory) {
  std::set<std::string> ids;
  for (const rules::RuleEntry& entry : directory.topics) ids.insert(entry.summary.id.value);
  return ids;
}

}  // namespace

std::vector<topics::TopicRule> read_statements(const std::vector<rules::RuleEntry>& entries,
                                               const rules::RuleDirectory& directory,
                                               rules::Problems& problems) {
  const topics::TopicQueries queries = topics::topic_queries(directory);
  const auto targets = topics::reference_targets(queries, topic_ids(directory), directory);
  std::vector<topics::TopicRule> statements;
  for (const rules::RuleEntry& entry : entries) {
    const std::size_t errors = problems.errors.size();
    const Query written = read_statement(entry, directory, problems);
    if (problems.errors.size() > errors) continue;
    auto query =
        rules::with_references(entry.summary.id.value, written, to_string(written), targets);
    if (!query) {
      problems.errors.push_back({entry.file, entry.node.position, query.error().message});
      continue;
    }
    for (const std::string& warning : rules::lint_query(*query)) {
      problems.warnings.push_back({entry.file, entry.node.position, warning});
    }
    topics::TopicRule rule{.summary = entry.summary,
                           .alert = entry.alert,
                           .query = {},
                           .kind = alerts::Kind::Statement};
    rule.summary.version =
        topics::version_of("statement", entry, *query, spelled_out(*query), directory);
    rule.query = *std::move(query);
    statements.push_back(std::move(rule));
  }
  return statements;
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the signature of every detector
std::unique_ptr<Detector> create(std::vector<rules::RuleEntry> entries,
                                 const rules::RuleDirectory& directory,
                                 const DetectorOptions& options, rules::Problems& problems) {
  return std::make_unique<topics::TopicDetector>(read_statements(entries, directory, problems),
                                                 options);
}

}  // namespace newswatch::detectors::statements
