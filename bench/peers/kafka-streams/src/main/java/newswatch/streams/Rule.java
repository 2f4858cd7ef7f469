package newswatch.streams;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A topic, as the benchmark gives it to both sides; `version` changes with the query. */
record Rule(String id, String name, String severity, String version, JsonNode query) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The rules of a file by their ids, of which each line is one as JSON: `id`, `name`, `severity`, `query`, `tree`. */
  static Map<String, Rule> read(Path file) throws IOException {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode rule = JSON.readTree(line);
      String id = rule.get("id").asText();
      String name = rule.get("name").asText();
      String severity = rule.get("severity").asText();
      String version = Digest.of(name, severity, rule.get("query").asText());
      rules.put(id, new Rule(id, name, severity, version, rule.get("tree")));
    }
    return rules;
  }
}
