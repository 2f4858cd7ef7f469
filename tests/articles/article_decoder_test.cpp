#include "articles/article_decoder.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/articles/default_fields.h"

namespace newswatch::articles {
namespace {

using testing::HasSubstr;

Result<Article> decode(std::string json, DecoderOptions options = {.fields = default_fields()},
                       std::optional<Timestamp> received_at = std::nullopt) {
  Record record;
  record.payload = std::move(json);
  record.received_at = received_at;
  return ArticleDecoder(std::move(options)).decode(record);
}

/// @return the article of a record that must be one; an empty one after a failure.
Article article(std::string json, DecoderOptions options = {.fields = default_fields()},
                std::optional<Timestamp> received_at = std::nullopt) {
  auto result = decode(std::move(json), std::move(options), received_at);
  if (result) return *std::move(result);
  ADD_FAILURE() << result.error().message;
  return {};
}

std::string error_of(std::string json) {
  const auto result = decode(std::move(json));
  return result ? "no error" : result.error().message;
}

TEST(Articles, HaveAllTheirFields) {
  const auto a = article(R"({
    "id": "n-1", "url": "https://www.example.com/a", "title": "Rain", "body": "It rained.",
    "published_at": "2026-11-23T08:30:00Z", "lang": "en-GB", "authors": "Ann Lee",
    "source": {"name": "The Example", "domain": "example.org", "country": "GB"},
    "version": "3", "status": "corrected"})");
  EXPECT_EQ(a.id.value, "n-1");
  EXPECT_EQ(a.url, "https://www.example.com/a");
  EXPECT_EQ(a.title, "Rain");
  EXPECT_EQ(a.body, "It rained.");
  EXPECT_EQ(a.published_at, parse_rfc3339("2026-11-23T08:30:00Z"));
  EXPECT_EQ(a.date_doubt, DateDoubt::None);
  EXPECT_EQ(a.lang, "en-GB");
  EXPECT_EQ(a.byline, "Ann Lee");
  EXPECT_EQ(a.source.name, "The Example");
  EXPECT_EQ(a.source.domain, "example.org");
  EXPECT_EQ(a.source.country, "GB");
  EXPECT_EQ(a.version, "3");
  EXPECT_EQ(a.status, Status::Corrected);
}

TEST(Articles, ComeInCloudEventsEnvelopes) {
  const auto a = article(R"({
    "specversion": "1.0", "id": "event-9", "source": "/feeds/7", "type": "article.published",
    "time": "2026-11-23T09:00:00Z", "datacontenttype": "application/json",
    "data": {"id": "n-1", "title": "Rain", "source": "The Example"}})");
  EXPECT_EQ(a.id.value, "n-1");
  EXPECT_EQ(a.title, "Rain");
  EXPECT_EQ(a.source.name, "The Example");
  EXPECT_EQ(a.published_at, parse_rfc3339("2026-11-23T09:00:00Z"));
}

TEST(Articles, KeepTheirTextAsDecoded) {
  const auto a =
      article(R"({"title": "caf\u00e9 \uD83D\uDE00 \"x\"\n", "body": "<p>a &amp; b\u0000</p>"})");
  EXPECT_EQ(a.title, "caf\u00E9 \U0001F600 \"x\"\n");
  EXPECT_EQ(a.body, std::string("<p>a &amp; b\0</p>", 17));
}

TEST(Articles, CountTheFirstOfDuplicateKeys) {
  EXPECT_EQ(article(R"({"title": "first", "title": "second"})").title, "first");
  EXPECT_EQ(article(R"({"data": {"title": "first"}, "data": {"title": "second"}})").title, "first");
}

TEST(Articles, OwnTheirText) {
  ArticleDecoder decoder({.fields = default_fields()});
  Record record;
  record.payload = R"({"title": "Rain in Spain falls mainly in the plain"})";
  const auto first = decoder.decode(record);
  record.payload.assign(record.payload.size(), '?');
  EXPECT_FALSE(decoder.decode(record));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->title, "Rain in Spain falls mainly in the plain");
}

TEST(Decoders, CanBeMoved) {
  ArticleDecoder first({.fields = default_fields()});
  ArticleDecoder second(std::move(first));
  Record record;
  record.payload = R"({"title": "Rain"})";
  EXPECT_TRUE(second.decode(record));
  second = ArticleDecoder({.fields = default_fields(), .max_record_bytes = 5});
  EXPECT_FALSE(second.decode(record));
}

