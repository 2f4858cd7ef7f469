#pragma once

#include <librdkafka/rdkafka.h>

#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.h"

namespace newswatch::kafka {

/// What the brokers' certificates were like. librdkafka's threads add, any thread asks.
class BrokerCertificates {
 public:
  /// Notes one certificate of a broker's chain. Changes nothing about whether it is taken.
  /// @param verdict  of OpenSSL's check, as an `X509_V_…`.
  /// @param depth    0 for the broker's own, above that those of authorities.
  void note(std::string_view broker, int verdict, int depth, std::string_view der);

  /// @return what is wrong with the certificate of a broker and what to do, as one sentence; empty
  ///         where nothing is, or no certificate was seen.
  std::string complaint(std::string_view broker) const;

  /// @return until when each broker's own certificate is valid, by broker.
  std::map<std::string, Timestamp> valid_until() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::string, std::less<>> complaints_;
  std::map<std::string, Timestamp> valid_until_;
};

}  // namespace newswatch::kafka
