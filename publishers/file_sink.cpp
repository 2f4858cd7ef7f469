#include "publishers/file_sink.h"

#include <fmt/format.h>

#include <utility>

namespace newswatch::publishers {

std::string complaint_about(const Record& record, const Error& why) {
  return fmt::format("{}:{}: {}: {}\n", record.origin.topic, record.origin.offset,
                     name_of(why.code), why.message);
}

FileSink::FileSink(std::ostream& alerts, std::ostream& complaints, std::ostream* kept_dead_letters,
                   std::ostream* near_misses, std::ostream* annotations)
    : alerts_(alerts),
      complaints_(complaints),
      kept_dead_letters_(kept_dead_letters),
      near_misses_(near_misses),
      annotations_(annotations) {}

Result<void> FileSink::publish(const alerts::Alert& alert, const Record& /*record*/) {
  if (!alert.near_miss) {
    alerts_ << alert.json << '\n';
    ++written_.alerts;
  } else if (near_misses_ != nullptr) {
    *near_misses_ << alert.json << '\n';
    ++written_.near_misses;
  }
  return {};
}

Result<void> FileSink::publish(const alerts::Annotation& annotation, const Record& /*record*/) {
  if (annotations_ == nullptr) return {};
  *annotations_ << annotation.json << '\n';
  ++written_.annotations;
  return {};
}

Result<void> FileSink::dead_letter(const Record& record, const Error& why) {
  complaints_ << complaint_about(record, why);
  if (kept_dead_letters_ != nullptr) *kept_dead_letters_ << record.payload << '\n';
  ++written_.dead_letters[why.code];
  return {};
}

Result<void> FileSink::flush(std::chrono::milliseconds /*wait*/) {
  if (auto checked = check(&alerts_, "alerts"); !checked) return checked;
  if (auto checked = check(kept_dead_letters_, "dead letters"); !checked) return checked;
  if (auto checked = check(near_misses_, "near misses"); !checked) return checked;
  if (auto checked = check(annotations_, "annotations"); !checked) return checked;
  if (auto checked = check(&complaints_, "messages"); !checked) return checked;
  counts_.alerts += written_.alerts;
  counts_.near_misses += written_.near_misses;
  counts_.annotations += written_.annotations;
  for (const auto& [code, count] : written_.dead_letters) counts_.dead_letters[code] += count;
  written_ = {};
  return {};
}

SinkCounts FileSink::take_counts() { return std::exchange(counts_, {}); }

Result<void> FileSink::check(std::ostream* stream, const char* what) {
  if (stream == nullptr || stream->flush()) return {};
  ++counts_.errors[PublishError::Io];
  return fail(ErrorCode::Io,
              fmt::format("{} can't be written: the disk is full or the pipe is closed", what));
}

}  // namespace newswatch::publishers
