// What each stage of the work on an article costs, with Google Benchmark: reads articles, runs
// every detector of the rules over them, and makes what the second stage and subscribers get. A
// stage's time is of it alone, though the stages before it run, too; `annotate` is all of them but
// the second stage's and alerts, on one thread and on two. Articles go round three times.
//
// usage: stages_bench RULES ARTICLES.ndjson [--benchmark_format=json ...]

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/annotation.h"
#include "daemon/configuration/configuration_files.h"
#include "daemon/pipeline/article_processor.h"
#include "daemon/pipeline/options.h"
#include "detectors/detector_set.h"
#include "text/article_print.h"
#include "text/key_term_reader.h"

namespace newswatch::bench {
namespace {

using std::chrono::nanoseconds;

constexpr std::size_t kRounds = 3;

struct Subject {
  std::vector<Record> records;
  articles::DecoderOptions decoder;
  std::shared_ptr<const detectors::DetectorSet> detectors;
};

std::vector<Record> records_of(const std::string& path) {
  std::ifstream file(path);
  std::vector<Record> records;
  for (std::string line; std::getline(file, line);) {
    records.emplace_back();
    records.back().payload = std::move(line);
  }
  return records;
}

/// @return nothing after a complaint.
std::unique_ptr<Subject> subject_of(const std::string& rules, const std::string& articles) {
  rules::Problems problems;
  detectors::DetectorOptions options;
  options.annotate = true;
  auto subject = std::make_unique<Subject>();
  subject->detectors = detectors::DetectorSet::load(rules, problems, options);
  for (const rules::Problem& problem : problems.errors)
    fmt::print(stderr, "{}\n", to_string(problem));
  const auto configuration = daemon::read_offline_configuration("", std::cerr);
  subject->decoder = daemon::decoder_options(configuration->articles);
  subject->records = records_of(articles);
  if (subject->records.empty()) fmt::print(stderr, "{}: no articles\n", articles);
  return subject->detectors && !subject->records.empty() ? std::move(subject) : nullptr;
}

/// One thread's way through the articles, one after the other, round after round.
class Walk {
 public:
  explicit Walk(const Subject& subject) : subject_(subject), processor_(subject.decoder) {
    processor_.use(subject.detectors);
  }

  /// @return null where the article is none, which ends the benchmark.
  const daemon::ArticleProcessor* next(benchmark::State& state) {
    if (processor_.process(subject_.records[at_++ % subject_.records.size()])) return &processor_;
    state.SkipWithError("not an article");
    return nullptr;
  }

 private:
  const Subject& subject_;
  daemon::ArticleProcessor processor_;
  std::size_t at_ = 0;
};

using Stage = std::function<nanoseconds(const daemon::ArticleProcessor&)>;

nanoseconds of_detector(const daemon::ArticleProcessor& processor, std::string_view section) {
  nanoseconds sum{0};
  for (const auto& [name, time] : processor.times().detectors)
    if (name == section) sum += time;
  return sum;
}

template <typename Work>
nanoseconds time_of(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  benchmark::DoNotOptimize(work());
  return std::chrono::steady_clock::now() - begin;
}

void register_stage(const Subject& subject, const char* name, Stage stage) {
  const auto run = [&subject, stage = std::move(stage)](benchmark::State& state) {
    Walk walk(subject);
    for ([[maybe_unused]] auto turn : state) {
      const auto* processor = walk.next(state);
      if (processor == nullptr) break;
      state.SetIterationTime(std::chrono::duration<double>(stage(*processor)).count());
    }
  };
  benchmark::RegisterBenchmark(name, run)
      ->Iterations(static_cast<std::int64_t>(kRounds * subject.records.size()))
      ->UseManualTime();
}

void register_annotate(const Subject& subject, int threads) {
  const auto run = [&subject](benchmark::State& state) {
    Walk walk(subject);
    for ([[maybe_unused]] auto turn : state) {
      const auto* processor = walk.next(state);
      if (processor == nullptr) break;
      benchmark::DoNotOptimize(
          alerts::annotation_json(processor->article(), processor->findings()));
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  };
  benchmark::RegisterBenchmark("annotate", run)
      ->Iterations(static_cast<std::int64_t>(kRounds * subject.records.size()))
      ->Threads(threads)
      ->UseRealTime();
}

void register_all(const Subject& subject) {
  register_stage(subject, "decode", [](const auto& it) { return it.times().decode; });
  register_stage(subject, "tokenise", [](const auto& it) { return it.times().analyse; });
  for (const char* section : {"topics", "officials", "quotes", "stance"})
    register_stage(subject, section,
                   [section](const auto& it) { return of_detector(it, section); });
  register_stage(subject, "annotation", [](const auto& it) {
    return time_of([&] { return alerts::annotation_json(it.article(), it.findings()); });
  });
  register_stage(subject, "alerts", [](const auto& it) {
    return time_of([&] { return it.make_alerts("/bench", false); });
  });
  register_stage(subject, "print", [maker = text::PrintMaker()](const auto& it) mutable {
    return time_of([&] { return maker.make(it.analysis(), it.article().url); });
  });
  register_stage(subject, "key terms",
                 [reader = std::make_shared<text::KeyTermReader>()](const auto& it) {
                   return time_of([&] { return reader->read(it.analysis(), it.article().lang); });
                 });
  for (const int threads : {1, 2}) register_annotate(subject, threads);
}

}  // namespace
}  // namespace newswatch::bench

int main(int count, char** arguments) {
  benchmark::Initialize(&count, arguments);
  if (count != 3) {
    fmt::print(stderr, "usage: {} RULES ARTICLES.ndjson [--benchmark_format=json ...]\n",
               arguments[0]);
    return 2;
  }
  const auto subject = newswatch::bench::subject_of(arguments[1], arguments[2]);
  if (!subject) return 1;
  newswatch::bench::register_all(*subject);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
