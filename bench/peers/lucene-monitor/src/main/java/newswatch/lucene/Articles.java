package newswatch.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;

/** Articles, one JSON object a line, and Lucene's documents of them. */
public final class Articles {
  /** Where a query without a field looks. */
  public static final List<String> FIELDS = List.of("title", "body");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Articles() {}

  public static List<JsonNode> read(Path file) throws IOException {
    List<JsonNode> articles = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      articles.add(JSON.readTree(line));
    }
    return articles;
  }

  public static Document document(JsonNode article) {
    Document document = new Document();
    for (String field : FIELDS) {
      document.add(new TextField(field, article.path(field).asText(), Field.Store.NO));
    }
    return document;
  }
}
