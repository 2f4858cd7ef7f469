package newswatch.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the CloudEvents of docs/alerts.md: the same fields in the same order as Newswatch. */
final class AlertJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String[] ARTICLE_TEXTS = {"id", "url", "title"};
  private static final int MOST_WORDS = 5;
  private static final int USUAL_BYTES = 2_048;

  private AlertJson() {}

  /** Returns UTF-8; `hits` are in order of place. */
  static byte[] of(String id, Rule rule, Article article, List<Hit> hits) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("specversion", "1.0");
      out.writeStringField("id", id);
      out.writeStringField("source", "/newswatch/newswatch");
      out.writeStringField("type", "newswatch.alert.v1");
      out.writeStringField("subject", rule.id());
      out.writeStringField("time", article.text("published_at"));
      out.writeStringField("datacontenttype", "application/json");
      out.writeObjectFieldStart("data");
      writeData(out, rule, article, hits);
      out.writeEndObject();
      out.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeData(JsonGenerator out, Rule rule, Article article, List<Hit> hits) throws IOException {
    out.writeStringField("kind", "topic");
    writeRule(out, rule);
    writeArticle(out, article);
    out.writeArrayFieldStart("matches");
    for (Hit hit : hits) {
      writePlace(out, article, hit.field(), hit.begin(), hit.end());
      String clause = hit.clause().isEmpty() ? words(article, hit).toLowerCase() : hit.clause();
      out.writeStringField("clause", clause);
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeArrayFieldStart("snippets");
    for (Snippets.Cut cut : Snippets.of(article, hits)) {
      writePlace(out, article, cut.field(), cut.begin(), cut.end());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeStringField("reason", reason(rule, article, hits));
  }

  private static void writeRule(JsonGenerator out, Rule rule) throws IOException {
    out.writeObjectFieldStart("rule");
    out.writeStringField("id", rule.id());
    out.writeStringField("name", rule.name());
    out.writeStringField("severity", rule.severity());
    out.writeObjectFieldStart("labels");
    out.writeEndObject();
    out.writeStringField("version", rule.version());
    out.writeEndObject();
  }

  private static void writeArticle(JsonGenerator out, Article article) throws IOException {
    out.writeObjectFieldStart("article");
    for (String field : ARTICLE_TEXTS) {
      out.writeStringField(field, article.text(field));
    }
    out.writeObjectFieldStart("source");
    out.writeStringField("name", article.text("source"));
    out.writeStringField("domain", URI.create(article.text("url")).getHost());
    out.writeEndObject();
    out.writeStringField("lang", article.text("lang"));
    out.writeStringField("published_at", article.text("published_at"));
    out.writeStringField("received_at", Instant.ofEpochMilli(article.received()).toString());
    out.writeEndObject();
  }

  /** Leaves the object open. */
  private static void writePlace(JsonGenerator out, Article article, String field, int begin, int end)
      throws IOException {
    String text = article.text(field);
    int beginByte = utf8Bytes(text, 0, begin);
    out.writeStartObject();
    out.writeStringField("field", field);
    out.writeNumberField("begin", beginByte);
    out.writeNumberField("end", beginByte + utf8Bytes(text, begin, end));
    out.writeStringField("text", text.substring(begin, end));
  }

  private static int utf8Bytes(String text, int begin, int end) {
    int bytes = 0;
    for (int i = begin; i < end; ++i) {
      char unit = text.charAt(i);
      // Half a pair is two of the four bytes that both take.
      bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
    }
    return bytes;
  }

  private static String words(Article article, Hit hit) {
    return article.text(hit.field()).substring(hit.begin(), hit.end());
  }

  private static String reason(Rule rule, Article article, List<Hit> hits) {
    Set<String> quoted = new LinkedHashSet<>();
    for (Hit hit : hits) {
      quoted.add('"' + words(article, hit) + '"');
    }
    String some = String.join(", ", quoted.stream().limit(MOST_WORDS).toList());
    String others = quoted.size() > MOST_WORDS ? " and others" : "";
    return "The article has " + some + others + ", as the topic " + rule.name() + " asks.";
  }
}
