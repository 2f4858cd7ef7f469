#include "alerts/article_json.h"

#include <nlohmann/json.hpp>

namespace newswatch::alerts {
namespace {

using Json = nlohmann::ordered_json;

void add_unless_empty(Json& object, const char* key, std::string_view value) {
  if (!value.empty()) object[key] = value;
}

/// @return `text` with one blank for each run of blanks and line breaks.
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

Json text_or_null(std::string_view value) { return value.empty() ? Json() : Json(value); }

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

Json article_json(const articles::Article& article) {
  Json json;
  json["id"] = article.id.value;
  add_unless_empty(json, "version", article.version);
  add_unless_empty(json, "url", article.url);
  add_unless_empty(json, "title", article.title);
  Json source = Json::object();
  add_unless_empty(source, "name", article.source.name);
  add_unless_empty(source, "domain", article.source.domain);
  add_unless_empty(source, "country", article.source.country);
  if (!source.empty()) json["source"] = std::move(source);
  add_unless_empty(json, "lang", article.lang);
  if (article.published_at) json["published_at"] = format_rfc3339(*article.published_at);
  if (article.received_at) json["received_at"] = format_rfc3339(*article.received_at);
  return json;
}

Json place_json(const articles::Article& article, const Place& place) {
  Json json;
  json["field"] = name_of(place.field);
  json["begin"] = place.span.begin;
  json["end"] = place.span.end;
  json["text"] = place.span.of(text_of(article, place.field));
  return json;
}

Json official_json(const Mention& mention) {
  Json json;
  json["id"] = mention.official.value;
  json["name"] = mention.name;
  json["role"] = text_or_null(mention.role);
  json["former_role"] = text_or_null(mention.former_role);
  add_unless_empty(json, "country", mention.country);
  json["resolved_by"] = mention.resolved_by;
  json["confidence"] = mention.confidence;
  return json;
}

Json quotation_json(const articles::Article& article, const Quotation& quotation) {
  Json json = place_json(article, quotation.place);
  json["kind"] = name_of(quotation.kind);
  if (quotation.speaker) {
    Json speaker;
    add_unless_empty(speaker, "id", quotation.speaker->official);
    speaker["name"] = with_single_blanks(quotation.speaker->name);
    if (quotation.speaker->place) {
      const Json place = place_json(article, *quotation.speaker->place);
      for (const char* key : {"field", "begin", "end"}) speaker[key] = place[key];
    }
    json["speaker"] = std::move(speaker);
  }
  add_unless_empty(json, "cue", with_single_blanks(quotation.cue));
  add_unless_empty(json, "rule", quotation.rule);
  json["confidence"] = quotation.confidence;
  return json;
}

Json stance_json(const articles::Article& article, const Stance& stance) {
  Json json;
  json["source"] = stance.source;
  json["target"] = stance.target;
  json["act"] = with_single_blanks(stance.act);
  json["quad"] = name_of(stance.quad);
  json["negated"] = stance.negated;
  json["modality"] = name_of(stance.modality);
  add_unless_empty(json, "claimed_by", with_single_blanks(stance.claimed_by));
  json.update(place_json(article, stance.place));
  return json;
}

}  // namespace newswatch::alerts
