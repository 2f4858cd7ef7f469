package newswatch.lucene;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.QueryMatch;

/** What a monitor finds, where the ids of its queries are numbers. */
final class Matches {
  private Matches() {}

  /** Returns the numbers of the queries that each article meets, in order. A query that fails is no answer. */
  static List<int[]> of(Monitor monitor, Document... articles) throws IOException {
    var found = monitor.match(articles, QueryMatch.SIMPLE_MATCHER);
    for (Map.Entry<String, Exception> failed : found.getErrors().entrySet()) {
      throw new IOException("query " + failed.getKey(), failed.getValue());
    }
    return IntStream.range(0, articles.length).mapToObj(found::getMatches).map(Matches::numbers).toList();
  }

  private static int[] numbers(Collection<QueryMatch> matches) {
    return matches.stream().mapToInt(match -> Integer.parseInt(match.getQueryId())).sorted().toArray();
  }
}
