package newswatch.streams;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What goes to Kafka, keyed by the rule's id. */
record Alert(String id, Rule rule, byte[] json) {
  private static final int SPAN_DIGITS = 16;

  /** Those of docs/alerts.md. */
  Headers headers() {
    Headers headers = new RecordHeaders();
    add(headers, "content-type", "application/cloudevents+json; charset=UTF-8");
    add(headers, "newswatch-rule", rule.id());
    add(headers, "newswatch-kind", "topic");
    add(headers, "newswatch-severity", rule.severity());
    add(headers, "traceparent", "00-" + id + "-" + id.substring(0, SPAN_DIGITS) + "-00");
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
