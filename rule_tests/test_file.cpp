#include "rule_tests/test_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "rules/map_reader.h"

namespace newswatch::rule_tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using rules::MapReader;
using rules::Node;

constexpr rules::Position kNoPlace{0, 0};

/// A scalar is a text, which every field of an article may be, but for a fraction, which JSON
/// writes in other ways: `1.50` is 1.5.
json json_of_scalar(const Node& node) {
  if (node.quoted) return node.text;
  const json read = json::parse(node.text, nullptr, false);
  return read.is_number_float() ? read : json(node.text);
}

/// An article in YAML is the same in JSON.
json json_of(const Node& node) {
  if (node.is_null()) return nullptr;
  if (node.is_scalar()) return json_of_scalar(node);
  if (node.is_sequence()) {
    json list = json::array();
    for (const Node& item : node.items) list.push_back(json_of(item));
    return list;
  }
  json map = json::object();
  for (const rules::Entry& entry : node.entries) map[entry.key] = json_of(entry.value);
  return map;
}

Record record_of(std::string_view payload) {
  Record record;
  record.payload = payload;
  return record;
}

class Reader {
 public:
  Reader(const std::string& path, articles::ArticleDecoder& decoder, rules::Problems& problems)
      : path_(path), decoder_(decoder), problems_(problems.errors) {}

  TestFile read() {
    TestFile file{.path = path_, .rules = fs::path(path_).parent_path().string(), .tests = {}};
    const auto text = content_of(path_);
    const auto root = text ? rules::parse_yaml(*text, path_, problems_) : std::nullopt;
    if (!root) return file;
    MapReader reader(*root, path_, problems_);
    const std::string rules = reader.text("rules").value_or(".");
    file.rules = (fs::path(path_).parent_path() / rules).lexically_normal().string();
    const auto tests = reader.maps("tests");
    if (tests.empty()) reader.problem("tests", "a file of tests needs \"tests\"");
    for (const Node* node : tests) read_test(*node, file.tests);
    reader.finish();
    return file;
  }

 private:
  std::optional<std::string> content_of(const std::string& path) {
    auto content = read_file(path);
    if (content) return *std::move(content);
    problems_.push_back({path, kNoPlace, "can't be read: " + content.error().message});
    return std::nullopt;
  }

  void read_test(const Node& node, std::vector<TestCase>& tests) {
    MapReader reader(node, path_, problems_);
    TestCase test{.name = reader.required_text("name"), .position = node.position};
    const bool article = read_article(node, reader, test);
    for (const Node* alert : reader.maps("alerts")) read_alert(*alert, test);
    read_silent(node, reader, test);
    test.nothing_else = reader.flag("nothing_else", test.nothing_else);
    if (test.alerts.empty() && test.silent.empty() && !test.nothing_else) {
      reader.problem("", "a test needs \"alerts\", or \"silent\" with a list of rules or true");
    }
    reader.finish();
    if (article) tests.push_back(std::move(test));
  }

  /// `silent: true` is short for no alert at all.
  void read_silent(const Node& node, MapReader& reader, TestCase& test) {
    const rules::Entry* silent = node.find("silent");
    if (silent != nullptr && silent->value.is_scalar() && silent->value.text == "true") {
      reader.know("silent");
      test.nothing_else = true;
      if (!test.alerts.empty()) reader.problem("silent", "either \"alerts\" or \"silent: true\"");
      return;
    }
    for (const std::string& id : reader.texts("silent")) test.silent.push_back(RuleId{id});
  }

  bool read_article(const Node& node, MapReader& reader, TestCase& test) {
    reader.know("article");
    const auto file = reader.text("article_file");
    const std::string id = reader.text("article_id").value_or("");
    const rules::Entry* inline_article = node.find("article");
    if (file.has_value() == (inline_article != nullptr)) {
      reader.problem("article", "a test needs either \"article\" or \"article_file\"");
      return false;
    }
    if (file) return find_article(*file, id, reader, test.article);
    return decode(json_of(inline_article->value).dump(), "article", reader, test.article);
  }

  bool decode(std::string_view payload, const std::string& key, MapReader& reader,
              articles::Article& article) {
    auto decoded = decoder_.decode(record_of(payload));
    if (!decoded) {
      reader.problem(key, fmt::format("no usable article: {}", decoded.error().message));
      return false;
    }
    article = *std::move(decoded);
    return true;
  }

