package newswatch.streams;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.monitor.CandidateMatcher;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Matches;
import org.apache.lucene.search.MatchesIterator;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;

/**
 * Says of each query that an article meets which words met it, and which part of the query asked for them. Lucene's own
 * HighlightsMatch knows the places alone.
 */
final class HitMatcher extends CandidateMatcher<HitMatcher.Match> {
  /** A query that was met, and where. */
  static final class Match extends QueryMatch {
    private final TreeSet<Hit> hits = new TreeSet<>(Hit.BY_PLACE);

    private Match(String id) {
      super(id);
    }

    List<Hit> hits() {
      return List.copyOf(hits);
    }
  }

  HitMatcher(IndexSearcher searcher) {
    super(searcher);
  }

  @Override
  protected void matchQuery(String id, Query query, Map<String, String> metadata) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      for (int article = 0; article < leaf.reader().maxDoc(); ++article) {
        Matches matches = weight.matches(leaf, article);
        if (matches != null) {
          addMatch(match(id, matches), leaf.docBase + article);
        }
      }
    }
  }

  @Override
  public Match resolve(Match one, Match other) {
    one.hits.addAll(other.hits);
    return one;
  }

  private static Match match(String id, Matches matches) throws IOException {
    Match match = new Match(id);
    for (String field : matches) {
      addHits(field, matches.getMatches(field), match);
    }
    return match;
  }

  /** Of what was measured between words, the words. */
  private static void addHits(String field, MatchesIterator found, Match match) throws IOException {
    while (found.next()) {
      MatchesIterator parts = found.getSubMatches();
      if (parts != null) {
        addHits(field, parts, match);
      } else {
        match.hits.add(new Hit(field, found.startOffset(), found.endOffset(), clause(found.getQuery())));
      }
    }
  }

  /** Returns "" for a word of an interval, whose source does not say what it is. */
  private static String clause(Query query) {
    if (query instanceof TermQuery word) {
      return word.getTerm().text();
    }
    if (query instanceof PhraseQuery phrase) {
      StringBuilder words = new StringBuilder();
      for (var word : phrase.getTerms()) {
        words.append(words.isEmpty() ? "\"" : " ").append(word.text());
      }
      return words.append('"').toString();
    }
    return "";
  }
}
