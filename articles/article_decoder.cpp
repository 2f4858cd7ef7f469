#include "articles/article_decoder.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

#include "articles/json_repair.h"
#include "base/ascii.h"
#include "base/digest.h"
#include "base/utf8.h"

namespace newswatch::articles {
namespace {

namespace dom = simdjson::dom;
using Pointers = std::vector<JsonPointer>;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view name_of(dom::element_type type) {
  switch (type) {
    case dom::element_type::ARRAY:
      return "a list";
    case dom::element_type::OBJECT:
      return "an object";
    case dom::element_type::STRING:
      return "a string";
    case dom::element_type::BOOL:
      return "a boolean";
    case dom::element_type::NULL_VALUE:
      return "null";
    default:
      return "a number";
  }
}

Unexpected wrong_type(const JsonPointer& at, std::string_view expected, dom::element found) {
  return fail(ErrorCode::WrongType,
              fmt::format("{} is {}, expected {}", at.text(), name_of(found.type()), expected));
}

/// RFC 6901 §4: digits without a leading zero.
bool is_index(std::string_view name) {
  return !name.empty() && name.size() < 10 && (name == "0" || name.front() != '0') &&
         std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

std::optional<dom::element> step(dom::element from, const std::string& name) {
  dom::element next;
  if (from.is_object()) {
    if (from.get_object().value_unsafe().at_key(name).get(next) == simdjson::SUCCESS) return next;
  } else if (from.is_array() && is_index(name)) {
    const auto index = static_cast<std::size_t>(std::stoul(name));
    if (from.get_array().value_unsafe().at(index).get(next) == simdjson::SUCCESS) return next;
  }
  return std::nullopt;
}

/// A value that a pointer leads to.
struct Found {
  dom::element value;
  const JsonPointer* at = nullptr;
};

std::optional<dom::element> value_at(dom::element root, const JsonPointer& pointer) {
  std::optional<dom::element> value = root;
  for (const std::string& name : pointer.names()) {
    if (value) value = step(*value, name);
  }
  return value;
}

std::optional<Found> find(dom::element root, const Pointers& pointers) {
  for (const JsonPointer& pointer : pointers) {
    const auto value = value_at(root, pointer);
    if (value && !value->is_null()) return Found{*value, &pointer};
  }
  return std::nullopt;
}

/// Only where `value.is_string()`.
std::string text_of(dom::element value) { return std::string(value.get_string().value_unsafe()); }

/// @return the string, or an empty one where nothing is found.
Result<std::string> find_string(dom::element root, const Pointers& pointers) {
  const auto found = find(root, pointers);
  if (!found) return std::string();
  if (!found->value.is_string()) return wrong_type(*found->at, "a string", found->value);
  return text_of(found->value);
}

constexpr std::string_view kExpectedTexts = "a string or a list of strings";

enum class Items { Strings, StringsOrNamed };

/// @return the string, or the strings of a list joined by `between`.
/// @param items  whether objects in the list count, with their `name`.
Result<std::string> find_joined(dom::element root, const Pointers& pointers,
                                std::string_view between, Items allowed) {
  const auto found = find(root, pointers);
  if (!found) return std::string();
  if (found->value.is_string()) return text_of(found->value);
  if (!found->value.is_array()) return wrong_type(*found->at, kExpectedTexts, found->value);
  std::string joined;
  bool first = true;
  const dom::array items = found->value.get_array().value_unsafe();
  for (const dom::element item : items) {
    const bool named = allowed == Items::StringsOrNamed && item.is_object();
    const auto text = named ? step(item, "name") : item;
    if (!text || !text->is_string()) return wrong_type(*found->at, kExpectedTexts, item);
    if (!std::exchange(first, false)) joined += between;
    joined += text->get_string().value_unsafe();
  }
  return joined;
}

/// ninjs writes versions as strings, many sources as integers.
Result<std::string> find_version(dom::element root, const Pointers& pointers) {
  const auto found = find(root, pointers);
  if (!found) return std::string();
  if (found->value.is_string()) return text_of(found->value);
  if (found->value.is_int64()) return std::to_string(found->value.get_int64().value_unsafe());
  if (found->value.is_uint64()) return std::to_string(found->value.get_uint64().value_unsafe());
  return wrong_type(*found->at, "a string or an integer", found->value);
}

Result<Status> find_status(dom::element root, const Pointers& pointers) {
  const auto text = find_string(root, pointers);
  if (!text) return Unexpected(text.error());
  if (*text == "corrected") return Status::Corrected;
  if (*text == "withdrawn" || *text == "canceled" || *text == "cancelled") return Status::Withdrawn;
  return Status::Usable;
}

/// @return `host` in lower case and without `www.`.
std::string domain_from(std::string_view host) {
  std::string domain = ascii_lower(host);
  if (domain.starts_with("www.")) domain.erase(0, 4);
  return domain;
}

/// Host of an absolute URL, without user and port. Source: RFC 3986 §3.2.
std::string_view host_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  std::string_view host = url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#"));
  host = host.substr(host.rfind('@') + 1);
  const auto address_end = host.starts_with('[') ? host.find(']') : 0;  // IPv6 has colons inside
  return host.substr(0, host.find(':', std::min(address_end, host.size())));
}

/// Sets `out` to the string at `pointers`, where there is one. @return what was wrong, if anything.
Result<void> read_into(std::string& out, dom::element root, const Pointers& pointers) {
  auto text = find_string(root, pointers);
  if (!text) return Unexpected(text.error());
  if (!text->empty()) out = *std::move(text);
  return {};
}

Result<Outlet> find_outlet(dom::element root, const FieldMapping& fields, std::string_view url) {
  Outlet outlet;
  if (const auto found = find(root, fields.source)) {
    if (found->value.is_string()) {
      outlet.name = text_of(found->value);
    } else if (found->value.is_object()) {
      for (const auto& [key, part] :
           {std::pair{"name", &outlet.name}, std::pair{"domain", &outlet.domain},
            std::pair{"country", &outlet.country}}) {
        const auto value = step(found->value, key);
        if (!value || value->is_null()) continue;
        if (!value->is_string()) return wrong_type(*found->at, "an object of strings", *value);
        *part = text_of(*value);
      }
    } else {
      return wrong_type(*found->at, "a string or an object", found->value);
    }
  }
  for (const auto& [part, pointers] : {std::pair{&outlet.name, &fields.source_name},
                                       std::pair{&outlet.domain, &fields.source_domain},
                                       std::pair{&outlet.country, &fields.source_country}}) {
    if (auto read = read_into(*part, root, *pointers); !read) return Unexpected(read.error());
  }
  outlet.domain = domain_from(outlet.domain.empty() ? host_of(url) : outlet.domain);
  return outlet;
}

std::optional<Timestamp> time_of(dom::element value) {
  double number = 0;
  if (value.get_double().get(number) == simdjson::SUCCESS) return from_epoch(number);
  return parse_rfc3339(value.get_string().value_unsafe());
}

Result<void> read_date(Article& article, dom::element root, const DecoderOptions& options) {
  const auto found = find(root, options.fields.published_at);
  if (!found) return {};
  if (!found->value.is_string() && !found->value.is_number()) {
    return wrong_type(*found->at, "an RFC 3339 time or a number since 1970", found->value);
  }
  article.published_at = time_of(found->value);
  const Timestamp latest = article.received_at ? *article.received_at + options.max_future
                                               : Timestamp(Date(std::chrono::year(2100) / 1 / 1));
  article.date_doubt = !article.published_at                           ? DateDoubt::Unreadable
                       : *article.published_at < options.earliest_date ? DateDoubt::TooOld
                       : *article.published_at > latest                ? DateDoubt::InTheFuture
                                                                       : DateDoubt::None;
  return {};
}

/// A list this long is no metadata, and each condition looks at every value.
constexpr std::size_t kMostValues = 1000;

std::string number_text(dom::element number) {
  if (number.is_int64()) return std::to_string(number.get_int64().value_unsafe());
  if (number.is_uint64()) return std::to_string(number.get_uint64().value_unsafe());
  std::string text = fmt::format("{}", number.get_double().value_unsafe());
  static const std::string blanked = fmt::format("{}", std::stod(std::string(kBlankedNumber)));
  return text == blanked ? std::string() : text;
}

/// @return an empty text where the value is none of metadata.
std::string scalar_text(dom::element value) {
  if (value.is_string()) return text_of(value);
  if (value.is_bool()) return value.get_bool().value_unsafe() ? "true" : "false";
  return value.is_number() ? number_text(value) : std::string();
}

std::vector<std::string> values_of(dom::element value) {
  std::vector<std::string> values;
  const auto add = [&](dom::element item) {
    if (auto text = scalar_text(item); !text.empty()) values.push_back(std::move(text));
  };
  if (!value.is_array()) {
    add(value);
    return values;
  }
  const dom::array items = value.get_array().value_unsafe();
  for (const dom::element item : items) {
    if (values.size() == kMostValues) break;
    add(item);
  }
  return values;
}

Metadata read_metadata(dom::element root, const std::vector<MappedField>& fields) {
  Metadata metadata;
  for (const MappedField& field : fields) {
    for (const JsonPointer& place : field.places) {
      const auto value = value_at(root, place);
      auto values = value ? values_of(*value) : std::vector<std::string>();
      if (values.empty()) continue;
      metadata.emplace(field.name, std::move(values));
      break;
    }
  }
  return metadata;
}

Result<Article> read_article(dom::element root, const Record& record,
                             const DecoderOptions& options) {
  const FieldMapping& fields = options.fields;
  Article article;
  article.received_at = record.received_at;
  for (const auto& [part, pointers] :
       {std::pair{&article.id.value, &fields.id}, std::pair{&article.url, &fields.url},
        std::pair{&article.title, &fields.title}, std::pair{&article.lang, &fields.lang}}) {
    if (auto read = read_into(*part, root, *pointers); !read) return Unexpected(read.error());
  }
  auto body = find_joined(root, fields.body, "\n\n", Items::Strings);
  if (!body) return Unexpected(body.error());
  auto byline = find_joined(root, fields.authors, "; ", Items::StringsOrNamed);
  if (!byline) return Unexpected(byline.error());
  auto version = find_version(root, fields.version);
  if (!version) return Unexpected(version.error());
  const auto status = find_status(root, fields.status);
  if (!status) return Unexpected(status.error());
  auto outlet = find_outlet(root, fields, article.url);
  if (!outlet) return Unexpected(outlet.error());
  if (auto date = read_date(article, root, options); !date) return Unexpected(date.error());

  article.body = *std::move(body);
  article.byline = *std::move(byline);
  article.version = *std::move(version);
  article.status = *status;
  article.source = *std::move(outlet);
  article.metadata = read_metadata(root, fields.metadata);
  if (is_blank(article.title) && is_blank(article.body)) {
    return fail(ErrorCode::NoText, "neither title nor body has a text");
  }
  if (article.id.value.empty()) article.id.value = article.url;
  if (article.id.value.empty()) article.id.value = digest({article.title, article.body});
  return article;
}

/// Finds the byte at which a second parser stops; simdjson does not tell.
struct ErrorFinder : nlohmann::json_sax<nlohmann::json> {
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    byte = std::max<std::size_t>(position, 1) - 1;  // it counts the bytes that it has read
    return false;
  }
  std::optional<std::size_t> byte;
};

bool is_object(std::string_view json) {
  const std::size_t first = json.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && json[first] == '{' && nlohmann::json::accept(json);
}

/// @param record  the whole, so that bytes count from its beginning.
Unexpected invalid_json(std::string_view record, std::string_view what) {
  ErrorFinder finder;
  nlohmann::json::sax_parse(record, &finder);
  if (!finder.byte) return fail(ErrorCode::InvalidJson, fmt::format("invalid JSON: {}", what));
  const std::string_view read = record.substr(0, *finder.byte);
  const bool is_second = record.substr(read.size()).starts_with('{') && is_object(read);
  return fail(ErrorCode::InvalidJson,
              is_second ? fmt::format("a second JSON object begins at byte {}: each needs a record "
                                      "of its own, as kcat -l writes the lines of a file",
                                      *finder.byte)
                        : fmt::format("invalid JSON near byte {}: {}", *finder.byte, what));
}

}  // namespace

