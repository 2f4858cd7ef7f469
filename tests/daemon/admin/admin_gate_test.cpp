#include "daemon/admin/admin_gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(AdminGate, IsOpenWhereNothingIsAskedFor) {
  const AdminGate gate({});
  EXPECT_TRUE(gate.lets_in(nullptr));
  EXPECT_TRUE(gate.lets_in("Basic x"));
  EXPECT_THAT(gate.challenge(), IsEmpty());
}

TEST(AdminGate, AsksForNameAndPassword) {
  const AdminGate gate({.username = "Aladdin", .password = "open sesame", .token = ""});
  EXPECT_TRUE(gate.lets_in("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));  // the example of RFC 7617
  EXPECT_TRUE(gate.lets_in("BASIC QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  for (const char* wrong : {"", "Basic", "Basic ", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=",
                            "Basic qWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer open sesame",
                            "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==x"})
    EXPECT_FALSE(gate.lets_in(wrong)) << wrong;
  EXPECT_FALSE(gate.lets_in(nullptr));
  EXPECT_THAT(gate.challenge(), HasSubstr("WWW-Authenticate: Basic "));
  EXPECT_THAT(gate.challenge(), Not(HasSubstr("Bearer")));
}

TEST(AdminGate, AsksForAToken) {
  const AdminGate gate({.username = "", .password = "", .token = "s3cret"});
  EXPECT_TRUE(gate.lets_in("Bearer s3cret"));
  EXPECT_FALSE(gate.lets_in("Bearer s3creT"));
  EXPECT_FALSE(gate.lets_in("Basic Og=="));  // no name, no password
  EXPECT_THAT(gate.challenge(), HasSubstr("WWW-Authenticate: Bearer "));
}

TEST(AdminGate, TakesEitherWhereBothAreSetUp) {
  const AdminGate gate({.username = "a", .password = "b", .token = "t"});
  EXPECT_TRUE(gate.lets_in("Basic YTpi"));
  EXPECT_TRUE(gate.lets_in("Bearer t"));
  EXPECT_FALSE(gate.lets_in("Bearer YTpi"));
}

}  // namespace
}  // namespace newswatch::daemon
