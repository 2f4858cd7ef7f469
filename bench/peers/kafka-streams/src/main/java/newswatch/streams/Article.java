package newswatch.streams;

import com.fasterxml.jackson.databind.JsonNode;

/** An article as it came; `received` is its record's time, in milliseconds since 1970. */
record Article(JsonNode json, long received) {
  /** Returns "" for what it does not say. */
  String text(String field) {
    return json.path(field).asText();
  }
}
