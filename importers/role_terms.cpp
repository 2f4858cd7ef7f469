#include "importers/role_terms.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace newswatch::importers {
namespace {

bool is_one_office(const ImportedRole& a, const ImportedRole& b) {
  return std::tie(a.title, a.country, a.acting) == std::tie(b.title, b.country, b.acting);
}

bool is_first_of_january(Date date) {
  const std::chrono::year_month_day day(date);
  return day.month() == std::chrono::January && day.day() == std::chrono::day(1);
}

/// @return whether `text` is a year or a month, as `2009`, `2009-01`, `2009-01-00`.
bool is_year_or_month(std::string_view text) {
  const bool only_digits = text.find_first_not_of("0123456789-") == std::string_view::npos;
  constexpr std::size_t kDay = std::string_view("2009-01-20").size();
  return only_digits && (text.size() < kDay || text.ends_with("-00"));
}

/// @return the earlier role, if `role` goes on with it.
ImportedRole* joined_by(std::vector<ImportedRole>& roles, const ImportedRole& role,
                        std::chrono::days longest_gap) {
  const auto last = std::find_if(roles.rbegin(), roles.rend(), [&](const ImportedRole& earlier) {
    return is_one_office(earlier, role);
  });
  const bool follows = last != roles.rend() && (!last->to || role.from <= *last->to + longest_gap);
  return follows ? &*last : nullptr;
}

std::string describe(const std::string& person, const ImportedRole& role) {
  return fmt::format("{}, {}, from {} to {}", person, role.title, format_date(role.from),
                     role.to ? format_date(*role.to) : "now");
}

}  // namespace

TermReader::TermReader(Date as_of, bool vague_january, ImportReport& report)
    : as_of_(as_of), vague_january_(vague_january), report_(report) {}

std::optional<Date> TermReader::date(const std::string& who, const std::string& text) {
  const auto day = std::string_view(text).substr(0, text.find('T'));
  const auto date = parse_date(day);
  if (!date) {
    const auto why = is_year_or_month(day) ? Finding::DateBelowDay : Finding::UnreadableDate;
    report_.add(why, fmt::format("{}: \"{}\"", who, text));
  } else if (vague_january_ && is_first_of_january(*date)) {
    report_.add(Finding::MayBeAYear, fmt::format("{}: {}", who, text));
  }
  return date;
}

void TermReader::read(const std::string& person, const TermText& term,
                      std::vector<ImportedRole>& roles) {
  const std::string who = person + ", " + term.title;
  if (term.from.empty()) return report_.add(Finding::NoStart, who);
  const auto from = date(who, term.from);
  if (!from) return;
  ImportedRole role{term.title, term.country, *from, {}, term.acting};
  if (!term.to.empty()) {
    role.to = date(who, term.to);
    if (!role.to) return;
  }
  if (role.to && *role.to <= role.from) {
    return report_.add(Finding::EndsBeforeItBegins, describe(person, role));
  }
  if (role.from > as_of_) return report_.add(Finding::BeginsLater, describe(person, role));
  if (role.to && *role.to > as_of_) role.to.reset();
  roles.push_back(std::move(role));
}

void join_roles(const std::string& person, std::chrono::days longest_gap,
                std::vector<ImportedRole>& roles, ImportReport& report) {
  std::ranges::stable_sort(roles, {}, &ImportedRole::from);
  std::vector<ImportedRole> joined;
  for (const ImportedRole& role : roles) {
    ImportedRole* earlier = joined_by(joined, role, longest_gap);
    if (earlier == nullptr) {
      joined.push_back(role);
      continue;
    }
    const bool is_overlap = !earlier->to || role.from < *earlier->to;
    if (is_overlap) {
      report.add(
          Finding::OverlappingTerms,
          fmt::format("{}; and from {}", describe(person, *earlier), format_date(role.from)));
    }
    // An end that nobody wrote down came before the next term, else there would be none.
    const bool inside = earlier->to && role.to && *role.to < *earlier->to;
    if (!inside) earlier->to = role.to;
  }
  roles = std::move(joined);
}

}  // namespace newswatch::importers
