#include "daemon/admin/overview.h"

#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

using std::chrono::seconds;

TEST(Overview, TellsRatesOfTheTimeBetween) {
  const Overview before = {.rules = 160, .articles = 1000, .alerts = 10};
  const Overview now = {.rules = 160, .articles = 3500, .alerts = 12};
  EXPECT_EQ(to_line(before, now, seconds(5)),
            "ready; 500.0 articles/s, 0.4 alerts/s, 0 records waiting, 160 rules");
}

TEST(Overview, TellsHowFarBehindItIs) {
  const Overview now = {.rules = 1, .lag_records = 90000, .lag_seconds = 61.25};
  EXPECT_EQ(to_line(now, now, seconds(5)),
            "ready; 0.0 articles/s, 0.0 alerts/s, 90000 records waiting, 61.2 s behind, 1 rules");
}

TEST(Overview, TellsThatItsRulesAreOld) {
  const Overview now = {.rules = 2, .about_rules = "the last reload failed"};
  EXPECT_TRUE(to_line(now, now, seconds(5)).ends_with(", 2 rules (the last reload failed)"));
}

TEST(Overview, TellsWhyItIsNotReady) {
  Overview now = {.complaint = "consumer-0: no broker reached yet"};
  EXPECT_EQ(to_line(now, now, seconds(5)),
            "not ready: consumer-0: no broker reached yet; 0.0 articles/s, 0.0 alerts/s, 0 records "
            "waiting, 0 rules");
  now.is_draining = true;
  EXPECT_TRUE(to_line(now, now, seconds(5)).starts_with("draining;"));
}

}  // namespace
}  // namespace newswatch::daemon
