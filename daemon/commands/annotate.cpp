#include <CLI/CLI.hpp>

#include <deque>
#include <fstream>
#include <iostream>
#include <memory>

#include "alerts/annotation.h"
#include "daemon/commands/archive_options.h"
#include "daemon/commands/commands.h"
#include "daemon/pipeline/article_processor.h"
#include "daemon/pipeline/options.h"
#include "daemon/replay/archive_walk.h"
#include "daemon/replay/output_files.h"
#include "daemon/rule_loading/offline_rules.h"
#include "publishers/file_sink.h"

namespace newswatch::daemon {
namespace {

/// What came of some records, as it is written.
struct Annotated {
  std::string annotations;
  std::string complaints;
  std::string dead_letters;
  std::uint64_t articles = 0;
  std::uint64_t unusable = 0;
};

void annotate(const Record& record, ArticleProcessor& processor, Annotated& annotated) {
  if (const auto processed = processor.process(record); !processed) {
    ++annotated.unusable;
    annotated.complaints += publishers::complaint_about(record, processed.error());
    annotated.dead_letters += record.payload + '\n';
    return;
  }
  ++annotated.articles;
  annotated.annotations += alerts::annotation_json(processor.article(), processor.findings());
  annotated.annotations += '\n';
}

/// Writes it. @return the articles so far.
class Writer {
 public:
  explicit Writer(std::ostream* dead_letters) : dead_letters_(dead_letters) {}

  std::uint64_t write(const Annotated& annotated) {
    std::cout << annotated.annotations << std::flush;
    std::cerr << annotated.complaints;
    if (dead_letters_ != nullptr) *dead_letters_ << annotated.dead_letters;
    unusable_ += annotated.unusable;
    return articles_ += annotated.articles;
  }
  std::uint64_t unusable() const { return unusable_; }

 private:
  std::ostream* dead_letters_;
  std::uint64_t articles_ = 0;
  std::uint64_t unusable_ = 0;
};

ExitCode annotate(const ArchiveOptions& options) {
  SignalQueue signals;  // before any thread
  const auto config = read_archive_configuration(options, std::cerr);
  if (!config) return ExitCode::Config;
  auto detector = detector_options(*config);
  detector.annotate = true;
  const auto detectors = load_detectors(options.rules, detector, std::cerr);
  if (!detectors) return ExitCode::Config;
  auto archive = open_archive(options, *config);
  if (!archive) return failed(archive.error());
  std::ofstream kept;
  if (!open_output(options.dead_letters, archive->files, kept, std::cerr)) return ExitCode::Failed;

  std::deque<ArticleProcessor> processors;
  for (std::size_t i = 0; i < options.threads; ++i)
    processors.emplace_back(decoder_options(config->articles)).use(detectors);
  Writer writer(kept.is_open() ? &kept : nullptr);
  const auto walked = walk_archive<Annotated>(
      *archive->source, options.threads, signals,
      {.look = [&](std::size_t worker, const Record& record,
                   Annotated& annotated) { annotate(record, processors[worker], annotated); },
       .add = [&](const Annotated& annotated) { return writer.write(annotated); }});
  kept.flush();
  if (writer.unusable() > 0) std::cerr << writer.unusable() << " records could not be used\n";
  if (!is_written(kept) || (options.strict && writer.unusable() > 0)) return ExitCode::Failed;
  return walked.exit_code;
}

}  // namespace

void add_annotate_command(CLI::App& app, ExitCode& exit_code) {
  auto* command = app.add_subcommand("annotate", "Writes everything that is found in each article");
  auto options = std::make_shared<ArchiveOptions>();
  command->add_option("--rules", options->rules, "A rule file, or a folder of them: who is known");
  add_archive_options(*command, *options);
  add_dead_letter_options(*command, *options);
  command->footer(R"(
One JSON line an article, in their order: {"article": {…}, "lang": …, "mentions": […], "quotations": […],
"stance": […]}, rule or no rule. With fields of articles.metadata also "metadata": {…}.

Examples:
  newswatch annotate --rules rules/officials article.ndjson
  newswatch annotate --rules rules/ - < articles.ndjson | jq '.mentions[].name')");
  command->callback([options, &exit_code] { exit_code = annotate(*options); });
}

}  // namespace newswatch::daemon