struct Mapped {
  std::string_view name;
  std::vector<JsonPointer> title;
  std::string json;
  std::string_view expected;
};
const Mapped kMapped[] = {
    {"TopLevel", pointers({"/headline"}), R"({"headline": "Rain"})", "Rain"},
    {"FirstPresentWins", pointers({"/a", "/b"}), R"({"b": "second", "a": "first"})", "first"},
    {"AbsentIsPassed", pointers({"/a", "/b"}), R"({"b": "second"})", "second"},
    {"NullIsPassed", pointers({"/a", "/b"}), R"({"a": null, "b": "second"})", "second"},
    {"BrokenPathIsPassed", pointers({"/a/x", "/b"}), R"({"a": "text", "b": "second"})", "second"},
    {"Nested", pointers({"/a/b/c"}), R"({"a": {"b": {"c": "Rain"}}})", "Rain"},
    {"FirstOfAList", pointers({"/items/0"}), R"({"items": ["Rain", "Sun"]})", "Rain"},
    {"SecondOfAList", pointers({"/items/1/t"}), R"({"items": [{}, {"t": "Sun"}]})", "Sun"},
    {"BehindTheList", pointers({"/items/2", "/b"}), R"({"items": ["a", "b"], "b": "x"})", "x"},
    {"LeadingZeroIsNoIndex", pointers({"/items/01", "/b"}), R"({"items": ["a", "b"], "b": "x"})",
     "x"},
    {"HugeIndex", pointers({"/items/99999999999999999999", "/b"}), R"({"items": ["a"], "b": "x"})",
     "x"},
    {"MinusIsNoIndex", pointers({"/items/-", "/b"}), R"({"items": ["a"], "b": "x"})", "x"},
    {"DigitsAsAKey", pointers({"/0"}), R"({"0": "Rain"})", "Rain"},
    {"KeyWithSlash", pointers({"/a~1b"}), R"({"a/b": "Rain"})", "Rain"},
    {"KeyWithTilde", pointers({"/a~0b"}), R"({"a~b": "Rain"})", "Rain"},
    {"KeyWithTildeOne", pointers({"/a~01"}), R"({"a~1": "Rain"})", "Rain"},
    {"EmptyKey", pointers({"/"}), R"({"": "Rain"})", "Rain"},
    {"EscapedKey", pointers({"/caf\u00E9"}), R"({"caf\u00e9": "Rain"})", "Rain"},
    {"KeysAreCaseSensitive", pointers({"/Title", "/b"}), R"({"title": "a", "b": "x"})", "x"},
};
class MappedTitle : public testing::TestWithParam<Mapped> {};
TEST_P(MappedTitle, IsFoundByItsPointers) {
  DecoderOptions options;
  options.fields.title = GetParam().title;
  EXPECT_EQ(article(GetParam().json, options).title, GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Articles, MappedTitle, testing::ValuesIn(kMapped),
                         [](const auto& test) { return std::string(test.param.name); });

struct SourceCase {
  std::string_view name;
  std::string json;
  std::string_view outlet, domain, country;
};
const SourceCase kSources[] = {
    {"Absent", "", "", "", ""},
    {"Null", R"("source": null)", "", "", ""},
    {"Name", R"("source": "The Example")", "The Example", "", ""},
    {"Object", R"("source": {"name": "N", "domain": "d.example", "country": "FR"})", "N",
     "d.example", "FR"},
    {"PartsMayBeNull", R"("source": {"name": "N", "domain": null, "other": 5})", "N", "", ""},
    {"EmptyObject", R"("source": {})", "", "", ""},
    {"GivenDomainIsTidied", R"("source": {"domain": "WWW.D.example"})", "", "d.example", ""},
    {"GivenDomainWins", R"("source": {"domain": "d.example"}, "url": "https://u.example/")", "",
     "d.example", ""},
    {"FromTheUrl", R"("source": "N", "url": "https://u.example/a/b")", "N", "u.example", ""},
    {"WithoutWww", R"("url": "https://www.u.example/")", "", "u.example", ""},
    {"WwwInsideStays", R"("url": "https://news.www.example/")", "", "news.www.example", ""},
    {"InLowerCase", R"("url": "HTTPS://WWW.U.Example/A")", "", "u.example", ""},
    {"WithoutPort", R"("url": "http://u.example:8080/a")", "", "u.example", ""},
    {"WithoutUser", R"("url": "http://me:secret@u.example:80/a")", "", "u.example", ""},
    {"AtSignInThePath", R"("url": "https://u.example/@me")", "", "u.example", ""},
    {"NoPath", R"("url": "https://u.example")", "", "u.example", ""},
    {"QueryWithoutPath", R"("url": "https://u.example?q=a.b/c")", "", "u.example", ""},
    {"FragmentWithoutPath", R"("url": "https://u.example#x")", "", "u.example", ""},
    {"Ipv6", R"("url": "http://[2001:db8::1]:80/a")", "", "[2001:db8::1]", ""},
    {"Ipv6NeverClosed", R"("url": "http://[2001:db8")", "", "[2001:db8", ""},
    {"NoScheme", R"("url": "u.example/a")", "", "", ""},
    {"NoHost", R"("url": "https://")", "", "", ""},
    {"NoUrlAtAll", R"("url": "tag:u.example,2026:1")", "", "", ""},
};
class Source : public testing::TestWithParam<SourceCase> {};
TEST_P(Source, IsReadFromAllItsForms) {
  const auto a = article(R"({"title": "Rain")" + std::string(GetParam().json.empty() ? "" : ", ") +
                         GetParam().json + "}");
  EXPECT_EQ(a.source.name, GetParam().outlet);
  EXPECT_EQ(a.source.domain, GetParam().domain);
  EXPECT_EQ(a.source.country, GetParam().country);
}
INSTANTIATE_TEST_SUITE_P(Articles, Source, testing::ValuesIn(kSources),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Sources, HavePartsWithPointersOfTheirOwn) {
  DecoderOptions options{.fields = default_fields()};
  options.fields.source_name = pointers({"/feed/title"});
  options.fields.source_domain = pointers({"/feed/domain"});
  options.fields.source_country = pointers({"/feed/country"});
  const auto a = article(
      R"({"title": "Rain", "feed": {"title": "F", "domain": "f.example", "country": "DE"},
          "source": {"name": "N", "domain": "n.example", "country": "FR"}})",
      options);
  EXPECT_EQ(a.source.name, "F");
  EXPECT_EQ(a.source.domain, "f.example");
  EXPECT_EQ(a.source.country, "DE");
  EXPECT_EQ(
      article(R"({"title": "Rain", "source": "N", "feed": {"title": ""}})", options).source.name,
      "N");
  const auto wrong = decode(R"({"title": "Rain", "feed": {"country": 5}})", options);
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().message, "/feed/country is a number, expected a string");
}

const Timestamp kArrival = *parse_rfc3339("2026-11-23T12:00:00Z");

struct DateCase {
  std::string_view name;
  std::string json;  ///< Of `published_at`.
  std::string_view published_at;
  DateDoubt doubt = DateDoubt::None;
};
const DateCase kDates[] = {
    {"Rfc3339", R"("2026-11-23T08:30:00+01:00")", "2026-11-23T07:30:00Z"},
    {"DateAlone", R"("2026-11-23")", "2026-11-23T00:00:00Z"},
    {"EpochSeconds", "1795422600", "2026-11-23T08:30:00Z"},
    {"EpochFraction", "1795422600.5", "2026-11-23T08:30:00.500Z"},
    {"EpochExponent", "1.7954226e9", "2026-11-23T08:30:00Z"},
    {"EpochMilliseconds", "1795422600000", "2026-11-23T08:30:00Z"},
    {"EpochMicroseconds", "1795422600000000", "2026-11-23T08:30:00Z"},
    {"EpochNanoseconds", "1795422600000000000", "2026-11-23T08:30:00Z"},
    {"Null", "null", "", DateDoubt::Missing},
    {"Words", R"("last Monday")", "", DateDoubt::Unreadable},
    {"EmptyText", R"("")", "", DateDoubt::Unreadable},
    {"NoSuchDay", R"("2026-02-30")", "", DateDoubt::Unreadable},
    {"DigitsAsText", R"("1795422600")", "", DateDoubt::Unreadable},
    {"NumberBeyondAllTime", "1e25", "", DateDoubt::Unreadable},
    {"NumberBeyondAllNumbers", "1e999", "", DateDoubt::Unreadable},
    {"FourHundredDigits", std::string(400, '1'), "", DateDoubt::Unreadable},
    {"FirstAcceptedDay", R"("1990-01-01")", "1990-01-01T00:00:00Z"},
    {"DayBefore", R"("1989-12-31T23:59:59.999Z")", "1989-12-31T23:59:59.999Z", DateDoubt::TooOld},
    {"Zero", "0", "1970-01-01T00:00:00Z", DateDoubt::TooOld},
    {"YearOne", R"("0001-01-01T00:00:00Z")", "0001-01-01T00:00:00Z", DateDoubt::TooOld},
    {"OneDayAhead", R"("2026-11-24T12:00:00Z")", "2026-11-24T12:00:00Z"},
    {"OneMillisecondMore", R"("2026-11-24T12:00:00.001Z")", "2026-11-24T12:00:00.001Z",
     DateDoubt::InTheFuture},
    {"FarFuture", R"("9999-12-31T23:59:59Z")", "9999-12-31T23:59:59Z", DateDoubt::InTheFuture},
};
class PublicationDate : public testing::TestWithParam<DateCase> {};
TEST_P(PublicationDate, IsReadAndDoubted) {
  const auto a = article(R"({"title": "Rain", "published_at": )" + GetParam().json + "}",
                         {.fields = default_fields()}, kArrival);
  EXPECT_EQ(a.published_at ? format_rfc3339(*a.published_at) : "", GetParam().published_at);
  EXPECT_EQ(a.date_doubt, GetParam().doubt);
  EXPECT_EQ(a.received_at, kArrival);
  EXPECT_EQ(a.event_time(), GetParam().doubt == DateDoubt::None ? a.published_at : kArrival);
}
INSTANTIATE_TEST_SUITE_P(Articles, PublicationDate, testing::ValuesIn(kDates),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(PublicationDates, KeepTheirValueBesideALargeNumber) {
  const auto a = article(
      R"({"title": "Rain", "published_at": 1795422600123000000, "version": 12345678901234567890, "x": 1e999})");
  EXPECT_EQ(a.published_at, parse_rfc3339("2026-11-23T08:30:00.123Z"));
  EXPECT_EQ(a.version, "12345678901234567890");
}

TEST(PublicationDates, HaveLimitsByConfiguration) {
  DecoderOptions options{.fields = default_fields()};
  options.earliest_date = *parse_date("2026-01-01");
  options.max_future = std::chrono::hours(1);
  const std::string begin = R"({"title": "Rain", "published_at": ")";
  EXPECT_EQ(article(begin + "2025-12-31\"}", options, kArrival).date_doubt, DateDoubt::TooOld);
  EXPECT_EQ(article(begin + "2026-11-23T13:00:01Z\"}", options, kArrival).date_doubt,
            DateDoubt::InTheFuture);
  EXPECT_EQ(article(begin + "2026-11-23T13:00:00Z\"}", options, kArrival).date_doubt,
            DateDoubt::None);
}

TEST(PublicationDates, InFilesReachToTheYear2100) {
  const std::string begin = R"({"title": "Rain", "published_at": ")";
  EXPECT_EQ(article(begin + "2099-12-31\"}").date_doubt, DateDoubt::None);
  EXPECT_EQ(article(begin + "2100-01-02\"}").date_doubt, DateDoubt::InTheFuture);
  EXPECT_EQ(article(R"({"title": "Rain"})").event_time(), std::nullopt);
}

struct TextCase {
  std::string_view name;
  std::string json;
  std::string_view expected;
};
const TextCase kBodies[] = {
    {"Text", R"("It rained.")", "It rained."},
    {"Paragraphs", R"(["One.", "Two."])", "One.\n\nTwo."},
    {"OneParagraph", R"(["One."])", "One."},
    {"EmptyFirstParagraph", R"(["", "Two."])", "\n\nTwo."},
    {"EmptyParagraphs", R"(["", "", "Two.", ""])", "\n\n\n\nTwo.\n\n"},
    {"NoParagraphs", "[]", ""},
    {"Null", "null", ""},
};
class Body : public testing::TestWithParam<TextCase> {};
TEST_P(Body, IsATextOrItsParagraphs) {
  EXPECT_EQ(article(R"({"title": "Rain", "body": )" + GetParam().json + "}").body,
            GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Articles, Body, testing::ValuesIn(kBodies),
                         [](const auto& test) { return std::string(test.param.name); });

const TextCase kAuthors[] = {
    {"Name", R"("Ann Lee")", "Ann Lee"},
    {"Names", R"(["Ann Lee", "Bo Chen"])", "Ann Lee; Bo Chen"},
    {"Objects", R"([{"name": "Ann Lee", "email": "a@example.com"}, {"name": "Bo Chen"}])",
     "Ann Lee; Bo Chen"},
    {"Nobody", "[]", ""},
};
class Authors : public testing::TestWithParam<TextCase> {};
TEST_P(Authors, BecomeAByline) {
  EXPECT_EQ(article(R"({"title": "Rain", "authors": )" + GetParam().json + "}").byline,
            GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Articles, Authors, testing::ValuesIn(kAuthors),
                         [](const auto& test) { return std::string(test.param.name); });

const TextCase kVersions[] = {
    {"Text", R"("1.2")", "1.2"},
    {"Integer", "3", "3"},
    {"NegativeInteger", "-3", "-3"},
    {"Zero", "0", "0"},
    {"LargestInteger", "18446744073709551615", "18446744073709551615"},
    {"Null", "null", ""},
};
class Version : public testing::TestWithParam<TextCase> {};
TEST_P(Version, IsATextOrAnInteger) {
  EXPECT_EQ(article(R"({"title": "Rain", "version": )" + GetParam().json + "}").version,
            GetParam().expected);
}
INSTANTIATE_TEST_SUITE_P(Articles, Version, testing::ValuesIn(kVersions),
                         [](const auto& test) { return std::string(test.param.name); });

struct MetadataCase {
  std::string_view name;
  std::string_view record;  ///< Beside its title.
  std::vector<std::string> values;
};
const MetadataCase kMetadata[] = {
    {"Text", R"("section": "Foreign policy")", {"Foreign policy"}},
    {"Texts", R"("section": ["a", "b", "a"])", {"a", "b", "a"}},
    {"Integer", R"("section": -12)", {"-12"}},
    {"LargeInteger", R"("section": 18446744073709551615)", {"18446744073709551615"}},
    {"Fraction", R"("section": 1.50)", {"1.5"}},
    {"Booleans", R"("section": [true, false])", {"true", "false"}},
    {"MixedList", R"("section": ["a", 1, true])", {"a", "1", "true"}},
    {"Absent", R"("other": "a")", {}},
    {"Null", R"("section": null)", {}},
    {"Object", R"("section": {"name": "a"})", {}},
    {"EmptyText", R"("section": "")", {}},
    {"EmptyList", R"("section": [])", {}},
    {"WhatIsNoValueInAList", R"("section": [null, {"name": "a"}, ["b"], "", "c"])", {"c"}},
    {"NumberOfNoMachineType", R"("section": [123456789012345678901234567890, 1e999, 5])", {"5"}},
    {"FirstPlace", R"("data": {"section": "a"}, "section": "b")", {"a"}},
    {"SecondPlaceForNull", R"("data": {"section": null}, "section": "b")", {"b"}},
    {"SecondPlaceForAnObject", R"("data": {"section": {}}, "section": "b")", {"b"}},
};

class MappedMetadata : public testing::TestWithParam<MetadataCase> {};

TEST_P(MappedMetadata, AreTextsNumbersAndBooleans) {
  DecoderOptions options{.fields = default_fields()};
  options.fields.metadata = {{"section", pointers({"/data/section", "/section"})}};
  const auto a = article(fmt::format(R"({{"title": "Rain", {}}})", GetParam().record), options);
  EXPECT_EQ(a.metadata,
            GetParam().values.empty() ? Metadata() : Metadata({{"section", GetParam().values}}));
}

INSTANTIATE_TEST_SUITE_P(Articles, MappedMetadata, testing::ValuesIn(kMetadata),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Articles, HaveTheFirstThousandMetadataOfAList) {
  DecoderOptions options{.fields = default_fields()};
  options.fields.metadata = {{"tags", pointers({"/tags"})}};
  std::string list = "0";
  for (int i = 1; i < 1200; ++i) list += fmt::format(",{}", i);
  const auto a = article(fmt::format(R"({{"title": "Rain", "tags": [{}]}})", list), options);
  ASSERT_EQ(a.metadata.at("tags").size(), 1000U);
  EXPECT_EQ(a.metadata.at("tags").back(), "999");
}

TEST(Articles, HaveOnlyTheMetadataThatAreMapped) {
  EXPECT_TRUE(article(R"({"title": "Rain", "section": "a"})").metadata.empty());
}

TEST(Articles, HaveTheStatusOfNinjs) {
  const auto status = [](const std::string& text) {
    return article(R"({"title": "Rain", "status": ")" + text + "\"}").status;
  };
  EXPECT_EQ(status("usable"), Status::Usable);
  EXPECT_EQ(status("corrected"), Status::Corrected);
  EXPECT_EQ(status("withdrawn"), Status::Withdrawn);
  EXPECT_EQ(status("canceled"), Status::Withdrawn);
  EXPECT_EQ(status("anything else"), Status::Usable);
  EXPECT_EQ(article(R"({"title": "Rain"})").status, Status::Usable);
}

TEST(ArticleIds, ComeFromTheUrlElseFromTheContent) {
  const std::string url = R"("url": "https://example.com/a")";
  EXPECT_EQ(article(R"({"id": "n-1", "title": "Rain", )" + url + "}").id.value, "n-1");
  EXPECT_EQ(article(R"({"title": "Rain", )" + url + "}").id.value, "https://example.com/a");
  EXPECT_EQ(article(R"({"id": "", "title": "Rain", )" + url + "}").id.value,
            "https://example.com/a");
  const auto id = article(R"({"title": "Rain", "body": "It rained."})").id.value;
  EXPECT_THAT(id, testing::MatchesRegex("[0-9a-f]+"));
  EXPECT_EQ(id.size(), 32U);
}

TEST(ArticleIds, OfTheSameContentAreTheSame) {
  const auto id = [](std::string json) { return article(std::move(json)).id.value; };
  const auto first = id(R"({"title": "Rain", "body": "It rained.", "lang": "en"})");
  EXPECT_EQ(id(R"({"body": "It \u0072ained.", "title": "Rain"})"), first);
  EXPECT_NE(id(R"({"title": "Rain", "body": "It rained"})"), first);
  EXPECT_NE(id(R"({"title": "RainI", "body": "t rained."})"), first);
}

TEST(DecodingErrors, OfSizeNameTheLimit) {
  const auto result =
      decode(R"({"title": "Rain"})", {.fields = default_fields(), .max_record_bytes = 16});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, ErrorCode::TooLarge);
  EXPECT_EQ(result.error().message, "record of 17 bytes, limit 16");
}

TEST(DecodingErrors, NameTheByte) {
  EXPECT_EQ(error_of("{\"title\": \"Rai\xFF\"}"), "not UTF-8 at byte 14");
  EXPECT_EQ(error_of("\xEF\xBB\xBF{\"title\": \"Rai\xFF\"}"), "not UTF-8 at byte 17");
  EXPECT_THAT(error_of(R"({"title": Rain})"), HasSubstr("near byte 10:"));
  EXPECT_THAT(error_of("{\"title\": \"Rain\"}\n{\"title\": \"Sun\"}\n"),
              HasSubstr("a second JSON object begins at byte 18: each needs a record of its own"));
  EXPECT_THAT(error_of("\xEF\xBB\xBF{\"title\": Rain}"), HasSubstr("near byte 13:"));
  EXPECT_THAT(error_of(R"({"title": "Rain")"), HasSubstr("near byte 16:"));
  EXPECT_THAT(error_of(R"({"title": "Rain \uD83D"})"), HasSubstr("near byte 22:"));
  EXPECT_THAT(error_of(R"({"title": "Rain", "x": "\uDE00"})"), HasSubstr("near byte 29:"));
}

TEST(DecodingErrors, NameThePointerAndBothTypes) {
  EXPECT_EQ(error_of(R"({"title": 5})"), "/title is a number, expected a string");
  EXPECT_EQ(error_of(R"({"data": {"title": {}}})"), "/data/title is an object, expected a string");
  EXPECT_EQ(error_of(R"({"body": true})"),
            "/body is a boolean, expected a string or a list of strings");
  EXPECT_EQ(error_of(R"({"body": ["a", 5]})"),
            "/body is a number, expected a string or a list of strings");
  EXPECT_EQ(error_of(R"({"source": []})"), "/source is a list, expected a string or an object");
  EXPECT_EQ(error_of(R"({"version": 1.5})"),
            "/version is a number, expected a string or an integer");
  EXPECT_EQ(error_of(R"({"published_at": []})"),
            "/published_at is a list, expected an RFC 3339 time or a number since 1970");
  EXPECT_EQ(error_of("[]"), "the record is a list, expected an object");
}

TEST(DecodingErrors, OfDepthNameTheLimit) {
  EXPECT_THAT(error_of(std::string(5000, '[') + std::string(5000, ']')),
              HasSubstr("deeper than 1024 levels"));
}

TEST(DecodingErrors, WithoutTextSaySo) {
  EXPECT_EQ(error_of(R"({"title": " "})"), "neither title nor body has a text");
}

}  // namespace
}  // namespace newswatch::articles
