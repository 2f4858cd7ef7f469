// What mentions, quotations and stances cost: reads articles, runs every detector of the rules over
// them, and writes annotations to memory, on as many threads as are asked for. Prints microseconds
// of processor time an article by stage, and articles a second, as one JSON object.
//
// usage: annotate_bench RULES ARTICLES.ndjson THREADS

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "alerts/annotation.h"
#include "bench/resources.h"
#include "daemon/article_processor.h"
#include "daemon/offline.h"
#include "detectors/detector_set.h"

namespace newswatch::bench {
namespace {

constexpr int kRepeats = 3;

using Stages = std::map<std::string, double>;  ///< Seconds by stage.

std::vector<Record> records_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<Record> records;
  for (std::string line; std::getline(file, line);) {
    records.emplace_back();
    records.back().payload = std::move(line);
  }
  return records;
}

double seconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double>(time).count();
}

/// One thread's share: all articles, `kRepeats` times.
Stages annotate_all(const std::vector<Record>& records, const articles::DecoderOptions& decoder,
                    const std::shared_ptr<const detectors::DetectorSet>& detectors) {
  daemon::ArticleProcessor processor(decoder);
  processor.use(detectors);
  Stages stages;
  std::size_t bytes = 0;
  for (int repeat = 0; repeat < kRepeats; ++repeat) {
    for (const Record& record : records) {
      if (!processor.process(record)) std::abort();  // the caller makes good articles
      const auto& times = processor.times();
      stages["decode"] += seconds(times.decode);
      stages["tokenise"] += seconds(times.analyse);
      for (const auto& [section, time] : times.detectors)
        stages[std::string(section)] += seconds(time);
      const double begin = cpu_seconds();
      bytes += alerts::annotation_json(processor.article(), processor.findings()).size();
      stages["write"] += cpu_seconds() - begin;
    }
  }
  if (bytes == 0) std::abort();
  return stages;
}

int run(const std::string& rules, const std::string& articles, std::size_t threads) {
  rules::Problems problems;
  detectors::DetectorOptions options;
  options.annotate = true;
  const auto detectors = detectors::DetectorSet::load(rules, problems, options);
  for (const rules::Problem& problem : problems.errors)
    fmt::print(stderr, "{}\n", to_string(problem));
  if (!detectors) return 1;
  const auto configuration = daemon::read_offline_configuration("", std::cerr);
  const auto decoder = daemon::decoder_options(configuration->articles);
  const auto records = records_of(articles);
  const auto begin = std::chrono::steady_clock::now();
  std::vector<Stages> shares(threads);
  std::vector<std::thread> workers;
  for (Stages& share : shares) {
    workers.emplace_back([&] { share = annotate_all(records, decoder, detectors); });
  }
  for (std::thread& worker : workers) worker.join();
  const double wall = seconds(std::chrono::steady_clock::now() - begin);

  const double count = static_cast<double>(records.size()) * kRepeats;
  nlohmann::ordered_json result;
  result["articles"] = records.size();
  result["articles_per_second"] = count * static_cast<double>(threads) / wall;
  for (const auto& [stage, time] : shares.front())
    result["microseconds"][stage] = 1e6 * time / count;
  fmt::print("{}\n", result.dump());
  return 0;
}

}  // namespace
}  // namespace newswatch::bench

int main(int count, char** arguments) {
  if (count != 4) {
    fmt::print(stderr, "usage: {} RULES ARTICLES.ndjson THREADS\n", arguments[0]);
    return 2;
  }
  return newswatch::bench::run(arguments[1], arguments[2], std::strtoul(arguments[3], nullptr, 10));
}
