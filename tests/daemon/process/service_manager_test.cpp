#include "daemon/process/service_manager.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "daemon/process/temporary_folder.h"

namespace newswatch::daemon {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::StartsWith;

/// Stands for systemd: a socket that takes messages.
class ServiceManagerTest : public testing::Test {
 protected:
  ServiceManagerTest() {
    const std::string path = (folder_.path() / "notify").string();
    sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
    std::memcpy(address.sun_path, path.data(), path.size());
    EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~ServiceManagerTest() override {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
  }

  std::vector<std::string> told() const {
    std::vector<std::string> messages;
    std::array<char, 4096> buffer{};
    ssize_t size = 0;
    while ((size = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0)
      messages.emplace_back(buffer.data(), static_cast<std::size_t>(size));
    return messages;
  }

  TemporaryFolder folder_ = TemporaryFolder::create().value();
  int socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ServiceManager manager_;
};

TEST_F(ServiceManagerTest, IsToldHowTheDaemonIs) {
  manager_.tell_ready();
  manager_.tell_alive();
  manager_.tell_reloading();
  manager_.tell_stopping();
  EXPECT_THAT(told(), ElementsAre("READY=1", "WATCHDOG=1",
                                  StartsWith("RELOADING=1\nMONOTONIC_USEC="), "STOPPING=1"));
}

TEST_F(ServiceManagerTest, HearsAStatusOnce) {
  for (const char* line : {"ready", "ready", "draining"}) manager_.tell_status(line);
  EXPECT_THAT(told(), ElementsAre("STATUS=ready", "STATUS=draining"));
}

TEST_F(ServiceManagerTest, NeedNotBeThere) {
  ::unsetenv("NOTIFY_SOCKET");
  manager_.tell_ready();
  ::setenv("NOTIFY_SOCKET", (folder_.path() / "gone").c_str(), 1);
  manager_.tell_ready();
  EXPECT_THAT(told(), IsEmpty());
}

}  // namespace
}  // namespace newswatch::daemon
