#include "base/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace newswatch {
namespace {

/// One thread's SHA-256. What OpenSSL 3 looks up by name each time, unless it is kept, takes ten
/// times as long as hashing the few bytes of an id.
class Sha256 {
 public:
  /// @return whether it worked.
  bool begin() {
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> kMethod(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), &EVP_MD_free);
    return kMethod && context_ && EVP_DigestInit_ex(context_.get(), kMethod.get(), nullptr) == 1;
  }
  bool add(const void* data, std::size_t size) {
    return EVP_DigestUpdate(context_.get(), data, size) == 1;
  }
  bool end(std::array<unsigned char, EVP_MAX_MD_SIZE>& hash) {
    return EVP_DigestFinal_ex(context_.get(), hash.data(), nullptr) == 1;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(),
                                                                   &EVP_MD_CTX_free};
};

bool add_part(Sha256& sha256, std::string_view part) {
  std::array<unsigned char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i)
    length[i] = static_cast<unsigned char>(part.size() >> (8 * i));
  return sha256.add(length.data(), length.size()) && sha256.add(part.data(), part.size());
}

}  // namespace

std::string digest(const std::vector<std::string_view>& parts) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::size_t kKeptBytes = 16;
  thread_local Sha256 sha256;
  std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
  bool fine = sha256.begin();
  for (const std::string_view part : parts) fine = fine && add_part(sha256, part);
  fine = fine && sha256.end(hash);
  // Without a hash there are no ids; publishing alerts without would break every subscriber's
  // deduplication.
  if (!fine) std::abort();
  std::string text;
  for (std::size_t i = 0; i < kKeptBytes; ++i) {
    text += kDigits[hash[i] >> 4U];
    text += kDigits[hash[i] & 0xFU];
  }
  return text;
}

}  // namespace newswatch
