#include "daemon/pipeline/source_names.h"

#include <gtest/gtest.h>

namespace newswatch::daemon {
namespace {

struct Case {
  const char* name;
  const char* outlet;
  const char* domain;
  const char* counted_as;
};

articles::Outlet outlet(const char* name, const char* domain) {
  return {.name = name, .domain = domain, .country = ""};
}

class SourceNamesTest : public testing::TestWithParam<Case> {};

TEST_P(SourceNamesTest, CountsAs) {
  const SourceNames names({"Reuters.com", "bbc.co.uk", "news.bbc.co.uk", "Harbour Times"});
  EXPECT_EQ(names.name_of(outlet(GetParam().outlet, GetParam().domain)), GetParam().counted_as);
}

INSTANTIATE_TEST_SUITE_P(Table, SourceNamesTest,
                         testing::Values(Case{"Domain", "Reuters", "reuters.com", "reuters.com"},
                                         Case{"Subdomain", "", "uk.reuters.com", "reuters.com"},
                                         Case{"NearestAbove", "", "x.news.bbc.co.uk",
                                              "news.bbc.co.uk"},
                                         Case{"EndOfAnotherDomain", "", "notreuters.com", "other"},
                                         Case{"Name", "HARBOUR Times", "", "harbour times"},
                                         Case{"NameBesideAnUnknownDomain", "Harbour Times",
                                              "harbour.example", "harbour times"},
                                         Case{"Neither", "", "", "other"}),
                         [](const auto& test) { return test.param.name; });

TEST(SourceNames, AreAllOtherWhereNoneIsNamed) {
  EXPECT_EQ(SourceNames().name_of(outlet("Reuters", "reuters.com")), "other");
}

}  // namespace
}  // namespace newswatch::daemon
