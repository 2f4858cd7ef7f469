#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>
#include <vector>

#include "alerts/findings.h"
#include "alerts/json_fields.h"
#include "articles/article.h"

namespace newswatch::alerts {

/// @return what alerts say about an article. What the article does not say is
/// absent.
nlohmann::ordered_json article_json(const articles::Article& article);

/// @return `{"field", "begin", "end", "text"}`, where `text` is exactly those bytes.
nlohmann::ordered_json place_json(const articles::Article& article, const Place& place);

/// @return `{"id", "name", "role", "former_role", "country", "resolved_by", "confidence"}` of the
/// person mentioned;
///         offices that are not held are null, and an unknown country is absent.
nlohmann::ordered_json official_json(const Mention& mention);

/// @return `{"field", "begin", "end", "text", "kind", "speaker", "cue", "rule", "confidence"}`;
/// `speaker` is `{"id", "name", "field", "begin", "end"}`. What is not known is absent.
nlohmann::ordered_json quotation_json(const articles::Article& article, const Quotation& quotation);

/// @return `{"source", "target", "act", "quad", "negated", "modality", "claimed_by", "field",
/// "begin", "end", "text"}`; `claimed_by` is absent where the writer claims it.
nlohmann::ordered_json stance_json(const articles::Article& article, const Stance& stance);

}  // namespace newswatch::alerts
