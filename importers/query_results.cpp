#include "importers/query_results.h"

#include <csv.h>
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/utf8.h"

namespace newswatch::importers {
namespace {

using nlohmann::json;

std::string cleaned(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  const auto begin = std::min(text.find_first_not_of(' '), text.size());
  return text.substr(begin, text.find_last_not_of(' ') + 1 - begin);
}

void put(Row& row, std::string column, std::string text, std::string language) {
  text = cleaned(std::move(text));
  if (!text.empty()) row[std::move(column)] = {std::move(text), cleaned(std::move(language))};
}

/// Collects what libcsv finds. The first line names the columns.
class Table {
 public:
  void add_field(std::string_view text) { fields_.emplace_back(text); }

  void end_line() {
    ++lines_;
    if (columns_.empty()) {
      columns_ = std::exchange(fields_, {});
      return;
    }
    if (fields_.size() > columns_.size() && !too_wide_) too_wide_ = lines_;
    Row row;
    for (std::size_t i = 0; i < std::min(fields_.size(), columns_.size()); ++i) {
      put(row, columns_[i], std::move(fields_[i]), "");
    }
    fields_.clear();
    rows_.push_back(std::move(row));
  }

  std::size_t lines() const { return lines_; }
  std::optional<std::size_t> too_wide() const { return too_wide_; }
  std::vector<Row> take_rows() { return std::move(rows_); }

 private:
  std::vector<std::string> columns_;
  std::vector<std::string> fields_;
  std::vector<Row> rows_;
  std::size_t lines_ = 0;
  std::optional<std::size_t> too_wide_;
};

void on_field(void* text, std::size_t size, void* table) {
  static_cast<Table*>(table)->add_field({static_cast<const char*>(text), size});
}

void on_line(int, void* table) { static_cast<Table*>(table)->end_line(); }

Result<std::vector<Row>> read_table(std::string_view content) {
  Table table;
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
    return fail(ErrorCode::Fatal, "the reader of comma-separated values can't be made");
  }
  const bool whole = csv_parse(&parser, content.data(), content.size(), on_field, on_line,
                               &table) == content.size() &&
                     csv_fini(&parser, on_field, on_line, &table) == 0;
  const std::string why = csv_strerror(csv_error(&parser));
  csv_free(&parser);
  if (!whole) {
    return fail(ErrorCode::WrongType, fmt::format("record {}: {}", table.lines() + 1, why));
  }
  if (const auto line = table.too_wide()) {
    return fail(ErrorCode::WrongType,
                fmt::format("record {} has more fields than the first, which names them", *line));
  }
  return table.take_rows();
}

std::string scalar_text(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number() || value.is_boolean() ? value.dump() : std::string();
}

Row read_binding(const json& binding) {
  Row row;
  for (const auto& [column, value] : binding.items()) {
    if (!value.is_object()) {
      put(row, column, scalar_text(value), "");
    } else if (const auto text = value.find("value"); text != value.end()) {
      const auto language = value.find("xml:lang");
      put(row, column, scalar_text(*text), language == value.end() ? "" : scalar_text(*language));
    }
  }
  return row;
}

const json* find_rows(const json& root) {
  if (root.is_array()) return &root;
  const auto pointer = json::json_pointer("/results/bindings");
  if (!root.is_object() || !root.contains(pointer)) return nullptr;
  const json& rows = root.at(pointer);
  return rows.is_array() ? &rows : nullptr;
}

Result<std::vector<Row>> read_json(std::string_view content) {
  json root;
  try {
    root = json::parse(content);
  } catch (const json::parse_error& error) {
    return fail(ErrorCode::InvalidJson, fmt::format("not JSON at byte {}", error.byte));
  } catch (const json::out_of_range&) {
    return fail(ErrorCode::InvalidJson, "a number beyond the range of double");
  }
  const json* rows = find_rows(root);
  if (rows == nullptr) {
    return fail(ErrorCode::WrongType, "neither a list of objects nor results.bindings");
  }
  std::vector<Row> read;
  for (const json& row : *rows) {
    if (!row.is_object()) {
      return fail(ErrorCode::WrongType, fmt::format("row {} is no object", read.size() + 1));
    }
    read.push_back(read_binding(row));
  }
  return read;
}

}  // namespace

Result<std::vector<Row>> read_query_results(std::string_view content) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  if (const auto at = first_invalid_utf8(content)) {
    return fail(ErrorCode::NotUtf8, fmt::format("not UTF-8 at byte {}", *at));
  }
  const auto first = content.find_first_not_of(" \t\r\n");
  const bool is_json =
      first != std::string_view::npos && (content[first] == '{' || content[first] == '[');
  return is_json ? read_json(content) : read_table(content);
}

}  // namespace newswatch::importers
