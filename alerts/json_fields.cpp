#include "alerts/json_fields.h"

#include "alerts/json_text.h"

namespace newswatch::alerts {
namespace {

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

void put_span(JsonText& json, const Place& place) {
  json.text("field", name_of(place.field));
  json.number("begin", place.span.begin);
  json.number("end", place.span.end);
}

void put_speaker(JsonText& json, const Speaker& speaker) {
  put_unless_empty(json, "id", speaker.official);
  json.text("name", with_single_blanks(speaker.name));
  if (speaker.place) put_span(json, *speaker.place);
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

void put_unless_empty(JsonText& json, std::string_view key, std::string_view value) {
  if (!value.empty()) json.text(key, value);
}

void put_text_or_null(JsonText& json, std::string_view key, std::string_view value) {
  if (value.empty()) {
    json.null(key);
  } else {
    json.text(key, value);
  }
}

void put_article(JsonText& json, const articles::Article& article) {
  const articles::Outlet& outlet = article.source;
  json.text("id", article.id.value);
  put_unless_empty(json, "version", article.version);
  put_unless_empty(json, "url", article.url);
  put_unless_empty(json, "title", article.title);
  if (!outlet.name.empty() || !outlet.domain.empty() || !outlet.country.empty()) {
    json.object("source", [&] {
      put_unless_empty(json, "name", outlet.name);
      put_unless_empty(json, "domain", outlet.domain);
      put_unless_empty(json, "country", outlet.country);
    });
  }
  put_unless_empty(json, "lang", article.lang);
  if (article.published_at) json.text("published_at", format_rfc3339(*article.published_at));
  if (article.received_at) json.text("received_at", format_rfc3339(*article.received_at));
}

void put_rule(JsonText& json, const RuleSummary& rule) {
  json.text("id", rule.id.value);
  json.text("name", rule.name);
  json.text("severity", rule.severity);
  json.object("labels", [&] {
    for (const auto& [key, value] : rule.labels) json.text(key, value);
  });
  json.text("version", rule.version);
}

void put_place(JsonText& json, const articles::Article& article, const Place& place) {
  put_span(json, place);
  json.text("text", place.span.of(text_of(article, place.field)));
}

void put_official(JsonText& json, const Mention& mention) {
  json.text("id", mention.official.value);
  json.text("name", mention.name);
  put_text_or_null(json, "role", mention.role);
  put_text_or_null(json, "former_role", mention.former_role);
  put_unless_empty(json, "country", mention.country);
  json.text("resolved_by", mention.resolved_by);
  json.real("confidence", mention.confidence);
}

void put_quotation(JsonText& json, const articles::Article& article, const Quotation& quotation) {
  put_place(json, article, quotation.place);
  json.text("kind", name_of(quotation.kind));
  if (quotation.speaker) json.object("speaker", [&] { put_speaker(json, *quotation.speaker); });
  put_unless_empty(json, "cue", with_single_blanks(quotation.cue));
  put_unless_empty(json, "rule", quotation.rule);
  json.real("confidence", quotation.confidence);
}

void put_stance(JsonText& json, const articles::Article& article, const Stance& stance) {
  json.text("source", stance.source);
  json.text("target", stance.target);
  json.text("act", with_single_blanks(stance.act));
  json.text("quad", name_of(stance.quad));
  json.flag("negated", stance.negated);
  json.text("modality", name_of(stance.modality));
  put_unless_empty(json, "claimed_by", with_single_blanks(stance.claimed_by));
  put_place(json, article, stance.place);
}

}  // namespace newswatch::alerts
