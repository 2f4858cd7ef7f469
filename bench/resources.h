#pragma once

#include <time.h>

#include <cstddef>
#include <fstream>
#include <limits>
#include <string>

namespace newswatch::bench {

/// @return processor time of this thread, in seconds: what others do on the machine does not count.
inline double cpu_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

/// @return the memory of the process that is resident now, in bytes.
inline std::size_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::size_t pages = 0, resident = 0;
  file >> pages >> resident;
  return resident * 4096;
}

/// @return the most that was resident, in bytes. `getrusage` would tell that of the program that
/// started this one, where it is more.
inline std::size_t peak_bytes() {
  std::ifstream file("/proc/self/status");
  std::string name;
  std::size_t kilobytes = 0;
  while (file >> name && name != "VmHWM:")
    file.ignore(std::numeric_limits<std::streamsize>::max(), '\n');
  file >> kilobytes;
  return kilobytes * 1024;
}

}  // namespace newswatch::bench
