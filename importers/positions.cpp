#include "importers/positions.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"
#include "importers/country_names.h"
#include "text/countries.h"
#include "text/folding.h"

namespace newswatch::importers {
namespace {

constexpr std::string_view kOf = " of ";

/// A title without its country.
struct Divided {
  std::string_view title;
  std::string country;
};

bool fits(const std::optional<std::string>& found, std::string_view country) {
  return found && (country.empty() || *found == country);
}

/// "Prime Minister of Japan".
std::optional<Divided> country_behind(std::string_view label, std::string_view country) {
  for (auto at = label.find(kOf); at != std::string_view::npos; at = label.find(kOf, at + 1)) {
    auto rest = label.substr(at + kOf.size());
    if (rest.starts_with("the ")) rest.remove_prefix(4);
    if (const auto found = country_named(text::fold(rest)); fits(found, country)) {
      return Divided{label.substr(0, at), *found};
    }
  }
  return std::nullopt;
}

/// "United States Secretary of State".
std::optional<Divided> country_before(std::string_view label, std::string_view country) {
  std::optional<Divided> longest;
  std::size_t end = 0;
  for (std::size_t words = 0; words < text::kMostCountryWords; ++words) {
    end = label.find(' ', end + 1);
    if (end == std::string_view::npos) break;
    if (const auto found = country_named(text::fold(label.substr(0, end))); fits(found, country)) {
      longest = Divided{label.substr(end + 1), *found};
    }
  }
  return longest;
}

std::string capitalised(std::string_view title) {
  return ascii_upper(title.substr(0, 1)) +
         std::string(title.substr(std::min<std::size_t>(1, title.size())));
}

}  // namespace

Position position_of(std::string_view label, std::string_view country) {
  Position position;
  constexpr std::string_view kActing = "acting ";
  position.acting = ascii_lower(label).starts_with(kActing);
  if (position.acting) label.remove_prefix(kActing.size());
  auto divided = country_behind(label, country);
  if (!divided) divided = country_before(label, country);
  position.title = capitalised(divided ? divided->title : label);
  position.country = divided ? divided->country : std::string(country);
  return position;
}

}  // namespace newswatch::importers
