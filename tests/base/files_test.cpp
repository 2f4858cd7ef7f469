#include "base/files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace newswatch {
namespace {

TEST(ReadFile, GivesAllBytes) {
  const auto path = std::filesystem::temp_directory_path() / ("files-" + std::to_string(getpid()));
  for (const std::size_t size : {0U, 1U, 65'535U, 65'536U, 65'537U, 300'000U}) {
    std::string content(size, 'x');
    if (size > 0) content[size / 2] = '\0';
    std::ofstream(path, std::ios::binary) << content;
    const auto read = read_file(path);
    ASSERT_TRUE(read) << size;
    EXPECT_EQ(*read, content) << size;
  }
  std::filesystem::remove(path);
}

TEST(ReadFile, SaysWhyItCanNot) {
  EXPECT_EQ(read_file("/no/such/file").error().message, "No such file or directory");
  const auto folder = read_file("/");
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, ErrorCode::Io);
  EXPECT_EQ(folder.error().message, "Is a directory");
}

}  // namespace
}  // namespace newswatch
