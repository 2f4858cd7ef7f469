#include "kafka/oauth_token.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace newswatch::kafka {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const OAuthOptions kOptions{.token_url = "http://127.0.0.1:9/token",
                            .client_id = "news",
                            .client_secret = "sesame",
                            .scope = "",
                            .ca_file = ""};

TEST(OAuthToken, IsReadWithItsLifetime) {
  const auto token =
      parse_token_answer(kOptions, 200, R"({"access_token": "a.b.c", "expires_in": 3600})");
  ASSERT_TRUE(token) << token.error().message;
  EXPECT_EQ(token->value, "a.b.c");
  EXPECT_EQ(token->lifetime, std::chrono::hours(1));
}

TEST(OAuthToken, LivesFiveMinutesWhereNothingIsTold) {
  EXPECT_EQ(parse_token_answer(kOptions, 200, R"({"access_token": "a"})")->lifetime,
            std::chrono::minutes(5));
}

TEST(OAuthToken, IsRefusedWithTheServersWordAndNothingElseOfItsAnswer) {
  const auto token = parse_token_answer(
      kOptions, 401, R"({"error": "invalid_client", "error_description": "not sesame"})");
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::Refused);
  EXPECT_THAT(token.error().message,
              AllOf(HasSubstr("gives \"news\" no token (HTTP 401, invalid_client)"),
                    HasSubstr("kafka.oauth_client_secret_file"), Not(HasSubstr("sesame"))));
  EXPECT_THAT(parse_token_answer(kOptions, 400, R"({"error": "Sesame!"})").error().message,
              HasSubstr("(HTTP 400)"));
}

struct Case {
  std::string_view name;
  long status;
  const char* body;
};
const Case kNonsense[] = {
    {"NoJson", 200, "<html>"},
    {"NoObject", 200, "[]"},
    {"NoToken", 200, "{}"},
    {"TokenOfAnotherType", 200, R"({"access_token": 7})"},
    {"EmptyToken", 200, R"({"access_token": ""})"},
    {"Broken", 503, ""},
};
class Nonsense : public testing::TestWithParam<Case> {};
TEST_P(Nonsense, IsNoToken) {
  const auto token = parse_token_answer(kOptions, GetParam().status, GetParam().body);
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(token.error().message, HasSubstr("without an access_token"));
}
INSTANTIATE_TEST_SUITE_P(Answers, Nonsense, testing::ValuesIn(kNonsense),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(OAuthToken, IsNotHadFromAServerThatIsAway) {
  const auto token = fetch_token(kOptions);
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().code, ErrorCode::Unavailable);
  EXPECT_THAT(token.error().message, AllOf(HasSubstr("no answer from http://127.0.0.1:9/token"),
                                           Not(HasSubstr("sesame"))));
}

}  // namespace
}  // namespace newswatch::kafka
