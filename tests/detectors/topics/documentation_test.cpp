#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "articles/article.h"
#include "base/timestamp.h"
#include "detectors/detector_set.h"
#include "rules/query_parser.h"
#include "text/analyser.h"

namespace newswatch::detectors::topics {
namespace {

/// A row of a table of docs/queries.md: its cells without the backticks.
struct Row {
  int line = 0;
  std::vector<std::string> cells;
};

std::string without_backticks(std::string cell) {
  const auto first = cell.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  cell = cell.substr(first, cell.find_last_not_of(' ') + 1 - first);
  const bool code = cell.size() > 1 && cell.front() == '`' && cell.back() == '`';
  return code ? cell.substr(1, cell.size() - 2) : cell;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  for (std::size_t at = 1; at < line.size();) {
    const auto end = std::min(line.find('|', at), line.size());
    cells.push_back(without_backticks(line.substr(at, end - at)));
    at = end + 1;
  }
  return cells;
}

class Page {
 public:
  Page() {
    std::ifstream file(std::string(NEWSWATCH_SOURCE_DIR) + "/docs/queries.md");
    for (std::string line; std::getline(file, line);) lines_.push_back(line);
  }

  /// The rows of every table with this heading.
  std::vector<Row> rows(std::string_view heading) const {
    std::vector<Row> rows;
    bool inside = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i] == heading) {
        inside = true;
        ++i;  // the line below
      } else if (inside && lines_[i].starts_with("|")) {
        rows.push_back({static_cast<int>(i) + 1, cells_of(lines_[i])});
      } else {
        inside = false;
      }
    }
    return rows;
  }
  /// The block of code below a line.
  std::string block_below(std::string_view line) const {
    std::string block;
    for (auto at = std::ranges::find(lines_, line) + 2; at->starts_with("    "); ++at) {
      block += at->substr(4) + "\n";
    }
    return block;
  }

 private:
  std::vector<std::string> lines_;
};

const Page& page() {
  static const Page page;
  return page;
}

std::string name_of_row(const testing::TestParamInfo<Row>& row) {
  return "Line" + std::to_string(row.param.line);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// The fields that the page says are mapped.
const DetectorOptions kOptions{.metadata = {"section", "tags"}};

std::vector<std::string> values_in(std::string text) {
  std::vector<std::string> values;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find("; ", at), text.size());
    values.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return values;
}

articles::Article article_of(std::string text) {
  replace_all(text, "⏎", "\n");
  if (!text.starts_with('[')) text = "[body] " + text;
  std::map<std::string, std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find(']', at);
    const auto next = std::min(text.find(" [", end), text.size());
    parts[text.substr(at + 1, end - at - 1)] = text.substr(end + 2, next - end - 2);
    at = next == text.size() ? next : next + 1;
  }
  articles::Article article;
  const auto take = [&](const std::string& name) {
    const auto part = parts.extract(name);
    return part.empty() ? std::string() : part.mapped();
  };
  article.title = take("title");
  article.body = take("body");
  article.byline = take("author");
  article.lang = take("lang");
  article.url = take("url");
  article.source = {take("source"), take("domain"), take("country")};
  for (const std::string& name : kOptions.metadata) {
    if (const auto values = values_in(take(name)); !values.empty()) article.metadata[name] = values;
  }
  if (take("status") == "corrected") article.status = articles::Status::Corrected;
  if (const std::string date = take("date"); !date.empty()) {
    article.published_at = parse_rfc3339(date + "T12:00:00Z");
    article.date_doubt = articles::DateDoubt::None;
  }
  for (const auto& [name, part] : parts) ADD_FAILURE() << "unknown part [" << name << ']';
  return article;
}

bool matches(const std::string& query, const std::string& text) {
  rules::Problems problems;
  std::string yaml = page().block_below("These rows use this rule file:");
  replace_all(yaml, "topics:\n",
              fmt::format("topics:\n  - {{id: row, name: Row, query: {}}}\n",
                          nlohmann::json(query).dump()));
  const auto set = DetectorSet::read(yaml, "row.yaml", problems, kOptions);
  for (const rules::Problem& problem : problems.errors) ADD_FAILURE() << to_string(problem);
  if (!set) return false;
  const articles::Article article = article_of(text);
  text::Analyser analyser;
  alerts::Findings found;
  set->detect(article, analyser.analyse({article.title, article.body, article.byline}),
              set->make_scratches(), found, {});
  return std::ranges::any_of(found.detections,
                             [](const auto& d) { return d.rule->id.value == "row"; });
}

class DocumentedQuery : public testing::TestWithParam<Row> {};

TEST_P(DocumentedQuery, MatchesAsThePageSays) {
  const auto& cells = GetParam().cells;
  ASSERT_EQ(cells.size(), 3U);
  ASSERT_THAT(cells[2], testing::AnyOf("yes", "no"));
  EXPECT_EQ(matches(cells[0], cells[1]), cells[2] == "yes") << cells[0] << " in " << cells[1];
}

INSTANTIATE_TEST_SUITE_P(Page, DocumentedQuery,
                         testing::ValuesIn(page().rows("| query | text | matches? |")),
                         name_of_row);

class DocumentedMessage : public testing::TestWithParam<Row> {};

TEST_P(DocumentedMessage, IsWhatThePageSays) {
  const auto& cells = GetParam().cells;
  ASSERT_EQ(cells.size(), 2U);
  const auto parsed = rules::parse_query(cells[0]);
  if (cells[1].starts_with("warning: ")) {
    ASSERT_TRUE(parsed) << parsed.error().message;
    EXPECT_THAT(parsed->warnings, testing::ElementsAre(cells[1].substr(9)));
    return;
  }
  ASSERT_FALSE(parsed) << cells[0];
  const std::string& message = parsed.error().message;
  EXPECT_EQ(message.substr(0, message.find('\n')), cells[1]);
}

INSTANTIATE_TEST_SUITE_P(Page, DocumentedMessage,
                         testing::ValuesIn(page().rows("| Query | Message |")), name_of_row);

}  // namespace
}  // namespace newswatch::detectors::topics
