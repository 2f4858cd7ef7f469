#include "kafka/tls_files.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/stat.h>

#include <algorithm>

#include "base/files.h"
#include "kafka/certificate.h"

namespace newswatch::kafka {
namespace {

using Problems = std::vector<TlsProblem>;

void add(Problems& problems, const std::string& key, const std::string& path,
         std::string_view why) {
  problems.push_back({key, fmt::format("{} {}", path, why)});
}

/// @return an empty text for what was not named, or can't be read.
std::string content(Problems& problems, const std::string& key, const std::string& path) {
  if (path.empty()) return "";
  auto text = read_file(path);
  if (!text) {
    add(problems, key, path,
        fmt::format("can't be read: {}; mend the path, or let this user read it",
                    text.error().message));
    return "";
  }
  if (text->empty()) add(problems, key, path, "is empty");
  return *std::move(text);
}

bool is_folder(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

void check_certificates(Problems& problems, const std::string& key, const std::string& path) {
  const auto pem = content(problems, key, path);
  if (pem.empty()) return;
  if (const auto found = certificates_of_pem(pem); !found)
    add(problems, key, path,
        found.error().message + ": it must begin with -----BEGIN CERTIFICATE-----");
}

/// Never asks on the terminal, as OpenSSL would by itself. @return the length, 0 where there is
/// none.
int give_password(char* buffer, int size, int /*writing*/, void* password) {
  const auto& text = *static_cast<const std::string*>(password);
  const auto length = std::min(text.size(), static_cast<std::size_t>(size));
  std::copy_n(text.data(), length, buffer);
  return static_cast<int>(length);
}

void tell_why_closed(Problems& problems, const std::string& pem, const TlsFiles& files) {
  const std::string key = files.section + ".key_file";
  const std::string password = files.section + ".key_password";
  if (pem.find("PRIVATE KEY-----") == std::string::npos)
    return add(problems, key, files.key_file, "has no private key in PEM form");
  if (pem.find("ENCRYPTED") == std::string::npos)
    return add(problems, key, files.key_file, "has a damaged private key");
  if (files.key_password.empty())
    return add(problems, key, files.key_file,
               fmt::format("is locked with a password: give it as {}_file", password));
  add(problems, password, files.key_file,
      fmt::format("does not open with this password: mend {}_file", password));
}

void check_pair(Problems& problems, const EVP_PKEY* key, const std::string& certificate_pem,
                const TlsFiles& files) {
  const auto bio = bio_of(certificate_pem);
  const X509Handle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  const bool fits = !certificate || X509_check_private_key(certificate.get(), key) == 1;
  ERR_clear_error();
  if (!fits)
    add(problems, files.section + ".key_file", files.key_file,
        fmt::format("is not the key of the first certificate in {} ({}): name the two that were "
                    "made together",
                    files.certificate_file, describe(certificate.get()).subject));
}

}  // namespace

std::vector<TlsProblem> problems_of(const TlsFiles& files) {
  Problems problems;
  if (!is_folder(files.ca_file))
    check_certificates(problems, files.section + ".ca_file", files.ca_file);
  check_certificates(problems, files.section + ".certificate_file", files.certificate_file);
  const auto pem = content(problems, files.section + ".key_file", files.key_file);
  if (pem.empty()) return problems;
  const auto key = open_key(pem, files.key_password);
  if (!key) {
    tell_why_closed(problems, pem, files);
  } else if (const auto certificate = read_file(files.certificate_file)) {
    check_pair(problems, key.get(), *certificate, files);
  }
  return problems;
}

KeyHandle open_key(const std::string& pem, const std::string& password) {
  const auto bio = bio_of(pem);
  KeyHandle key(PEM_read_bio_PrivateKey(bio.get(), nullptr, give_password,
                                        const_cast<std::string*>(&password)));
  ERR_clear_error();
  return key;
}

}  // namespace newswatch::kafka
