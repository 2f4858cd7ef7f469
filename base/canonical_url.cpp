#include "base/canonical_url.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <vector>

#include "base/ascii.h"

namespace newswatch {
namespace {

/// Parameters by which campaigns, social networks, newsletters and analytics follow readers.
constexpr auto kTracking = std::to_array<std::string_view>({"__twitter_impression",
                                                            "_ga",
                                                            "_gl",
                                                            "amp",
                                                            "cmp",
                                                            "cmpid",
                                                            "dclid",
                                                            "fbclid",
                                                            "gbraid",
                                                            "gclid",
                                                            "gclsrc",
                                                            "guccounter",
                                                            "igsh",
                                                            "igshid",
                                                            "ito",
                                                            "mc_cid",
                                                            "mc_eid",
                                                            "mkt_tok",
                                                            "msclkid",
                                                            "ncid",
                                                            "ocid",
                                                            "ref",
                                                            "ref_src",
                                                            "ref_url",
                                                            "referrer",
                                                            "s_cid",
                                                            "smid",
                                                            "smtyp",
                                                            "taid",
                                                            "wbraid",
                                                            "xtor",
                                                            "yclid"});
static_assert(std::ranges::is_sorted(kTracking));
constexpr std::array<std::string_view, 3> kTrackingPrefixes = {"utm_", "at_", "wt."};
constexpr std::array<std::string_view, 4> kHostPrefixes = {"www.", "m.", "mobile.", "amp."};
constexpr std::string_view kBlanks = " \t\r\n";

bool drop_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool drop_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

/// @return what follows `https://`, `http://` or `//`; nothing when the text is no web address.
std::optional<std::string_view> without_scheme(std::string_view url) {
  const auto slashes = url.find("//");
  if (slashes == std::string_view::npos) return std::nullopt;
  const std::string scheme = ascii_lower(url.substr(0, slashes));
  if (scheme != "https:" && scheme != "http:" && !scheme.empty()) return std::nullopt;
  return url.substr(slashes + 2);
}

/// @return the size of a label that only chooses how a page looks. "m.com" is a host of its own: a
/// prefix counts only where a domain remains.
std::size_t prefix_of(std::string_view host) {
  for (const std::string_view prefix : kHostPrefixes) {
    if (host.starts_with(prefix) && host.find('.', prefix.size()) != std::string_view::npos)
      return prefix.size();
  }
  return 0;
}

/// @param authority  user, host and port. Source: RFC 3986 §3.2.
std::string host_of(std::string_view authority) {
  authority = authority.substr(authority.rfind('@') + 1);
  if (!drop_suffix(authority, ":443")) drop_suffix(authority, ":80");
  drop_suffix(authority, ".");
  std::string host = ascii_lower(authority);
  while (const auto size = prefix_of(host)) host.erase(0, size);
  return host;
}

/// A web address without its scheme, in parts.
struct Address {
  std::string host;
  std::string_view path;   ///< From its slash on.
  std::string_view query;  ///< Without its question mark.
};

Address parse(std::string_view rest) {
  const auto query_begin = std::min(rest.find('?'), rest.size());
  const auto path_begin = std::min(rest.find('/'), query_begin);
  return {host_of(rest.substr(0, path_begin)), rest.substr(path_begin, query_begin - path_begin),
          rest.substr(std::min(query_begin + 1, rest.size()))};
}

/// @param path  with the query behind it.
/// @return the address that an AMP viewer shows; nothing when this is none.
std::optional<std::string_view> shown_by_viewer(std::string_view host, std::string_view path) {
  const bool google = host.starts_with("google.") && drop_prefix(path, "/amp/s/");
  const bool cache = host.ends_with(".cdn.ampproject.org") &&
                     (drop_prefix(path, "/c/s/") || drop_prefix(path, "/v/s/"));
  return google || cache ? std::optional(path) : std::nullopt;
}

void drop_final_slashes(std::string_view& path) {
  while (drop_suffix(path, "/")) {
  }
}

/// Appends the path without marks of AMP pages.
void append_path(std::string& out, std::string_view path) {
  if (path.starts_with("/amp/")) path.remove_prefix(4);
  drop_final_slashes(path);
  if (drop_suffix(path, "/amp")) drop_final_slashes(path);
  const bool html = drop_suffix(path, ".amp.html");
  if (!html) drop_suffix(path, ".amp");
  out += path;
  if (html) out += ".html";
}

bool is_tracking(std::string_view parameter) {
  const auto equals = parameter.find('=');
  const std::string name = ascii_lower(parameter.substr(0, equals));
  const std::string_view value =
      equals == std::string_view::npos ? "" : parameter.substr(equals + 1);
  return name.empty() || value == "rss" || value == "amp" ||
         std::ranges::binary_search(kTracking, name) ||
         std::ranges::any_of(kTrackingPrefixes, [&](auto p) { return name.starts_with(p); });
}

/// Appends the parameters that choose the page, sorted.
void append_query(std::string& out, std::string_view query) {
  std::vector<std::string_view> kept;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto parameter = query.substr(0, end);
    if (!is_tracking(parameter)) kept.push_back(parameter);
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  std::ranges::sort(kept);
  for (std::size_t i = 0; i < kept.size(); ++i) {
    out += i == 0 ? '?' : '&';
    out += kept[i];
  }
}

std::string canonical_page(std::string_view rest) {
  rest = rest.substr(0, rest.find('#'));
  Address address = parse(rest);
  const auto path_on = rest.substr(std::min(rest.find('/'), rest.size()));
  if (const auto shown = shown_by_viewer(address.host, path_on)) address = parse(*shown);
  std::string page = std::move(address.host);
  const auto host_size = page.size();
  if (host_size == 0) return page;
  append_path(page, address.path);
  append_query(page, address.query);
  if (page.size() == host_size) page.clear();
  return page;
}

}  // namespace

std::string canonical_url(std::string_view url) {
  url = trimmed(url);
  const auto rest = without_scheme(url);
  return rest ? canonical_page(*rest) : std::string(url);
}

}  // namespace newswatch