struct ArticleDecoder::Parser {
  dom::parser json;
  std::vector<char> padded;  ///< The record with the bytes behind it that simdjson may read.

  /// @param text    `record` without its byte order mark.
  /// @return the root of the document, which lives until the next call.
  Result<dom::element> parse(std::string_view text, std::string_view record) {
    padded.assign(text.size() + simdjson::SIMDJSON_PADDING, '\0');
    std::memcpy(padded.data(), text.data(), text.size());
    dom::element root;
    auto error = json.parse(padded.data(), text.size(), false).get(root);
    if (error != simdjson::SUCCESS && blank_large_numbers(std::span(padded).first(text.size()))) {
      error = json.parse(padded.data(), text.size(), false).get(root);
    }
    if (error == simdjson::DEPTH_ERROR) {
      return fail(ErrorCode::InvalidJson,
                  fmt::format("nested deeper than {} levels", simdjson::DEFAULT_MAX_DEPTH));
    }
    if (error != simdjson::SUCCESS) return invalid_json(record, simdjson::error_message(error));
    return root;
  }
};

ArticleDecoder::ArticleDecoder(DecoderOptions options)
    : options_(std::move(options)), parser_(std::make_unique<Parser>()) {}
ArticleDecoder::~ArticleDecoder() = default;
ArticleDecoder::ArticleDecoder(ArticleDecoder&&) noexcept = default;
ArticleDecoder& ArticleDecoder::operator=(ArticleDecoder&&) noexcept = default;

