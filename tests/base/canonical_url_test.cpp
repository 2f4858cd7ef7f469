#include "base/canonical_url.h"

#include <gtest/gtest.h>

namespace newswatch {
namespace {

struct Case {
  std::string_view name;
  std::string_view url;
  std::string_view canonical;
};
const Case kCases[] = {
    {"SchemeGoes", "http://example.org/a", "example.org/a"},
    {"SchemeInCapitals", "HTTPS://example.org/a", "example.org/a"},
    {"SchemeLeftOut", "//example.org/a", "example.org/a"},
    {"BlanksAroundIt", " https://example.org/a\n", "example.org/a"},
    {"HostInLowerCase", "https://Example.ORG/News/A", "example.org/News/A"},
    {"WwwGoes", "https://www.example.org/a", "example.org/a"},
    {"MobileGoes", "https://www.m.example.org/a", "example.org/a"},
    {"AmpHostGoes", "https://amp.example.org/a", "example.org/a"},
    {"DomainOfOneLetterStays", "https://m.org/a", "m.org/a"},
    {"OtherLabelsStay", "https://edition.example.org/a", "edition.example.org/a"},
    {"UserAndPortGo", "https://me:word@example.org:443/a", "example.org/a"},
    {"OtherPortsStay", "http://example.org:8080/a", "example.org:8080/a"},
    {"FragmentGoes", "https://example.org/a#comments", "example.org/a"},
    {"FinalSlashesGo", "https://example.org/a//", "example.org/a"},
    {"AmpBehind", "https://example.org/a/amp/", "example.org/a"},
    {"AmpInFront", "https://example.org/amp/a", "example.org/a"},
    {"AmpSuffix", "https://example.org/a.amp", "example.org/a"},
    {"AmpBeforeHtml", "https://example.org/a.amp.html", "example.org/a.html"},
    {"AmpAsPartOfAWordStays", "https://example.org/camp/lamp", "example.org/camp/lamp"},
    {"AmpParameter", "https://example.org/a?amp", "example.org/a"},
    {"AmpAsAValue", "https://example.org/a?outputType=amp&id=7", "example.org/a?id=7"},
    {"GoogleViewer", "https://www.google.com/amp/s/www.example.org/a/amp?id=7#x",
     "example.org/a?id=7"},
    {"AmpCache", "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a",
     "example.org/a"},
    {"TrackingGoes", "https://example.org/a?utm_source=x&UTM_Medium=y&fbclid=z&at_campaign=1",
     "example.org/a"},
    {"FeedGoes", "https://example.org/a?from=rss", "example.org/a"},
    {"OtherParametersStay", "https://example.org/a?id=7&utm_source=x", "example.org/a?id=7"},
    {"ParametersAreSorted", "https://example.org/a?page=2&id=7", "example.org/a?id=7&page=2"},
    {"EmptyParametersGo", "https://example.org/a?&&id=7&", "example.org/a?id=7"},
    {"ParameterChoosesThePage", "https://example.org/?p=1234", "example.org?p=1234"},
    {"QuestionMarkBehindTheHost", "https://example.org?p=1/2", "example.org?p=1/2"},
    {"FrontPageNamesNoArticle", "https://www.example.org/?utm_source=x", ""},
    {"NoHost", "https:///a", ""},
    {"Empty", "", ""},
    {"OtherNamesStay", "urn:newsml:example.org:20240101:1", "urn:newsml:example.org:20240101:1"},
    {"OtherSchemesStay", "ftp://example.org/a", "ftp://example.org/a"},
};
class CanonicalUrl : public testing::TestWithParam<Case> {};

TEST_P(CanonicalUrl, LeavesOutWhatDoesNotChooseThePage) {
  EXPECT_EQ(canonical_url(GetParam().url), GetParam().canonical);
}

INSTANTIATE_TEST_SUITE_P(All, CanonicalUrl, testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace newswatch
