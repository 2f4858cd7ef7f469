#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "alerts/findings.h"
#include "articles/article.h"

// The shapes that alerts and annotations share, for whatever writes the members of an object: a
// tree, or a stream of text. An `Object` has `text`, `null`, `number`, `real` and `flag`, each with
// a key and a value, and `object`, with a key and a function that writes the members of the object
// inside.

namespace newswatch::alerts {

/// @return the text whose bytes places in `field` count.
const std::string& text_of(const articles::Article& article, Field field);

/// @return `text` with one blank for each run of blanks and line breaks.
std::string with_single_blanks(std::string_view text);

template <typename Object>
void put_unless_empty(Object& object, const char* key, std::string_view value) {
  if (!value.empty()) object.text(key, value);
}

template <typename Object>
void put_text_or_null(Object& object, const char* key, std::string_view value) {
  if (value.empty()) {
    object.null(key);
  } else {
    object.text(key, value);
  }
}

template <typename Object>
void put_article(Object& object, const articles::Article& article) {
  const articles::Outlet& outlet = article.source;
  object.text("id", article.id.value);
  put_unless_empty(object, "version", article.version);
  put_unless_empty(object, "url", article.url);
  put_unless_empty(object, "title", article.title);
  if (!outlet.name.empty() || !outlet.domain.empty() || !outlet.country.empty()) {
    object.object("source", [&](auto& source) {
      put_unless_empty(source, "name", outlet.name);
      put_unless_empty(source, "domain", outlet.domain);
      put_unless_empty(source, "country", outlet.country);
    });
  }
  put_unless_empty(object, "lang", article.lang);
  if (article.published_at) object.text("published_at", format_rfc3339(*article.published_at));
  if (article.received_at) object.text("received_at", format_rfc3339(*article.received_at));
}

template <typename Object>
void put_span(Object& object, const Place& place) {
  object.text("field", name_of(place.field));
  object.number("begin", place.span.begin);
  object.number("end", place.span.end);
}

template <typename Object>
void put_place(Object& object, const articles::Article& article, const Place& place) {
  put_span(object, place);
  object.text("text", place.span.of(text_of(article, place.field)));
}

template <typename Object>
void put_official(Object& object, const Mention& mention) {
  object.text("id", mention.official.value);
  object.text("name", mention.name);
  put_text_or_null(object, "role", mention.role);
  put_text_or_null(object, "former_role", mention.former_role);
  put_unless_empty(object, "country", mention.country);
  object.text("resolved_by", mention.resolved_by);
  object.real("confidence", mention.confidence);
}

template <typename Object>
void put_quotation(Object& object, const articles::Article& article, const Quotation& quotation) {
  put_place(object, article, quotation.place);
  object.text("kind", name_of(quotation.kind));
  if (quotation.speaker) {
    object.object("speaker", [&](auto& speaker) {
      put_unless_empty(speaker, "id", quotation.speaker->official);
      speaker.text("name", with_single_blanks(quotation.speaker->name));
      if (quotation.speaker->place) put_span(speaker, *quotation.speaker->place);
    });
  }
  put_unless_empty(object, "cue", with_single_blanks(quotation.cue));
  put_unless_empty(object, "rule", quotation.rule);
  object.real("confidence", quotation.confidence);
}

template <typename Object>
void put_stance(Object& object, const articles::Article& article, const Stance& stance) {
  object.text("source", stance.source);
  object.text("target", stance.target);
  object.text("act", with_single_blanks(stance.act));
  object.text("quad", name_of(stance.quad));
  object.flag("negated", stance.negated);
  object.text("modality", name_of(stance.modality));
  put_unless_empty(object, "claimed_by", with_single_blanks(stance.claimed_by));
  put_place(object, article, stance.place);
}

}  // namespace newswatch::alerts
