#include "metrics/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <vector>

namespace newswatch::metrics {
namespace {

std::string text_of(const char* path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// @return the fields of /proc/self/stat from the third on: the second, the program's name, may
///         hold blanks and brackets.
std::vector<std::string> stat_fields() {
  const std::string text = text_of("/proc/self/stat");
  const auto bracket = text.rfind(')');
  if (bracket == std::string::npos) return {};
  std::istringstream rest(text.substr(bracket + 1));
  return {std::istream_iterator<std::string>(rest), {}};
}

double number(const std::string& text) {
  double value = 0;
  std::istringstream(text) >> value;
  return value;
}

/// @return when the machine started, in seconds since 1970; 0 when /proc does not tell.
double boot_time() {
  std::istringstream lines(text_of("/proc/stat"));
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("btime ")) return number(line.substr(6));
  return 0;
}

void sample_stat(Sample& sample) {
  // proc(5) counts fields from 1; ours begin with its third.
  constexpr std::size_t kUser = 14 - 3, kSystem = 15 - 3, kThreads = 20 - 3, kStart = 22 - 3,
                        kVirtual = 23 - 3, kResident = 24 - 3;
  const auto fields = stat_fields();
  if (fields.size() <= kResident) return;
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  const auto page_bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
  sample.add(Metric::ProcessCpuSeconds, (number(fields[kUser]) + number(fields[kSystem])) / ticks);
  sample.add(Metric::ProcessThreads, number(fields[kThreads]));
  sample.add(Metric::ProcessVirtualMemory, number(fields[kVirtual]));
  sample.add(Metric::ProcessResidentMemory, number(fields[kResident]) * page_bytes);
  if (const double boot = boot_time(); boot > 0)
    sample.add(Metric::ProcessStartTime, boot + number(fields[kStart]) / ticks);
}

void sample_descriptors(Sample& sample) {
  std::error_code error;
  std::size_t count = 0;
  std::filesystem::directory_iterator entry("/proc/self/fd", error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) ++count;
  // One of them is the listing's own.
  if (!error && count > 0) sample.add(Metric::ProcessOpenFds, static_cast<double>(count - 1));
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
    sample.add(Metric::ProcessMaxFds, static_cast<double>(limit.rlim_cur));
}

}  // namespace

void sample_process(Sample& sample) {
  sample_stat(sample);
  sample_descriptors(sample);
}

}  // namespace newswatch::metrics
