#include "kafka/fetch_prober.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

#include "base/files.h"
#include "kafka/connection_hooks.h"
#include "kafka/handles.h"
#include "kafka/partition_list.h"

namespace newswatch::kafka {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{15};  // Of one try, with brokers that are slow to answer.

/// From this process to the one that forks.
struct Question {
  std::array<char, 256> topic;
  std::int32_t partition;
  std::int64_t offset;
};
enum class Answer : std::uint8_t { Readable, Deadly };

/// Reads one message, if there is one.
/// @param hooks  must live as long as the process.
void fetch(const Properties& properties, ConnectionHooks& hooks, const Question& question) {
  auto conf = properties.to_conf();
  if (!conf) return;
  hooks.add_to(conf->get());
  std::array<char, 512> reason{};
  rd_kafka_t* handle = rd_kafka_new(RD_KAFKA_CONSUMER, conf->get(), reason.data(), reason.size());
  if (handle == nullptr) return;
  static_cast<void>(conf->release());
  if (!hooks.start(handle)) return;
  rd_kafka_poll_set_consumer(handle);
  const auto list = list_of({{{question.topic.data(), question.partition}, question.offset}});
  rd_kafka_assign(handle, list.get());
  const auto deadline = Steady::now() + kPatience;
  while (Steady::now() < deadline) {
    const MessageHandle message(rd_kafka_consumer_poll(handle, 100));
    // An error about the batch is for this process to see, too: it does no harm.
    if (message && message->rkt != nullptr) return;
  }
}

[[noreturn]] void try_out(const Properties& properties, const OAuthOptions& oauth,
                          const Question& question) {
  const rlimit memory{.rlim_cur = FetchProber::kMemoryBytes, .rlim_max = FetchProber::kMemoryBytes};
  const rlimit none{.rlim_cur = 0, .rlim_max = 0};
  ::setrlimit(RLIMIT_DATA, &memory);
  ::setrlimit(RLIMIT_CORE, &none);
  std::signal(SIGABRT, SIG_DFL);
  const int silence = ::open("/dev/null", O_WRONLY | O_CLOEXEC);  // librdkafka tells of its end
  if (silence >= 0) ::dup2(silence, STDERR_FILENO);
  ConnectionHooks hooks({}, oauth, nullptr);
  fetch(properties, hooks, question);
  std::_Exit(0);
}

/// Closes all files but the standard ones and this one: locks and ports of the process before it
/// are not to outlive that. @return where the file is now.
int keep_only(int socket) {
  constexpr int kFirst = STDERR_FILENO + 1;
  if (socket != kFirst) ::dup2(socket, kFirst);
  ::close_range(kFirst + 1, std::numeric_limits<unsigned>::max(), 0);
  return kFirst;
}

/// The process that forks: it has one thread, so its children are whole.
[[noreturn]] void serve(int socket, const Properties& properties, const OAuthOptions& oauth) {
  Question question{};
  while (::recv(socket, &question, sizeof(question), 0) == sizeof(question)) {
    question.topic.back() = '\0';
    Answer answer = Answer::Readable;
    const pid_t child = ::fork();
    if (child == 0) try_out(properties, oauth, question);
    int status = 0;
    if (child > 0 && ::waitpid(child, &status, 0) == child && WIFSIGNALED(status))
      answer = Answer::Deadly;
    if (::send(socket, &answer, sizeof(answer), MSG_NOSIGNAL) != sizeof(answer)) break;
  }
  std::_Exit(0);
}

}  // namespace

Result<std::unique_ptr<FetchProber>> FetchProber::start(const ConnectionOptions& options) {
  auto properties = table_properties(options);
  if (!properties) return Unexpected(properties.error());
  properties->set("log.queue", "false");
  properties->set("fetch.message.max.bytes", "1");  // brokers give one batch, whatever its size
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets.data()) != 0)
    return io_error("socket pair", errno);
  const pid_t process = ::fork();
  if (process == 0) {
    serve(keep_only(sockets[1]), *properties, options.oauth);
  }
  ::close(sockets[1]);
  if (process < 0) {
    const int why = errno;
    ::close(sockets[0]);
    return io_error("fork", why);
  }
  return std::unique_ptr<FetchProber>(new FetchProber(sockets[0], process));
}

FetchProber::~FetchProber() {
  ::close(socket_);
  ::kill(process_, SIGKILL);  // it may be in the middle of a try
  ::waitpid(process_, nullptr, 0);
}

/// By doubling, then by halving: the batch's end can't be asked for.
std::int64_t FetchProber::first_readable(const TopicPartition& partition, std::int64_t offset) {
  const std::scoped_lock lock(mutex_);
  if (is_readable(partition, offset)) return offset;
  std::int64_t deadly = offset;
  std::int64_t step = 1;
  while (!is_readable(partition, offset + step)) {
    deadly = offset + step;
    step *= 2;
  }
  std::int64_t readable = offset + step;
  while (readable - deadly > 1) {
    const std::int64_t middle = deadly + (readable - deadly) / 2;
    (is_readable(partition, middle) ? readable : deadly) = middle;
  }
  return readable;
}

bool FetchProber::is_readable(const TopicPartition& partition, std::int64_t offset) {
  Question question{.topic = {}, .partition = partition.partition, .offset = offset};
  std::memcpy(question.topic.data(), partition.topic.data(),
              std::min(partition.topic.size(), question.topic.size() - 1));
  Answer answer = Answer::Readable;
  if (::send(socket_, &question, sizeof(question), MSG_NOSIGNAL) != sizeof(question)) return true;
  if (::recv(socket_, &answer, sizeof(answer), 0) != sizeof(answer)) return true;
  return answer == Answer::Readable;
}

}  // namespace newswatch::kafka
