#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string>

namespace newswatch::kafka {

/// Frees what OpenSSL's C API hands out.
struct FreeOpenssl {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

using BioHandle = std::unique_ptr<BIO, FreeOpenssl>;
using X509Handle = std::unique_ptr<X509, FreeOpenssl>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeOpenssl>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, FreeOpenssl>;

/// @param text  borrowed, as long as the handle is read from.
inline BioHandle bio_of(const std::string& text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace newswatch::kafka
