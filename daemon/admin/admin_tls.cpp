#include "daemon/admin/admin_tls.h"

#include <dlfcn.h>
#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <string>
#include <utility>

#include "base/files.h"

namespace newswatch::daemon {
namespace {

/// civetweb looks for OpenSSL by names that Debian gives to development packages alone. These two
/// are loaded under them beforehand: see daemon/civetweb_openssl.
Result<void> load_for_civetweb() {
  for (const char* library : {"civetweb-crypto.so", "civetweb-ssl.so"})
    if (dlopen(library, RTLD_NOW) == nullptr)
      return fail(
          ErrorCode::Unavailable,
          fmt::format("admin.certificate_file: TLS takes {}, which is installed together "
                      "with newswatch: {}",
                      library, dlerror()));  // NOLINT(concurrency-mt-unsafe): glibc's is safe
  return {};
}

std::string last_openssl_reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "OpenSSL does not say why" : reason;
}

}  // namespace

void AdminTls::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

Result<std::unique_ptr<AdminTls>> AdminTls::open(kafka::TlsFiles files) {
  if (auto loaded = load_for_civetweb(); !loaded) return Unexpected(loaded.error());
  std::unique_ptr<AdminTls> tls(new AdminTls(std::move(files)));
  auto pair = read_pair(tls->files_);
  if (!pair) return Unexpected(pair.error());
  tls->pair_ = *std::move(pair);
  return tls;
}

AdminTls::AdminTls(kafka::TlsFiles files)
    : files_(std::move(files)), context_(SSL_CTX_new(TLS_server_method())), seen_(marks()) {
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  SSL_CTX_set_client_hello_cb(context_.get(), on_hello, this);
}

Result<AdminTls::Context> AdminTls::read_pair(const kafka::TlsFiles& files) {
  if (const auto problems = kafka::problems_of(files); !problems.empty())
    return fail(ErrorCode::InvalidConfiguration,
                fmt::format("{}: {}", problems.front().key, problems.front().message));
  Context pair(SSL_CTX_new(TLS_server_method()));
  const auto pem = read_file(files.key_file);
  const auto key = pem ? kafka::open_key(*pem, files.key_password) : nullptr;
  if (SSL_CTX_use_certificate_chain_file(pair.get(), files.certificate_file.c_str()) != 1 ||
      SSL_CTX_use_PrivateKey(pair.get(), key.get()) != 1 ||
      SSL_CTX_check_private_key(pair.get()) != 1)
    return fail(ErrorCode::InvalidConfiguration,
                fmt::format("admin.certificate_file: {} and {} can't be used: {}",
                            files.certificate_file, files.key_file, last_openssl_reason()));
  return pair;
}

AdminTls::Mark AdminTls::mark_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_ino, status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size};
}

AdminTls::Marks AdminTls::marks() const {
  return {mark_of(files_.certificate_file), mark_of(files_.key_file)};
}

/// The two files are renewed one after the other: between the two they do not fit.
void AdminTls::take_renewed() {
  const Marks now = marks();
  if (now == seen_) return;
  seen_ = now;
  auto pair = read_pair(files_);
  if (!pair)
    return spdlog::warn("the admin port keeps its certificate from before: {}",
                        pair.error().message);
  pair_ = *std::move(pair);
  spdlog::info("the admin port shows the renewed certificate in {}", files_.certificate_file);
}

int AdminTls::on_hello(SSL* connection, int* alert, void* tls) {
  auto& self = *static_cast<AdminTls*>(tls);
  const std::lock_guard lock(self.mutex_);
  self.take_renewed();
  if (SSL_set_SSL_CTX(connection, self.pair_.get()) != nullptr) return SSL_CLIENT_HELLO_SUCCESS;
  *alert = SSL_AD_INTERNAL_ERROR;
  return SSL_CLIENT_HELLO_ERROR;
}

}  // namespace newswatch::daemon
