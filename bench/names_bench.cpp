// What names of officials cost: articles that are searched for the names of 1,000 and of 1,000,000
// aliases, side by side on one core. Names are drawn from given names and surnames as frequent as
// those of a population, so that most surnames are shared by many. The thousand are among the
// million, and half of the people whom articles name are of them: the best known are looked for
// first. Prints how long loading took, bytes an alias, and the time an article takes.
//
// usage: names_bench [ARTICLES [ALIASES]]

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include "articles/article_decoder.h"
#include "bench/resources.h"
#include "detectors/officials/mention_finder.h"
#include "rules/official.h"
#include "text/analyser.h"

namespace newswatch::bench {
namespace {

using detectors::officials::find_mentions;
using detectors::officials::Roster;
using detectors::officials::Sightings;

constexpr int kRepeats = 5;
constexpr std::size_t kFew = 1'000;
constexpr double kMostTimes = 1.5;  ///< What a million may cost, of what a thousand do.
const Date kDay = std::chrono::sys_days(std::chrono::year(2024) / 5 / 17);

/// Words that look like names or like English, made from syllables.
class Words {
 public:
  explicit Words(std::uint64_t seed) : random_(seed) {}

  /// Of other syllables than names have: few words of English are names.
  std::string word(std::size_t syllables) {
    static constexpr std::array<std::string_view, 30> kSyllables = {
        "an",  "be",   "con",  "dis", "ed",   "for", "ge",  "hap", "ing",  "ject",
        "ly",  "ment", "ness", "ob",  "per",  "qua", "re",  "sub", "tion", "un",
        "ver", "with", "ex",   "pro", "ence", "act", "ize", "ble", "ful",  "est"};
    return joined(kSyllables, syllables);
  }
  std::string name(std::size_t syllables) {
    static constexpr std::array<std::string_view, 40> kSyllables = {
        "an", "ber", "co",  "da",  "el",  "fi",  "gar", "ha",   "ing", "jo",
        "ka", "lo",  "mar", "ne",  "or",  "pe",  "ri",  "sa",   "to",  "ul",
        "va", "wil", "ya",  "ze",  "bro", "cha", "den", "fran", "gu",  "hol",
        "is", "ley", "man", "nor", "ost", "pol", "ram", "sten", "ton", "vin"};
    std::string name = joined(kSyllables, syllables);
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }
  std::size_t below(std::size_t count) { return random_() % count; }
  /// Zipf's law, nearly: small numbers are frequent.
  std::size_t ranked(std::size_t count) {
    const double share = static_cast<double>(random_() >> 11) / 9007199254740992.0;
    return static_cast<std::size_t>(std::pow(static_cast<double>(count), share)) - 1;
  }

 private:
  template <std::size_t count>
  std::string joined(const std::array<std::string_view, count>& syllables, std::size_t number) {
    std::string word;
    for (std::size_t i = 0; i < number; ++i) word += syllables[below(count)];
    return word;
  }

  std::mt19937_64 random_;
};

/// The names that people and articles draw from, and the words between them.
struct Vocabulary {
  std::vector<std::string> given, surnames, words;

