#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswatch::daemon {

/// Who may see what the admin server shows. Empty: everybody.
struct AdminAccess {
  std::string username;  ///< For HTTP's basic authentication, with `password`.
  std::string password;
  std::string token;  ///< For `Authorization: Bearer`.
};

/// Tells from a request's header `Authorization` whether it may be answered. Either way of the two
/// does where both are set up. Sources: RFC 7617 (basic), RFC 6750 (bearer).
class AdminGate {
 public:
  explicit AdminGate(const AdminAccess& access);

  /// @param authorization  the header's value; null: there is none. Takes as long for a wrong one
  /// as
  ///                       for a right one of the same length.
  bool lets_in(const char* authorization) const;

  /// @return a header that is let in; empty where none is asked for.
  std::string credentials() const;

  /// @return the header that tells what is asked for, with the ends of its lines.
  std::string challenge() const;

 private:
  bool basic_ = false;
  bool bearer_ = false;
  std::vector<std::string> credentials_;  // values of the header, their schemes in small letters
};

}  // namespace newswatch::daemon
