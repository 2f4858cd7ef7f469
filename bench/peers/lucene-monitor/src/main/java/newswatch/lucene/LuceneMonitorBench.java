package newswatch.lucene;

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
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;

/**
 * The peer of bench/topics_bench.cpp: the same queries and articles in Lucene Monitor, in memory, on one thread. Its
 * presearcher weighs terms by their document frequency in a sample, which is its best configuration for such queries
 * (the default weighs by length). Prints one line of JSON; writes the numbers of the queries that each article meets, a
 * line an article.
 *
 * <p>usage: LuceneMonitorBench ARTICLES.ndjson QUERIES.ndjson MATCHES.txt
 */
public final class LuceneMonitorBench {
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
    List<String> lines = Files.readAllLines(queriesFile);
    var queries = new Queries(analyzer);

    var presearcher = readArticles(articlesFile);
    long heapBefore = usedHeap();
    double begin = cpuSeconds();
    long wallBegin = System.nanoTime();
    try (var monitor = new Monitor(analyzer, presearcher)) {
      List<MonitorQuery> batch = new ArrayList<>();
      for (int number = 0; number < lines.size(); ++number) {
        JsonNode tree = JSON.readTree(lines.get(number)).get("tree");
        batch.add(new MonitorQuery(Integer.toString(number), queries.query(tree)));
        if (batch.size() == BATCH || number + 1 == lines.size()) {
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
      result.put("queries", lines.size());
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

  /** Returns the presearcher for them; what it was made of is no part of the memory that is measured. */
  private TermFilteredPresearcher readArticles(Path file) throws IOException {
    List<JsonNode> read = Articles.read(file);
    read.forEach(article -> articles.add(Articles.document(article)));
    return RarityPresearcher.of(analyzer, read.subList(0, Math.min(SAMPLE, read.size())));
  }

  private long writeMatches(Monitor monitor, Path file) throws IOException {
    long matches = 0;
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (Document article : articles) {
        int[] numbers = Matches.of(monitor, article).get(0);
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
