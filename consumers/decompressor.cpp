#include "consumers/decompressor.h"

#include <fmt/format.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>

namespace newswatch::consumers {
namespace {

constexpr std::string_view kGzipMagic = "\x1F\x8B";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";

/// Makes room behind `text`, has `fill` write there, and cuts what it left.
template <typename Fill>
auto append_to(std::string& text, std::size_t room, Fill fill) {
  const std::size_t before = text.size();
  text.resize(before + room);
  std::size_t written = 0;
  const auto outcome = fill(text.data() + before, written);
  text.resize(before + written);
  return outcome;
}

class Gzip final : public Decompressor {
 public:
  Gzip() {
    constexpr int kGzipAlone = 16;
    state_is_ready_ = inflateInit2(&state_, MAX_WBITS + kGzipAlone) == Z_OK;
  }
  ~Gzip() override { inflateEnd(&state_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  Result<std::size_t> unpack(std::string_view packed, std::size_t most,
                             std::string& unpacked) override {
    if (!state_is_ready_) return fail(ErrorCode::Io, "there is no memory to unpack it");
    if (ended_ && !packed.empty()) inflateReset(&state_);
    constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
    const auto given = static_cast<uInt>(std::min(packed.size(), kMost));
    // zlib declares what it only reads as writable.
    state_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(packed.data()));
    state_.avail_in = given;
    const int code =
        append_to(unpacked, std::min(most, kMost), [&](char* room, std::size_t& written) {
          state_.next_out = reinterpret_cast<Bytef*>(room);
          state_.avail_out = static_cast<uInt>(std::min(most, kMost));
          const int inflated = inflate(&state_, Z_NO_FLUSH);
          written = std::min(most, kMost) - state_.avail_out;
          return inflated;
        });
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      return fail(ErrorCode::Io, fmt::format("is damaged gzip: {}",
                                             state_.msg == nullptr ? zError(code) : state_.msg));
    ended_ = code == Z_STREAM_END;
    return given - state_.avail_in;
  }

  bool is_whole() const override { return ended_; }

 private:
  z_stream state_{};
  bool state_is_ready_ = false;
  bool ended_ = false;
};

class Zstandard final : public Decompressor {
 public:
  Result<std::size_t> unpack(std::string_view packed, std::size_t most,
                             std::string& unpacked) override {
    if (!state_) return fail(ErrorCode::Io, "there is no memory to unpack it");
    ZSTD_inBuffer given{packed.data(), packed.size(), 0};
    const std::size_t left = append_to(unpacked, most, [&](char* room, std::size_t& written) {
      ZSTD_outBuffer out{room, most, 0};
      const std::size_t code = ZSTD_decompressStream(state_.get(), &out, &given);
      written = ZSTD_isError(code) != 0 ? 0 : out.pos;
      return code;
    });
    if (ZSTD_isError(left) != 0)
      return fail(ErrorCode::Io, fmt::format("is damaged Zstandard: {}", ZSTD_getErrorName(left)));
    ended_ = left == 0;
    return given.pos;
  }

  bool is_whole() const override { return ended_; }

 private:
  struct Free {
    void operator()(ZSTD_DStream* state) const { ZSTD_freeDStream(state); }
  };
  std::unique_ptr<ZSTD_DStream, Free> state_{ZSTD_createDStream()};
  bool ended_ = false;
};

}  // namespace

bool is_too_short(std::string_view beginning) {
  const auto is_part_of = [&](std::string_view magic) {
    return beginning.size() < magic.size() && magic.starts_with(beginning);
  };
  return is_part_of(kGzipMagic) || is_part_of(kZstdMagic);
}

std::unique_ptr<Decompressor> decompressor_for(std::string_view beginning) {
  if (beginning.starts_with(kGzipMagic)) return std::make_unique<Gzip>();
  if (beginning.starts_with(kZstdMagic)) return std::make_unique<Zstandard>();
  return nullptr;
}

}  // namespace newswatch::consumers
