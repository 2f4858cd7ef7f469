#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/ascii.h"
#include "base/utf8.h"

namespace newswatch::alerts {

/// Writes a JSON object as text, member by member: building a tree first took most of the time that
/// an alert takes.
/// What is not UTF-8 in a value becomes U+FFFD. Not with RAPIDJSON_SSE2: 1.1.0 then leaves the
/// control characters from 0x1A on as they are, which is no JSON.
class JsonText {
 public:
  void text(std::string_view key, std::string_view value) {
    write_key(key);
    text(value);
  }
  /// As an element of an array.
  void text(std::string_view value) {
    if (is_ascii(value) || !first_invalid_utf8(value)) {
      write(value);
    } else {
      write(with_valid_utf8(value));
    }
  }
  void null(std::string_view key) {
    write_key(key);
    writer_.Null();
  }
  template <std::integral Number>
  void number(std::string_view key, Number value) {
    write_key(key);
    if constexpr (std::signed_integral<Number>) {
      writer_.Int64(value);
    } else {
      writer_.Uint64(value);
    }
  }
  /// @param value  finite: JSON has no other numbers.
  void real(std::string_view key, double value) {
    write_key(key);
    writer_.Double(value);
  }
  void flag(std::string_view key, bool value) {
    write_key(key);
    writer_.Bool(value);
  }
  /// @param put  writes the members of the object.
  template <typename Put>
  void object(std::string_view key, const Put& put) {
    write_key(key);
    object(put);
  }
  /// As an element of an array, or the whole.
  template <typename Put>
  void object(const Put& put) {
    writer_.StartObject();
    put();
    writer_.EndObject();
  }
  /// @param put  writes one element of `list`.
  template <typename List, typename Put>
  void array(std::string_view key, const List& list, const Put& put) {
    write_key(key);
    writer_.StartArray();
    for (const auto& element : list) put(element);
    writer_.EndArray();
  }
  /// @param put  writes the members of one element of `list`.
  template <typename List, typename Put>
  void objects(std::string_view key, const List& list, const Put& put) {
    array(key, list, [&](const auto& element) { object([&] { put(element); }); });
  }

  std::string take() const { return {buffer_.GetString(), buffer_.GetSize()}; }

 private:
  void write_key(std::string_view key) { text(key); }
  void write(std::string_view value) {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_{buffer_};
};

/// @param put  writes the members of the object into a `JsonText`.
template <typename Put>
std::string json_object(const Put& put) {
  JsonText json;
  json.object([&] { put(json); });
  return json.take();
}

}  // namespace newswatch::alerts
