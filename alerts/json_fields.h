#pragma once

#include <string>
#include <string_view>

#include "alerts/findings.h"
#include "articles/article.h"

// The shapes that alerts and annotations share: each function writes members into the object that
// is open. What is not known is absent, unless said otherwise.

namespace newswatch::alerts {

class JsonText;

/// @return the text whose bytes places in `field` count.
const std::string& text_of(const articles::Article& article, Field field);

void put_unless_empty(JsonText& json, std::string_view key, std::string_view value);
void put_text_or_null(JsonText& json, std::string_view key, std::string_view value);

/// `id`, `version`, `url`, `title`, `source`, `lang`, `published_at`, `received_at`.
void put_article(JsonText& json, const articles::Article& article);

/// `id`, `name`, `severity`, `labels`, `version`.
void put_rule(JsonText& json, const RuleSummary& rule);

/// `field`, `begin`, `end`, `text`, where `text` is exactly those bytes.
void put_place(JsonText& json, const articles::Article& article, const Place& place);

/// `id`, `name`, `role`, `former_role`, `country`, `resolved_by`, `confidence` of the person
/// mentioned; offices that are not held are null.
void put_official(JsonText& json, const Mention& mention);

/// Those of the place, `kind`, `speaker`, `cue`, `rule`, `confidence`; `speaker` is `{"id", "name",
/// "field", "begin", "end"}`.
void put_quotation(JsonText& json, const articles::Article& article, const Quotation& quotation);

/// `source`, `target`, `act`, `quad`, `negated`, `modality`, `claimed_by` and those of the place;
/// `claimed_by` is absent where the writer claims it.
void put_stance(JsonText& json, const articles::Article& article, const Stance& stance);

}  // namespace newswatch::alerts
