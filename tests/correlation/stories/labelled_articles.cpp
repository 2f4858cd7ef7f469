#include "tests/correlation/stories/labelled_articles.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "text/analyser.h"
#include "text/key_term_reader.h"

namespace newswatch::correlation {
namespace {

class ArticleReader {
 public:
  LabelledArticle read(const std::string& line) {
    const auto json = nlohmann::json::parse(line);
    const std::string title = json.at("title");
    const std::string body = json.at("body");
    const std::string language = json.at("lang");
    return {.id = json.at("id"),
            .story = json.at("story"),
            .outlet = json.at("source"),
            .time = parse_rfc3339(json.at("published_at").get<std::string>()).value(),
            .terms = terms_.read(analyser_.analyse({title, body, {}}), language)};
  }

 private:
  text::Analyser analyser_;
  text::KeyTermReader terms_;
};

}  // namespace

std::vector<Stream> read_streams(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files.push_back(entry.path());
  std::ranges::sort(files);
  ArticleReader reader;
  std::vector<Stream> streams;
  for (const auto& path : files) {
    Stream& stream = streams.emplace_back();
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) stream.push_back(reader.read(line));
  }
  return streams;
}

Stream merged(const std::vector<Stream>& streams) {
  Stream all;
  for (const Stream& stream : streams) all.insert(all.end(), stream.begin(), stream.end());
  std::ranges::stable_sort(all, {}, &LabelledArticle::time);
  return all;
}

}  // namespace newswatch::correlation
