#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newswatch::consumers {

/// Unpacks one compressed file, piece by piece.
class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Appends at most `most` bytes to `unpacked`.
  /// @return how many bytes of `packed` were used; the rest has to be given again. Errors: `Io`, in
  /// words that do not name the file.
  virtual Result<std::size_t> unpack(std::string_view packed, std::size_t most,
                                     std::string& unpacked) = 0;

  /// @return whether the file is whole if it ends here.
  virtual bool is_whole() const = 0;
};

/// @return whether so few bytes do not tell yet how a file is compressed.
bool is_too_short(std::string_view beginning);

/// @param beginning  of a file: not too short, or all of it.
/// @return for gzip and Zstandard, of which a file may hold several one behind the other; null for
/// anything else. Source: RFC 1952, RFC 8878.
std::unique_ptr<Decompressor> decompressor_for(std::string_view beginning);

}  // namespace newswatch::consumers
