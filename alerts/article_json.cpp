#include "alerts/article_json.h"

#include <nlohmann/json.hpp>

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

/// Members of an object in a tree.
struct TreeObject {
  Json json = Json::object();

  void text(const char* key, std::string_view value) { json[key] = value; }
  void null(const char* key) { json[key] = nullptr; }
  void number(const char* key, std::uint32_t value) { json[key] = value; }
  void real(const char* key, double value) { json[key] = value; }
  void flag(const char* key, bool value) { json[key] = value; }
  template <typename Put>
  void object(const char* key, const Put& put) {
    TreeObject inner;
    put(inner);
    json[key] = std::move(inner.json);
  }
};

template <typename Put>
Json tree_of(const Put& put) {
  TreeObject object;
  put(object);
  return std::move(object.json);
}

}  // namespace

const std::string& text_of(const articles::Article& article, Field field) {
  switch (field) {
    case Field::Title:
      return article.title;
    case Field::Author:
      return article.byline;
    case Field::Body:
      break;
  }
  return article.body;
}

std::string with_single_blanks(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

Json article_json(const articles::Article& article) {
  return tree_of([&](auto& object) { put_article(object, article); });
}

Json place_json(const articles::Article& article, const Place& place) {
  return tree_of([&](auto& object) { put_place(object, article, place); });
}

Json official_json(const Mention& mention) {
  return tree_of([&](auto& object) { put_official(object, mention); });
}

Json quotation_json(const articles::Article& article, const Quotation& quotation) {
  return tree_of([&](auto& object) { put_quotation(object, article, quotation); });
}

Json stance_json(const articles::Article& article, const Stance& stance) {
  return tree_of([&](auto& object) { put_stance(object, article, stance); });
}

}  // namespace newswatch::alerts
