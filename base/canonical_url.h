#pragma once

#include <string>
#include <string_view>

namespace newswatch {

/// The form of an article's address in which two addresses of one page are equal.
///
/// Left out are what does not choose the page: the scheme, user and default port, the labels
/// `www.`, `m.`, `mobile.` and `amp.` before the host, the fragment, slashes at the end of the
/// path, and parameters that tell whence a reader came (`utm_…`, `fbclid`, a value of `rss`). Marks
/// of AMP pages go too: the segment `/amp` at either end of the path, `.amp` before `.html`,
/// `?amp`, and the viewers at `google.*/amp/s/` and `cdn.ampproject.org/c/s/`. The host is in lower
/// case, other parameters are sorted; the path keeps its case, which servers may heed.
/// Source: RFC 3986 §6 for normal forms; AMP Project, "AMP cache URL format".
///
/// @return `example.org/news/1?id=7`. Empty for what names no article: no host, or the bare front
///         page of one. What is no web address ("urn:newsml:…", "tag:…") stays as it is.
std::string canonical_url(std::string_view url);

}  // namespace newswatch