Result<Article> ArticleDecoder::decode(const Record& record) {
  if (record.payload.size() > options_.max_record_bytes) {
    return fail(ErrorCode::TooLarge, fmt::format("record of {} bytes, limit {}",
                                                 record.payload.size(), options_.max_record_bytes));
  }
  std::string_view text = record.payload;
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  // UTF-8 first: bytes that are no text can look like broken JSON too, and the two codes mean
  // different mends.
  if (!simdjson::validate_utf8(text.data(), text.size())) {
    const std::size_t skipped = record.payload.size() - text.size();
    return fail(ErrorCode::NotUtf8, fmt::format("not UTF-8 at byte {}",
                                                skipped + first_invalid_utf8(text).value_or(0)));
  }
  if (text.starts_with(kByteOrderMark)) {  // newer versions of simdjson skip one too
    return invalid_json(record.payload, "a second byte order mark");
  }
  const auto root = parser_->parse(text, record.payload);
  if (!root) return Unexpected(root.error());
  if (has_lone_surrogate(text)) {
    return invalid_json(record.payload, "an escape is half a surrogate pair");
  }
  if (!root->is_object()) {
    return fail(ErrorCode::WrongType,
                fmt::format("the record is {}, expected an object", name_of(root->type())));
  }
  return read_article(*root, record, options_);
}

}  // namespace newswatch::articles
