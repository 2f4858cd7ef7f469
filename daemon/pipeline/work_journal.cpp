#include "daemon/pipeline/work_journal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

namespace newswatch::daemon {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::uint64_t kMagic = 0x4e57'4a4f'5552'0002;  // its last digits are the version
constexpr int kMostProcesses = 64;
constexpr std::chrono::minutes kTurns{5};
constexpr std::chrono::minutes kCalm{2};
constexpr std::size_t kMostTopicBytes = 255;  // Kafka's own limit is 249

/// The lowest bits of a slot's state; above them is a number that counts the records.
enum State : std::uint64_t { Idle, Working, Crashed, TooSlow };
constexpr std::uint64_t kStates = 4;

std::uint64_t state_in(std::uint64_t word) { return word % kStates; }
std::uint64_t with_state(std::uint64_t word, State state) { return word - state_in(word) + state; }

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now().time_since_epoch())
      .count();
}

std::array<char, kMostTopicBytes + 1> padded(const std::string& topic) {
  std::array<char, kMostTopicBytes + 1> bytes{};
  std::memcpy(bytes.data(), topic.data(), std::min(topic.size(), kMostTopicBytes));
  return bytes;
}

/// Whatever stands in a file, it ends.
template <std::size_t kSize>
std::string_view text_of(const std::array<char, kSize>& bytes) {
  return {bytes.data(), ::strnlen(bytes.data(), kSize)};
}

/// Of the slot that this thread works for.
thread_local std::atomic<std::uint64_t>* state_of_thread = nullptr;

/// Only what a handler may do: one store, and the signal again, which now ends the process.
void on_deadly_signal(int signal) {
  if (auto* state = state_of_thread; state != nullptr) {
    const std::uint64_t word = state->load(std::memory_order_relaxed);
    if (state_in(word) == Working)
      state->store(with_state(word, Crashed), std::memory_order_relaxed);
  }
  std::raise(signal);
}

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = &on_deadly_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER | SA_ONSTACK);
  sigemptyset(&action.sa_mask);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
    sigaction(signal, &action, nullptr);
}

}  // namespace

struct WorkJournal::SlotData {
  std::atomic<std::uint64_t> state;
  std::atomic<std::int32_t> partition;
  std::atomic<std::int64_t> offset;
  std::atomic<std::int64_t> since_ms;  ///< By the steady clock.
  Activity::Place doing;
  std::array<char, kMostTopicBytes + 1> topic;
};

struct WorkJournal::Suspect {
  std::array<char, kMostTopicBytes + 1> topic;
  std::int32_t partition;
  std::uint32_t crashes;  ///< 0 and not too slow: no suspect.
  std::int64_t offset;
  std::uint32_t too_slow;
  std::array<char, Activity::kMostBytes + 1> doing;

  bool is_one() const { return crashes > 0 || too_slow != 0; }
};

struct WorkJournal::File {
  std::uint64_t magic;
  std::atomic<std::uint32_t> starts_without_progress;
  std::array<SlotData, kMostSlots> slots;
  std::array<Suspect, kMostSuspects> suspects;
};

Result<std::filesystem::path> journal_folder(const std::string& configured) {
  if (!configured.empty()) return std::filesystem::path(configured);
  // systemd: several folders stand with colons between them.
  if (const char* state = std::getenv("STATE_DIRECTORY"); state != nullptr && *state != '\0') {
    const std::string_view folders = state;
    return std::filesystem::path(folders.substr(0, folders.find(':')));
  }
  std::error_code error;
  const auto temporary = std::filesystem::temp_directory_path(error);
  if (error) return io_error("the folder for temporary files", error.value());
  const auto folder = temporary / fmt::format("newswatch-{}", ::geteuid());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return io_error(folder, errno);
  struct stat found {};
  if (::lstat(folder.c_str(), &found) != 0) return io_error(folder, errno);
  if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid())
    return fail(ErrorCode::Io, fmt::format("{} is somebody else's", folder.string()));
  return folder;
}

