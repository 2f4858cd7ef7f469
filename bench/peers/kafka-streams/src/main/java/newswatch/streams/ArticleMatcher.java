package newswatch.streams;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import newswatch.lucene.Articles;
import newswatch.lucene.Queries;
import newswatch.lucene.RarityPresearcher;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;

/** From an article's bytes to its alerts, by Lucene Monitor. All threads may call it at once. */
final class ArticleMatcher {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Rule> rules;
  private final Monitor monitor;

  /** `sample` has articles, one a line, from which it learns which words are rare. */
  ArticleMatcher(Path rulesFile, Path sample) throws IOException {
    Analyzer analyzer = new StandardAnalyzer();
    Queries queries = new Queries(analyzer);
    rules = Rule.read(rulesFile);
    monitor = new Monitor(analyzer, RarityPresearcher.of(analyzer, Articles.read(sample)));
    monitor.register(
        rules.values().stream().map(rule -> new MonitorQuery(rule.id(), queries.query(rule.query()))).toList());
  }

  /** `received` is the record's time. */
  List<Alert> alerts(byte[] record, long received) throws IOException {
    Article article = new Article(JSON.readTree(record), received);
    var found = monitor.match(Articles.document(article.json()), HitMatcher::new);
    if (!found.getErrors().isEmpty()) { // A query that fails is no answer.
      throw new IOException("article " + article.text("id") + ": queries failed: " + found.getErrors());
    }
    List<Alert> alerts = new ArrayList<>();
    for (HitMatcher.Match match : found.getMatches()) {
      alerts.add(alert(rules.get(match.getQueryId()), article, match.hits()));
    }
    return alerts;
  }

  private static Alert alert(Rule rule, Article article, List<Hit> hits) throws IOException {
    String id = Digest.of(rule.id(), rule.version(), article.text("id"), article.text("version"));
    return new Alert(id, rule, AlertJson.of(id, rule, article, hits));
  }
}
