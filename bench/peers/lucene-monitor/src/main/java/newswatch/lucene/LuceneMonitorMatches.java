package newswatch.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilterFactory;
import org.apache.lucene.analysis.custom.CustomAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilterFactory;
import org.apache.lucene.analysis.icu.ICUFoldingFilterFactory;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizerFactory;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;

/**
 * Lucene Monitor for tests/integration/test_lucene.py, with the stock analysis that comes closest to Newswatch's. Writes
 * a line of JSON for each article: the numbers of the queries that it meets, and the words of its title and body.
 *
 * <p>usage: LuceneMonitorMatches ARTICLES.ndjson TREES.ndjson RESULTS.ndjson
 */
public final class LuceneMonitorMatches {
  // A fuzzy query compiles its automata anew for each batch, which takes longer than all else.
  private static final int BATCH = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private LuceneMonitorMatches() {}

  public static void main(String[] arguments) throws IOException {
    Analyzer analyzer = analyzer();
    try (var monitor = new Monitor(analyzer);
        var out = new PrintWriter(Files.newBufferedWriter(Path.of(arguments[2])))) {
      monitor.register(queries(analyzer, Path.of(arguments[1])));
      List<JsonNode> articles = Articles.read(Path.of(arguments[0]));
      for (int begin = 0; begin < articles.size(); begin += BATCH) {
        List<JsonNode> batch = articles.subList(begin, Math.min(begin + BATCH, articles.size()));
        Document[] documents = batch.stream().map(Articles::document).toArray(Document[]::new);
        List<int[]> matches = Matches.of(monitor, documents);
        for (int i = 0; i < batch.size(); ++i) {
          out.println(JSON.writeValueAsString(result(analyzer, batch.get(i), matches.get(i))));
        }
      }
    }
  }

  private static ObjectNode result(Analyzer analyzer, JsonNode article, int[] matches) throws IOException {
    ObjectNode result = JSON.createObjectNode();
    result.set("matches", JSON.valueToTree(matches));
    for (String field : Articles.FIELDS) {
      result.set(field, words(analyzer, field, article.path(field).asText()));
    }
    return result;
  }

  private static Analyzer analyzer() throws IOException {
    return CustomAnalyzer.builder()
        .addCharFilter(HTMLStripCharFilterFactory.class)
        .withTokenizer(ICUTokenizerFactory.class)
        .addTokenFilter(EnglishPossessiveFilterFactory.class)
        .addTokenFilter(ICUFoldingFilterFactory.class)
        .build();
  }

  private static List<MonitorQuery> queries(Analyzer analyzer, Path trees) throws IOException {
    var queries = new Queries(analyzer);
    List<MonitorQuery> all = new ArrayList<>();
    for (String line : Files.readAllLines(trees)) {
      all.add(new MonitorQuery(Integer.toString(all.size()), queries.query(JSON.readTree(line))));
    }
    return all;
  }

  private static ArrayNode words(Analyzer analyzer, String field, String text) throws IOException {
    ArrayNode words = JSON.createArrayNode();
    for (Word word : Word.all(analyzer, field, text)) {
      words.addArray().add(word.text()).add(word.begin()).add(word.end());
    }
    return words;
  }
}
