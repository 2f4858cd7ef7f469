// Standing queries against articles, on one core: how fast they load, how much memory they take,
// and how many articles a second are decoded, split into words, and matched. Prints one line of
// JSON, which bench/topics.py compares with a peer's on the same files.
//
// usage: topics_bench ARTICLES.ndjson QUERIES.ndjson MATCHES.txt
//        topics_bench --avx2 ARTICLES.ndjson    only decodes and splits, with no newer vectors

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <hwy/targets.h>
#include <simdjson.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "articles/article_decoder.h"
#include "bench/resources.h"
#include "detectors/topics/query_index.h"
#include "rules/query_parser.h"
#include "text/analyser.h"

namespace newswatch::bench {
namespace {

using detectors::topics::QueryIndex;
using detectors::topics::WordFrequencies;

constexpr int kRepeats = 5;

std::vector<std::string> lines_of(const char* path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

articles::FieldMapping fields() {
  articles::FieldMapping mapping;
  const auto pointer = [](const char* text) {
    return std::vector{*articles::JsonPointer::parse(text)};
  };
  mapping.id = pointer("/id");
  mapping.url = pointer("/url");
  mapping.title = pointer("/title");
  mapping.body = pointer("/body");
  mapping.published_at = pointer("/published_at");
  mapping.source = pointer("/source");
  mapping.lang = pointer("/lang");
  return mapping;
}

/// @return the median over some repeats of the seconds that `work` takes.
template <typename Work>
double median_seconds(const Work& work) {
  std::vector<double> seconds;
  for (int i = 0; i < kRepeats; ++i) {
    const double begin = cpu_seconds();
    work();
    seconds.push_back(cpu_seconds() - begin);
  }
  std::ranges::nth_element(seconds, seconds.begin() + kRepeats / 2);
  return seconds[kRepeats / 2];
}

/// The articles of a file, as records and decoded.
struct Sample {
  articles::ArticleDecoder decoder{{.fields = fields()}};
  std::vector<Record> records;
  std::vector<articles::Article> articles;
  std::size_t bytes = 0;

  explicit Sample(const char* path) {
    for (std::string& line : lines_of(path)) records.emplace_back().payload = std::move(line);
    for (const Record& record : records) {
      bytes += record.payload.size();
      articles.push_back(decoder.decode(record).value());
    }
  }

  double decode_seconds() {
    return median_seconds([&] {
      for (const Record& record : records) {
        if (!decoder.decode(record)) std::abort();
      }
    });
  }
  double analyse_seconds(text::Analyser& analyser) const {
    return median_seconds([&] {
      for (const articles::Article& article : articles) analyse(analyser, article);
    });
  }
  static const text::Analysis& analyse(text::Analyser& analyser, const articles::Article& article) {
    return analyser.analyse({article.title, article.body, article.byline});
  }
  double microseconds_each(double seconds) const {
    return 1e6 * seconds / static_cast<double>(articles.size());
  }
};

/// As on a machine without AVX-512.
int run_with_avx2(const char* articles_path) {
  hwy::DisableTargets(HWY_AVX2 - 1);  // better targets have lower bits
  simdjson::get_active_implementation() = simdjson::get_available_implementations()["haswell"];
  Sample sample(articles_path);
  text::Analyser analyser;
  nlohmann::ordered_json result;
  result["decode_microseconds"] = sample.microseconds_each(sample.decode_seconds());
  result["analyse_microseconds"] = sample.microseconds_each(sample.analyse_seconds(analyser));
  std::cout << result.dump() << '\n';
  return 0;
}

int run(const char* articles_path, const char* queries_path, const char* matches_path) {
  Sample sample(articles_path);
  const std::vector<articles::Article>& all = sample.articles;
  std::vector<std::string> queries;
  for (const std::string& line : lines_of(queries_path)) {
    queries.push_back(nlohmann::json::parse(line)["query"].get<std::string>());
  }

  text::Analyser analyser;
  WordFrequencies frequencies;
  for (std::size_t i = 0; i < std::min<std::size_t>(all.size(), 1000); ++i) {
    frequencies.count(Sample::analyse(analyser, all[i]));
  }
  const std::size_t before = resident_bytes();
  const double begin = cpu_seconds();
  QueryIndex index;
  for (const std::string& query : queries) {
    const auto parsed = rules::parse_query(query);
    if (!parsed) {
      std::cerr << parsed.error().message << '\n';
      return 1;
    }
    index.add(parsed->query, frequencies);
  }
  index.build();
  const double load_seconds = cpu_seconds() - begin;
  const std::size_t loaded = resident_bytes() - before;

  QueryIndex::Session session(index);
  const alerts::Findings nobody;
  std::size_t matches = 0, spans = 0, touched = 0, evaluated = 0;
  std::ofstream matches_file(matches_path);
  for (const articles::Article& article : all) {  // also warms up
    const auto& analysis = Sample::analyse(analyser, article);
    const auto found = session.match(article, analysis, nobody);
    touched += session.records_touched();
    evaluated += session.queries_evaluated();
    std::vector<std::uint32_t> sorted;
    for (const QueryIndex::Met& met : found) sorted.push_back(met.query);
    std::ranges::sort(sorted);
    matches_file << fmt::format("{}\n", fmt::join(sorted, " "));
  }

  std::size_t words = 0;
  for (const articles::Article& article : all) {
    for (const auto& field : Sample::analyse(analyser, article).fields)
      words += field.tokens.size();
  }
  const double match_seconds = median_seconds([&] {
    matches = 0;
    for (const articles::Article& article : all) {
      const auto& analysis = Sample::analyse(analyser, article);
      matches += session.match(article, analysis, nobody).size();
    }
  });
  std::vector<alerts::Match> places;
  const double span_seconds = median_seconds([&] {
    spans = 0;
    for (const articles::Article& article : all) {
      const auto& analysis = Sample::analyse(analyser, article);
      const auto found = session.match(article, analysis, nobody);
      session.prepare_to_collect();
      for (const QueryIndex::Met& met : found) {
        session.collect(met, places);
        spans += places.size();
      }
    }
  });

  const auto count = static_cast<double>(all.size());
  nlohmann::ordered_json result;
  result["engine"] = "newswatch";
  result["queries"] = queries.size();
  result["articles"] = all.size();
  result["bytes_per_article"] = static_cast<double>(sample.bytes) / count;
  result["words_per_article"] = static_cast<double>(words) / count;
  result["matches_per_article"] = static_cast<double>(matches) / count;
  result["spans_per_article"] = static_cast<double>(spans) / count;
  result["records_touched_per_article"] = static_cast<double>(touched) / count;
  result["evaluated_per_article"] = static_cast<double>(evaluated) / count;
  result["load_seconds"] = load_seconds;
  result["loaded_bytes"] = loaded;
  result["index_bytes"] = index.memory_bytes();
  result["peak_bytes"] = peak_bytes();
  result["decode_microseconds"] = sample.microseconds_each(sample.decode_seconds());
  result["analyse_microseconds"] = sample.microseconds_each(sample.analyse_seconds(analyser));
  result["articles_per_second"] = count / match_seconds;
  result["articles_per_second_with_spans"] = count / span_seconds;
  std::cout << result.dump() << '\n';
  return 0;
}

}  // namespace
}  // namespace newswatch::bench

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() == 2 && arguments[0] == "--avx2") {
    return newswatch::bench::run_with_avx2(argv[2]);
  }
  if (arguments.size() == 3) return newswatch::bench::run(argv[1], argv[2], argv[3]);
  std::cerr << "usage: topics_bench ARTICLES.ndjson QUERIES.ndjson MATCHES.txt\n"
               "       topics_bench --avx2 ARTICLES.ndjson\n";
  return 2;
}
