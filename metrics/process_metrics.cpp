#include "metrics/process_metrics.h"

#include <sys/resource.h>
#include <time.h>
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

double seconds_of(clockid_t clock) {
  timespec time{};
  if (::clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// @return when the machine started, in seconds since 1970. /proc/stat has it too, but a hardened
///         service may not see that (ProcSubset=pid). The same in each call: two clocks are read
///         one behind the other, and one of them is set right now and then.
double boot_time() {
  static const double kBootTime = seconds_of(CLOCK_REALTIME) - seconds_of(CLOCK_BOOTTIME);
  return kBootTime;
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
  sample.add(Metric::ProcessStartTime, boot_time() + number(fields[kStart]) / ticks);
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
