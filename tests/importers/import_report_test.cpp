#include "importers/import_report.h"

#include <gmock/gmock.h>

namespace newswatch::importers {
namespace {

TEST(ImportReport, IsEmptyWhenNothingWasMet) {
  EXPECT_EQ(ImportReport().to_text(), "");
  EXPECT_TRUE(ImportReport().is_clear());
}

TEST(ImportReport, TellsEachFindingAndThenHowManyOfAKind) {
  ImportReport report;
  report.add(Finding::NoStart, "Jane Doe, Senator");
  report.add(Finding::DuplicateName, "\"john roe\": john-roe-me, john-roe-tx");
  report.add(Finding::NoStart, "Ann Lee, Senator");
  EXPECT_EQ(report.to_text(),
            "left out: no start: Jane Doe, Senator\n"
            "ambiguous: one name, several people: \"john roe\": john-roe-me, john-roe-tx\n"
            "left out: no start: Ann Lee, Senator\n"
            "1 ambiguous: one name, several people\n"
            "2 left out: no start\n");
  EXPECT_EQ(report.count(Finding::NoStart), 2);
  EXPECT_FALSE(report.is_clear());
}

TEST(ImportReport, IsClearWhenAllThatIsMissingWasNotAskedFor) {
  ImportReport report;
  report.add(Finding::AlreadyKnown, "Jane Doe: jane-doe");
  report.add(Finding::BeginsLater, "Jane Doe, Senator, from 2027-01-03 to now");
  EXPECT_TRUE(report.is_clear());
}

}  // namespace
}  // namespace newswatch::importers
