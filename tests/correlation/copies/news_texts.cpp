#include "tests/correlation/copies/news_texts.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "base/split.h"

namespace newswatch::correlation {
namespace {

namespace fs = std::filesystem;

const fs::path kRoot = NEWSWATCH_SOURCE_DIR;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("can't read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string text;
  for (const std::string& part : parts) {
    if (!text.empty()) text += between;
    text += part;
  }
  return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

/// @return the text of an element without its tags, on one line.
std::string plain(std::string_view xml) {
  std::string text;
  bool in_tag = false;
  for (const char c : xml) {
    in_tag = in_tag || c == '<';
    if (!in_tag) text += c == '\n' ? ' ' : c;
    in_tag = in_tag && c != '>';
  }
  replace_all(text, "&quot;", "\"");
  replace_all(text, "&amp;", "&");
  return text;
}

/// @return what stands in each element of that name, which has no attributes.
std::vector<std::string> elements(std::string_view xml, const std::string& name) {
  const std::string open = "<" + name + ">", close = "</" + name + ">";
  std::vector<std::string> found;
  for (auto at = xml.find(open); at != xml.npos; at = xml.find(open, at)) {
    at += open.size();
    found.push_back(plain(xml.substr(at, xml.find(close, at) - at)));
  }
  return found;
}

void add_evaluation(std::vector<NewsText>& articles) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "evaluation/articles"))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    const std::string xml = content_of(file);
    articles.push_back({fs::relative(file, kRoot / "evaluation/articles").string(),
                        joined(elements(xml, "title"), " "), elements(xml, "p")});
  }
}

void add_demo(std::vector<NewsText>& articles) {
  std::istringstream lines(content_of(kRoot / "deploy/demo/articles.ndjson"));
  for (std::string line; std::getline(lines, line);) {
    const auto event = nlohmann::json::parse(line, nullptr, false);
    if (!event.is_object() || !event.contains("id") || !event.contains("body")) continue;
    const auto& body = event["body"];
    NewsText article{event["id"], event.value("title", ""), {}};
    if (body.is_array()) {
      article.paragraphs = body.get<std::vector<std::string>>();
    } else {
      article.paragraphs = split(body.get<std::string>(), '\n');
    }
    articles.push_back(std::move(article));
  }
}

}  // namespace

std::string NewsText::body() const { return joined(paragraphs, "\n\n"); }

std::size_t NewsText::words() const { return split(joined(paragraphs, " "), ' ').size(); }

std::vector<NewsText> invented_articles() {
  std::vector<NewsText> articles;
  add_evaluation(articles);
  add_demo(articles);
  return articles;
}

std::vector<std::pair<NewsText, NewsText>> reports_of_same_events() {
  std::vector<NewsText> reports;
  std::vector<std::string> shared;
  std::string event;
  for (std::string line :
       split(content_of(kRoot / "tests/correlation/copies/same_event.txt"), '\n')) {
    const auto value = line.substr(std::min(line.find(' '), line.size() - 1) + 1);
    if (line.starts_with('#')) continue;
    if (line.starts_with("event: ")) {
      event = value;
      shared.clear();
    } else if (line.starts_with("shared: ")) {
      shared.push_back(value);
    } else if (line.starts_with("report: ")) {
      reports.push_back({event, value, {}});
    } else {
      for (std::size_t i = 0; i < shared.size(); ++i)
        replace_all(line, "{" + std::to_string(i + 1) + "}", shared[i]);
      reports.back().paragraphs.push_back(line);
    }
  }
  std::vector<std::pair<NewsText, NewsText>> pairs;
  for (std::size_t i = 0; i + 1 < reports.size(); i += 2)
    pairs.emplace_back(reports[i], reports[i + 1]);
  return pairs;
}

text::ArticlePrint Printer::print(const NewsText& article, std::string_view url) {
  const std::string body = article.body();
  return maker_.make(analyser_.analyse({article.title, body, ""}), url);
}

}  // namespace newswatch::correlation
