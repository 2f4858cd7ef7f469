package newswatch.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.Term;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The peer of bench/topics_bench.cpp: the same queries and articles in Lucene Monitor, in memory, on one thread. Its
 * presearcher weighs terms by their document frequency in a sample, which is its best configuration for such queries
 * (the default weighs by length). Prints one line of JSON; writes the numbers of the queries that each article meets, a
 * line an article.
 *
 * <p>usage: LuceneMonitorBench ARTICLES.ndjson QUERIES.ndjson MATCHES.txt
 */
public final class LuceneMonitorBench {
  private static final List<String> FIELDS = List.of("title", "body");
  private static final int SAMPLE = 1_000;
  private static final int REPEATS = 3;
  private static final int BATCH = 10_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Analyzer analyzer = new StandardAnalyzer();
  private final List<Document> articles = new ArrayList<>();

  public static void main(String[] arguments) throws IOException {
    new LuceneMonitorBench().run(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
  }

  private void run(Path articlesFile, Path queriesFile, Path matchesFile) throws IOException {
    Map<String, Integer> frequencies = new HashMap<>();
    try (var lines = Files.lines(articlesFile)) {
      for (String line : (Iterable<String>) lines::iterator) {
        JsonNode article = JSON.readTree(line);
        if (articles.size() < SAMPLE) {
          count(article, frequencies);
        }
        articles.add(document(article));
      }
    }
    List<String> queries = Files.readAllLines(queriesFile);

    var presearcher =
        new TermFilteredPresearcher(
            term -> 1.0 / (1.0 + frequencies.getOrDefault(term.text(), 0)),
            Collections.emptyList(),
            Collections.emptySet());
    long heapBefore = usedHeap();
    double begin = cpuSeconds();
    long wallBegin = System.nanoTime();
    try (var monitor = new Monitor(analyzer, presearcher)) {
      List<MonitorQuery> batch = new ArrayList<>();
      for (int number = 0; number < queries.size(); ++number) {
        JsonNode tree = JSON.readTree(queries.get(number)).get("tree");
        batch.add(new MonitorQuery(Integer.toString(number), query(tree)));
        if (batch.size() == BATCH || number + 1 == queries.size()) {
          monitor.register(batch);
          batch.clear();
        }
      }
      double loadSeconds = cpuSeconds() - begin;
      double loadWall = (System.nanoTime() - wallBegin) * 1e-9;
      long heap = usedHeap() - heapBefore;

      long matches = writeMatches(monitor, matchesFile); // also warms up
      double[] seconds = new double[REPEATS];
      for (int repeat = 0; repeat < REPEATS; ++repeat) {
        double start = cpuSeconds();
        for (Document article : articles) {
          monitor.match(article, QueryMatch.SIMPLE_MATCHER);
        }
        seconds[repeat] = cpuSeconds() - start;
      }
      Arrays.sort(seconds);

      ObjectNode result = JSON.createObjectNode();
      result.put("engine", "lucene-monitor 9.11.1, Java " + Runtime.version().feature());
      result.put("queries", queries.size());
      result.put("articles", articles.size());
      result.put("matches_per_article", (double) matches / articles.size());
      result.put("load_seconds", loadSeconds);
      result.put("load_wall_seconds", loadWall);
      result.put("heap_bytes", heap);
      result.put("max_heap_bytes", Runtime.getRuntime().maxMemory());
      result.put("peak_bytes", peakBytes());
      result.put("articles_per_second", articles.size() / seconds[REPEATS / 2]);
      System.out.println(JSON.writeValueAsString(result));
    }
  }

  private long writeMatches(Monitor monitor, Path file) throws IOException {
    long matches = 0;
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (Document article : articles) {
        var found = monitor.match(article, QueryMatch.SIMPLE_MATCHER).getMatches();
        int[] numbers = found.stream().mapToInt(match -> Integer.parseInt(match.getQueryId())).sorted().toArray();
        matches += numbers.length;
        StringBuilder line = new StringBuilder();
        for (int number : numbers) {
          line.append(line.isEmpty() ? "" : " ").append(number);
        }
        out.println(line);
      }
    }
    return matches;
  }

  private static Document document(JsonNode article) {
    Document document = new Document();
    for (String field : FIELDS) {
      document.add(new TextField(field, article.path(field).asText(), Field.Store.NO));
    }
    return document;
  }

  private void count(JsonNode article, Map<String, Integer> frequencies) throws IOException {
    Set<String> words = new HashSet<>();
    for (String field : FIELDS) {
      try (TokenStream tokens = analyzer.tokenStream(field, article.path(field).asText())) {
        var term = tokens.addAttribute(CharTermAttribute.class);
        tokens.reset();
        while (tokens.incrementToken()) {
          words.add(term.toString());
        }
        tokens.end();
      }
    }
    words.forEach(word -> frequencies.merge(word, 1, Integer::sum));
  }

  /** A tree of bench/generate.py. Without a field a word may stand in title or body; NEAR and phrases stay in one. */
  private static Query query(JsonNode tree) {
    if (tree.isTextual()) {
      return inEachField((field, words) -> new TermQuery(new Term(field, words[0])), tree.asText());
    }
    String operator = tree.get(0).asText();
    switch (operator) {
      case "phrase":
        return inEachField((field, words) -> new PhraseQuery(field, words), texts(tree, 1));
      case "near":
        int between = tree.get(1).asInt();
        return inEachField((field, words) -> near(field, between, words), texts(tree, 2));
      default:
        return bool(operator, tree);
    }
  }

  private static Query near(String field, int between, String[] words) {
    IntervalsSource[] terms = Arrays.stream(words).map(Intervals::term).toArray(IntervalsSource[]::new);
    return new IntervalQuery(field, Intervals.maxgaps(between, Intervals.unordered(terms)));
  }

  private static Query bool(String operator, JsonNode tree) {
    var query = new BooleanQuery.Builder();
    for (int i = 1; i < tree.size(); ++i) {
      JsonNode part = tree.get(i);
      boolean not = part.isArray() && part.get(0).asText().equals("not");
      Occur occur = not ? Occur.MUST_NOT : operator.equals("or") ? Occur.SHOULD : Occur.MUST;
      query.add(query(not ? part.get(1) : part), occur);
    }
    return query.build();
  }

  private static String[] texts(JsonNode tree, int from) {
    String[] texts = new String[tree.size() - from];
    for (int i = 0; i < texts.length; ++i) {
      texts[i] = tree.get(from + i).asText();
    }
    return texts;
  }

  private static Query inEachField(BiFunction<String, String[], Query> make, String... words) {
    var query = new BooleanQuery.Builder();
    for (String field : FIELDS) {
      query.add(make.apply(field, words), Occur.SHOULD);
    }
    return query.build();
  }

  /** Of this thread: what others do on the machine does not count. */
  private static double cpuSeconds() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() * 1e-9;
  }

  private static long usedHeap() {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return heap.getUsed();
  }

  /** The most memory that the process ever held, as Linux tells. */
  private static long peakBytes() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(l -> l.startsWith("VmHWM:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
    }
  }
}
