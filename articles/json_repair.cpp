#include "articles/json_repair.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace newswatch::articles {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view skip_digits(std::string_view text) {
  while (!text.empty() && is_digit(text.front())) text.remove_prefix(1);
  return text;
}

/// Source: RFC 8259 §6.
bool is_well_formed_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !is_digit(text.front())) return false;
  text = text.front() == '0' ? text.substr(1) : skip_digits(text);
  if (text.starts_with('.')) {
    const auto fraction = text.substr(1);
    text = skip_digits(fraction);
    if (text.size() == fraction.size()) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    const auto exponent = text;
    text = skip_digits(exponent);
    if (text.size() == exponent.size()) return false;
  }
  return text.empty();
}

template <typename Number>
bool fits(std::string_view number) {
  Number value{};
  return std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc();
}

/// @param number  well formed.
bool fits_a_machine_type(std::string_view number) {
  if (number.find_first_of(".eE") != std::string_view::npos) return fits<double>(number);
  return fits<std::int64_t>(number) || fits<std::uint64_t>(number);
}

std::optional<std::uint32_t> hex4(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + 4, value, 16);
  if (error != std::errc() || end != text.data() + 4) return std::nullopt;
  return value;
}

/// The code unit of the escape `\uXXXX` at the front of `text`, if one stands there.
std::optional<std::uint32_t> code_unit(std::string_view text) {
  return text.starts_with("\\u") ? hex4(text.substr(2)) : std::nullopt;
}

constexpr std::size_t kEscapeSize = 6;  // \uXXXX
bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

bool blank_large_numbers(std::span<char> json) {
  const std::string_view text(json.data(), json.size());
  bool written = false;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (json[i] == '"') {
      in_string = !in_string;
    } else if (in_string) {
      if (json[i] == '\\') ++i;
    } else if (is_digit(json[i]) || json[i] == '-') {
      const std::size_t end = std::min(text.find_first_not_of("0123456789+-.eE", i), text.size());
      const auto number = text.substr(i, end - i);
      if (is_well_formed_number(number) && !fits_a_machine_type(number)) {
        std::ranges::fill(json.subspan(i, number.size()), ' ');
        std::ranges::copy(kBlankedNumber, json.subspan(i).begin());
        written = true;
      }
      i = end - 1;
    }
  }
  return written;
}

bool has_lone_surrogate(std::string_view json) {
  for (std::size_t at = json.find('\\'); at != std::string_view::npos; at = json.find('\\', at)) {
    const auto unit = code_unit(json.substr(at));
    if (!unit) {
      at += 2;  // another escape: the letter after the backslash belongs to it
    } else if (is_low(*unit)) {
      return true;
    } else if (is_high(*unit)) {
      const auto second = code_unit(json.substr(at + kEscapeSize));
      if (!second || !is_low(*second)) return true;
      at += 2 * kEscapeSize;
    } else {
      at += kEscapeSize;
    }
    if (at >= json.size()) break;
  }
  return false;
}

}  // namespace newswatch::articles