Result<std::unique_ptr<WorkJournal>> WorkJournal::open(const std::filesystem::path& folder,
                                                       const std::string& name) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return io_error(folder, error.value());
  for (int number = 0; number < kMostProcesses; ++number) {
    const auto path = folder / fmt::format("{}.{}.journal", name, number);
    FileDescriptor opened(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!opened.is_open()) return io_error(path, errno);
    if (::flock(opened.number(), LOCK_EX | LOCK_NB) != 0) continue;  // of a process that runs
    auto* file = map(opened);
    if (file == nullptr) return io_error(path, errno);
    return std::unique_ptr<WorkJournal>(new WorkJournal(std::move(opened), file));
  }
  return fail(ErrorCode::Io, fmt::format("{}: {} processes have a journal \"{}\" there already",
                                         folder.string(), kMostProcesses, name));
}

WorkJournal::File* WorkJournal::map(const FileDescriptor& opened) {
  const int number = opened.number();
  struct stat found {};
  const bool fits = ::fstat(number, &found) == 0 && found.st_size == sizeof(File);
  if (!fits && (::ftruncate(number, 0) != 0 || ::ftruncate(number, sizeof(File)) != 0))
    return nullptr;
  void* memory = ::mmap(nullptr, sizeof(File), PROT_READ | PROT_WRITE, MAP_SHARED, number, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<File*>(memory);
}

WorkJournal::WorkJournal(FileDescriptor opened, File* file)
    : opened_(std::move(opened)), file_(file), slots_(std::make_unique<Slot[]>(kMostSlots)) {
  if (file_->magic != kMagic) {
    std::memset(static_cast<void*>(file_), 0, sizeof(File));
    file_->magic = kMagic;
  }
  for (std::size_t i = 0; i < kMostSlots; ++i) {
    slots_[i].journal_ = this;
    slots_[i].data_ = &file_->slots[i];
  }
  began_ = Steady::now();
  take_stock();
}

WorkJournal::~WorkJournal() { ::munmap(file_, sizeof(File)); }

void WorkJournal::take_stock() {
  const auto is_marked = [](const SlotData& slot) { return state_in(slot.state) > Working; };
  const bool any_marked = std::ranges::any_of(file_->slots, is_marked);
  for (SlotData& slot : file_->slots) {
    const std::uint64_t state = state_in(slot.state);
    if (any_marked ? is_marked(slot) : state == Working) suspect(slot, state == TooSlow);
    slot.state = Idle;
  }
  suspects_fetching_ = file_->starts_without_progress.fetch_add(1) >= kMostCrashes;
  any_suspect_ = std::ranges::any_of(file_->suspects, &Suspect::is_one);
  if (any_suspect_) turns_end_ = Steady::now() + kTurns;
}

void WorkJournal::suspect(const SlotData& slot, bool too_slow) {
  const Origin origin{std::string(text_of(slot.topic)), slot.partition, slot.offset};
  Suspect* known = find(origin);
  if (known == nullptr) {
    // In the place of the one with the least against it.
    known = &*std::ranges::min_element(file_->suspects, {}, &Suspect::crashes);
    *known = {};
    known->topic = padded(origin.topic);
    known->partition = origin.partition;
    known->offset = origin.offset;
  }
  ++known->crashes;
  if (too_slow) known->too_slow = 1;
  known->doing = {};
  const std::string doing = Activity::read(slot.doing);
  std::memcpy(known->doing.data(), doing.data(), doing.size());
}

WorkJournal::Suspect* WorkJournal::find(const Origin& origin) const {
  const auto found = std::ranges::find_if(file_->suspects, [&](const Suspect& one) {
    return one.is_one() && one.offset == origin.offset && one.partition == origin.partition &&
           text_of(one.topic) == std::string_view(origin.topic).substr(0, kMostTopicBytes);
  });
  return found == file_->suspects.end() ? nullptr : &*found;
}

std::optional<Error> WorkJournal::verdict(const Origin& origin) const {
  if (!any_suspect_.load(std::memory_order_relaxed)) return std::nullopt;
  const std::scoped_lock lock(suspects_mutex_);
  const Suspect* known = find(origin);
  if (known == nullptr) return std::nullopt;
  const std::string_view doing = text_of(known->doing);
  const std::string at = doing.empty() ? "" : fmt::format(", at \"{}\"", doing);
  if (known->too_slow != 0)
    return Error{ErrorCode::TooSlow, fmt::format("took longer than articles.time_limit{}", at)};
  if (known->crashes < kMostCrashes) return std::nullopt;
  return Error{ErrorCode::Crashed, fmt::format("ended the process {} times{}", known->crashes, at)};
}

void WorkJournal::forget(const Origin& origin) {
  if (!any_suspect_.load(std::memory_order_relaxed)) return;
  const std::scoped_lock lock(suspects_mutex_);
  if (Suspect* known = find(origin)) *known = {};
  any_suspect_ = std::ranges::any_of(file_->suspects, &Suspect::is_one);
}

WorkJournal::Slot* WorkJournal::slot(std::size_t number) {
  return number < kMostSlots ? &slots_[number] : nullptr;
}

std::optional<std::string> WorkJournal::mark_slow(std::chrono::milliseconds limit) {
  std::optional<std::string> told;
  const std::int64_t latest = now_ms() - limit.count();
  for (SlotData& slot : file_->slots) {
    std::uint64_t word = slot.state.load(std::memory_order_acquire);
    if (state_in(word) != Working || slot.since_ms > latest) continue;
    const auto sentence =
        fmt::format("partition {} offset {} has taken longer than articles.time_limit, at \"{}\"",
                    slot.partition.load(), slot.offset.load(), Activity::read(slot.doing));
    // Not when it went on to another record meanwhile.
    if (slot.state.compare_exchange_strong(word, with_state(word, TooSlow)) && !told)
      told = sentence;
  }
  return told;
}

void WorkJournal::note_progress() {
  if (!suspects_fetching_ || Steady::now() - began_ > kCalm) note_orderly_end();
}

void WorkJournal::note_orderly_end() {
  file_->starts_without_progress.store(0, std::memory_order_relaxed);
}

std::vector<std::string> WorkJournal::suspicions() const {
  const std::scoped_lock lock(suspects_mutex_);
  std::vector<std::string> told;
  for (const Suspect& one : file_->suspects) {
    if (one.is_one())
      told.push_back(fmt::format("the process ended {} times at {}[{}] offset {}, \"{}\"",
                                 one.crashes, text_of(one.topic), one.partition, one.offset,
                                 text_of(one.doing)));
  }
  return told;
}

WorkJournal::Work::Work(Slot* slot, const Origin& origin) : slot_(slot), origin_(origin) {
  if (slot_ == nullptr) return;
  WorkJournal& journal = *slot_->journal_;
  if (journal.any_suspect_.load(std::memory_order_relaxed) && Steady::now() < journal.turns_end_)
    turn_ = std::unique_lock(journal.turn_);
  SlotData& data = *slot_->data_;
  data.topic = padded(origin.topic);
  data.partition.store(origin.partition, std::memory_order_relaxed);
  data.offset.store(origin.offset, std::memory_order_relaxed);
  data.since_ms.store(now_ms(), std::memory_order_relaxed);
  const std::uint64_t word = data.state.load(std::memory_order_relaxed);
  data.state.store(with_state(word, Idle) + kStates + Working, std::memory_order_release);
}

WorkJournal::Work::~Work() {
  if (slot_ == nullptr) return;
  SlotData& data = *slot_->data_;
  data.state.store(with_state(data.state.load(std::memory_order_relaxed), Idle),
                   std::memory_order_release);
  slot_->journal_->forget(origin_);
}

void WorkJournal::Slot::adopt() {
  watch_signals();
  state_of_thread = &data_->state;
  Activity::lend(&data_->doing);
  const auto size = static_cast<std::size_t>(std::max<long>(SIGSTKSZ, 16384));
  signal_stack_ = std::make_unique<std::byte[]>(size);
  const stack_t stack{.ss_sp = signal_stack_.get(), .ss_flags = 0, .ss_size = size};
  ::sigaltstack(&stack, nullptr);
}

std::optional<Error> WorkJournal::Slot::verdict(const Origin& origin) const {
  return journal_->verdict(origin);
}

void WorkJournal::Slot::forget(const Origin& origin) { journal_->forget(origin); }

}  // namespace newswatch::daemon