  /// The first article of an NDJSON file, or the one with this id.
  bool find_article(const std::string& name, const std::string& id, MapReader& reader,
                    articles::Article& article) {
    const auto content = content_of((fs::path(path_).parent_path() / name).string());
    if (!content) return false;
    for (std::size_t at = 0; at < content->size();) {
      const std::size_t end = std::min(content->find('\n', at), content->size());
      const auto line = std::string_view(*content).substr(at, end - at);
      at = end + 1;
      if (line.find_first_not_of(" \r\t") == std::string_view::npos) continue;
      if (id.empty()) return decode(line, "article_file", reader, article);
      auto decoded = decoder_.decode(record_of(line));
      if (!decoded || decoded->id.value != id) continue;
      article = *std::move(decoded);
      return true;
    }
    reader.problem("article_file",
                   fmt::format("{} holds no article{}", name, id.empty() ? "" : " \"" + id + "\""));
    return false;
  }

  void read_alert(const Node& node, TestCase& test) {
    MapReader reader(node, path_, problems_);
    ExpectedAlert alert{.rule = RuleId{reader.required_text("rule")}, .position = node.position};
    if (reader.has("words")) alert.words = reader.texts("words");
    alert.score = number<std::int64_t>(reader, "score");
    for (const Node* match : reader.maps("matches")) alert.matches.push_back(read_match(*match));
    for (const Node* official : reader.maps("officials")) {
      alert.officials.push_back(read_official(*official));
    }
    reader.finish();
    test.alerts.push_back(std::move(alert));
  }

  ExpectedMatch read_match(const Node& node) {
    MapReader reader(node, path_, problems_);
    ExpectedMatch match{.text = reader.required_text("text")};
    if (const auto name = reader.text("field")) {
      const auto field = std::ranges::find(kFields, *name, [](Field f) { return name_of(f); });
      if (field == kFields.end()) {
        reader.problem("field", "expected title, body or author instead of \"" + *name + "\"");
      } else {
        match.field = *field;
      }
    }
    match.begin = number<std::uint32_t>(reader, "begin");
    match.end = number<std::uint32_t>(reader, "end");
    reader.finish();
    return match;
  }

  ExpectedOfficial read_official(const Node& node) {
    MapReader reader(node, path_, problems_);
    ExpectedOfficial official{.id = reader.required_text("id"),
                              .role = text_or_none(node, reader, "role"),
                              .former_role = text_or_none(node, reader, "former_role"),
                              .resolved_by = reader.text("resolved_by")};
    reader.finish();
    return official;
  }

  /// Tells an absent key, which is not checked, from one without a value: none.
  static std::optional<std::string> text_or_none(const Node& node, MapReader& reader,
                                                 const std::string& key) {
    const auto text = reader.text(key);
    if (text || node.find(key) == nullptr) return text;
    return "";
  }

  template <typename Number>
  static std::optional<Number> number(MapReader& reader, const std::string& key) {
    const auto text = reader.text(key);
    if (!text) return std::nullopt;
    Number value{};
    const char* const end = text->data() + text->size();
    const auto [at, error] = std::from_chars(text->data(), end, value);
    if (error == std::errc() && at == end) return value;
    reader.problem(key, "expected a whole number instead of \"" + *text + "\"");
    return std::nullopt;
  }

  const std::string& path_;
  articles::ArticleDecoder& decoder_;
  std::vector<rules::Problem>& problems_;
};

}  // namespace

bool TestCase::names(const RuleId& rule) const {
  return std::ranges::find(alerts, rule, &ExpectedAlert::rule) != alerts.end() ||
         std::ranges::find(silent, rule) != silent.end();
}

TestFile read_test_file(const std::string& path, articles::ArticleDecoder& decoder,
                        rules::Problems& problems) {
  return Reader(path, decoder, problems).read();
}

std::vector<std::string> test_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> below;
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      const std::string name = entry.path().filename().string();
      if (name.ends_with(".test.yaml") && !name.starts_with('.')) below.push_back(entry.path());
    }
    std::ranges::sort(below);
    files.insert(files.end(), below.begin(), below.end());
  }
  return files;
}

}  // namespace newswatch::rule_tests