  Vocabulary() {
    Words made(1);
    for (int i = 0; i < 3'000; ++i) given.push_back(made.name(2));
    for (int i = 0; i < 60'000; ++i) surnames.push_back(made.name(2 + made.below(2)));
    for (int i = 0; i < 30'000; ++i) words.push_back(made.word(1 + made.below(3)));
  }
};

/// People with a full name, a middle initial, a nickname and a spelling each: four aliases.
std::vector<rules::Official> people(const Vocabulary& from, std::size_t aliases) {
  constexpr std::array<std::string_view, 6> kTitles = {
      "Senator", "Representative", "Governor", "Minister of Finance", "Secretary of State",
      "Mayor"};
  constexpr std::array<std::string_view, 8> kCountries = {"US", "GB", "FR", "DE",
                                                          "IN", "JP", "BR", "KE"};
  Words random(2);
  std::vector<rules::Official> officials;
  while (officials.size() * 4 < aliases) {
    const auto& given = from.given[random.ranked(from.given.size())];
    const auto& surname = from.surnames[random.below(from.surnames.size())];
    rules::Official& official = officials.emplace_back();
    official.name = given + " " + surname;
    official.surname = surname;
    const char initial = static_cast<char>('A' + random.below(26));
    official.aliases = {{.name = fmt::format("{} {}. {}", given, initial, surname)},
                        {.name = from.given[random.below(from.given.size())] + " " + surname},
                        {.name = given + " " + surname + random.word(1)}};
    official.roles = {{std::string(kTitles[random.below(kTitles.size())]),
                       std::string(kCountries[random.below(kCountries.size())]),
                       kDay - std::chrono::days(random.below(9'000))}};
  }
  return officials;
}

/// @param known  those whom all rosters have.
std::string article(const Vocabulary& from, const std::vector<rules::Official>& known,
                    Words& random) {
  std::string text;
  std::string last = from.surnames[0];
  for (int paragraph = 0; paragraph < 8; ++paragraph) {
    for (int sentence = 0; sentence < 3; ++sentence) {
      std::string first = from.words[random.ranked(from.words.size())];
      first[0] = static_cast<char>(first[0] - 'a' + 'A');
      text += first;
      for (std::size_t i = 0, words = 12 + random.below(12); i < words; ++i)
        text += " " + from.words[random.ranked(from.words.size())];
      switch (random.below(4)) {
        case 0: {
          const rules::Official& person = known[random.ranked(known.size())];
          last = person.surname;
          text += " " + person.name;
          break;
        }
        case 1:
          last = from.surnames[random.below(from.surnames.size())];
          text += " " + from.given[random.ranked(from.given.size())] + " " + last;
          break;
        case 2:
          text += ", said " + last;
          break;
        default:
          break;
      }
      text += ". ";
    }
    text += "\n\n";
  }
  return text;
}

articles::FieldMapping fields() {
  articles::FieldMapping mapping;
  mapping.id = {*articles::JsonPointer::parse("/id")};
  mapping.body = {*articles::JsonPointer::parse("/body")};
  return mapping;
}

struct Result {
  double load_seconds = 0;
  std::size_t index_bytes = 0, resident_bytes = 0, mentions = 0;
  double find_microseconds = 0, total_microseconds = 0;
};

Result measure(const Vocabulary& from, std::size_t aliases, const std::vector<Record>& articles) {
  Result result;
  const auto officials = people(from, aliases);
  const std::size_t before = resident_bytes();
  const double begin = cpu_seconds();
  const Roster roster(officials, {});
  result.load_seconds = cpu_seconds() - begin;
  result.resident_bytes = resident_bytes() - before;
  result.index_bytes = roster.index_bytes();

  articles::ArticleDecoder decoder({.fields = fields()});
  text::Analyser analyser;
  Sightings sightings;
  std::vector<double> find, total;
  for (int i = 0; i < kRepeats; ++i) {
    double in_find = 0;
    const double start = cpu_seconds();
    for (const Record& record : articles) {
      const auto article = decoder.decode(record).value();
      const auto& analysis = analyser.analyse({article.title, article.body, article.byline});
      const double before_find = cpu_seconds();
      find_mentions(roster, analysis, {.day = kDay, .country = "US"}, sightings);
      in_find += cpu_seconds() - before_find;
      if (i == 0) result.mentions += sightings.mentions.size();
    }
    total.push_back(cpu_seconds() - start);
    find.push_back(in_find);
  }
  // The least of the repeats: what else the machine does only adds to them.
  const auto each = [&](const std::vector<double>& seconds) {
    return 1e6 * std::ranges::min(seconds) / static_cast<double>(articles.size());
  };
  result.find_microseconds = each(find);
  result.total_microseconds = each(total);
  return result;
}

void print(std::size_t aliases, const Result& r, std::size_t articles) {
  const auto count = static_cast<double>(aliases);
  fmt::print("{:>9}  {:>6.2f} s  {:>11.1f}  {:>14.1f}  {:>13.2f}  {:>13.2f}  {:>8.2f}\n", aliases,
             r.load_seconds, static_cast<double>(r.index_bytes) / count,
             static_cast<double>(r.resident_bytes) / count, r.find_microseconds,
             r.total_microseconds, static_cast<double>(r.mentions) / static_cast<double>(articles));
}

int run(std::size_t count, std::size_t aliases) {
  const Vocabulary vocabulary;
  const auto known = people(vocabulary, kFew);
  Words random(3);
  std::vector<Record> articles;
  std::size_t bytes = 0;
  while (articles.size() < count) {
    const nlohmann::json event = {{"id", fmt::format("{}", articles.size())},
                                  {"body", article(vocabulary, known, random)}};
    articles.emplace_back().payload = event.dump();
    bytes += articles.back().payload.size();
  }
  const Result few = measure(vocabulary, kFew, articles);
  const Result many = measure(vocabulary, aliases, articles);
  fmt::print("{} articles of {} bytes, one core; whole: decoded, split into words, searched\n\n",
             count, bytes / std::max<std::size_t>(count, 1));
  fmt::print(
      "  aliases      load  index/alias  resident/alias  names µs/art.  whole µs/art.  mentions\n");
  print(kFew, few, count);
  print(aliases, many, count);
  const double ratio = many.total_microseconds / few.total_microseconds;
  fmt::print("\ntime an article, many to few: {:.2f} whole, {:.2f} names alone\n", ratio,
             many.find_microseconds / few.find_microseconds);
  if (ratio <= kMostTimes) return EXIT_SUCCESS;
  fmt::print(stderr, "error: more than {} times; on a busy machine others take the cache\n",
             kMostTimes);
  return EXIT_FAILURE;
}

}  // namespace
}  // namespace newswatch::bench

int main(int argc, char** argv) {
  const auto argument = [&](int at, std::size_t otherwise) {
    return argc > at ? std::strtoul(argv[at], nullptr, 10) : otherwise;
  };
  return newswatch::bench::run(argument(1, 5'000), argument(2, 1'000'000));
}
