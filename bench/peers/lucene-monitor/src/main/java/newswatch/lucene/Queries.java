package newswatch.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.Term;
import org.apache.lucene.queries.intervals.IntervalQuery;
import org.apache.lucene.queries.intervals.Intervals;
import org.apache.lucene.queries.intervals.IntervalsSource;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.RegExp;

/**
 * Lucene's queries of trees: what docs/lucene.md says in words. A tree is a word, or a list of an operator and its
 * parts:
 *
 * <pre>
 *   ["phrase", w, …]      ["sloppy", n, w, …]    ["wildcard", p]  ["fuzzy", edits, w]  ["regex", p]
 *   ["and", q, …]         ["or", q, …]           ["not", q] inside an "and"            ["atleast", k, q, …]
 *   ["near", n, q, q]     ["onear", n, q, q]     ["notnear", n, q, q]
 *   ["title", q]          ["body", q]            ["slop", n, w, …]: Lucene's own sloppy phrase
 * </pre>
 *
 * <p>Without a field a word may stand in title or body; what measures places stays in one of them.
 */
public final class Queries {
  private static final int SAME_BEGINNING = 1;
  private static final int EXPANSIONS = IndexSearcher.getMaxClauseCount();

  private final Analyzer analyzer;

  public Queries(Analyzer analyzer) {
    this.analyzer = analyzer;
  }

  public Query query(JsonNode tree) {
    return query(tree, Articles.FIELDS);
  }

  private Query query(JsonNode tree, List<String> fields) {
    switch (operator(tree)) {
      case "title", "body":
        return query(tree.get(1), List.of(operator(tree)));
      case "and", "or", "atleast":
        return bool(tree, fields);
      default:
        return anyOf(fields.stream().map(field -> inField(field, tree)).toList());
    }
  }

  private Query bool(JsonNode tree, List<String> fields) {
    var query = new BooleanQuery.Builder();
    if (operator(tree).equals("atleast")) {
      query.setMinimumNumberShouldMatch(number(tree));
    }
    for (JsonNode part : parts(tree)) {
      boolean not = operator(part).equals("not");
      Occur occur = not ? Occur.MUST_NOT : operator(tree).equals("and") ? Occur.MUST : Occur.SHOULD;
      query.add(query(not ? part.get(1) : part, fields), occur);
    }
    return query.build();
  }

  private static Query anyOf(List<Query> queries) {
    if (queries.size() == 1) {
      return queries.get(0);
    }
    var any = new BooleanQuery.Builder();
    queries.forEach(query -> any.add(query, Occur.SHOULD));
    return any.build();
  }

  /** What has a place, in one field. Where Lucene has a query of its own for it, that one; else intervals. */
  private Query inField(String field, JsonNode tree) {
    switch (operator(tree)) {
      case "word":
        String[] words = words(tree.asText());
        return words.length == 1 ? new TermQuery(new Term(field, words[0])) : new PhraseQuery(field, words);
      case "phrase":
        return isOfWords(tree) ? new PhraseQuery(field, words(tree)) : new IntervalQuery(field, intervals(tree));
      case "slop":
        return new PhraseQuery(number(tree), field, words(tree));
      case "wildcard":
        return new WildcardQuery(new Term(field, folded(tree.get(1))));
      case "fuzzy":
        Term term = new Term(field, folded(tree.get(2)));
        return new FuzzyQuery(term, number(tree), SAME_BEGINNING, EXPANSIONS, true);
      case "regex":
        return new RegexpQuery(new Term(field, tree.get(1).asText()));
      default:
        return new IntervalQuery(field, intervals(tree));
    }
  }

  private IntervalsSource intervals(JsonNode tree) {
    switch (operator(tree)) {
      case "word":
        return Intervals.phrase(words(tree.asText()));
      case "wildcard":
        return Intervals.wildcard(new BytesRef(folded(tree.get(1))), EXPANSIONS);
      case "fuzzy":
        return Intervals.fuzzyTerm(folded(tree.get(2)), number(tree), SAME_BEGINNING, true, EXPANSIONS);
      case "regex":
        String pattern = tree.get(1).asText();
        return Intervals.multiterm(new CompiledAutomaton(new RegExp(pattern).toAutomaton()), EXPANSIONS, pattern);
      case "phrase":
        return Intervals.phrase(sources(tree));
      case "or":
        // Of alternatives that may hold each other all count, not only the shortest.
        return Intervals.or(!isOneWord(tree), sources(tree));
      case "and":
        return all(parts(tree));
      case "atleast":
        return atLeast(number(tree), parts(tree));
      case "sloppy":
        return Intervals.maxgaps(number(tree), Intervals.unordered(sources(tree)));
      case "onear":
        return Intervals.maxgaps(number(tree), Intervals.ordered(sources(tree)));
      case "near":
        return Intervals.maxgaps(number(tree), unordered(parts(tree)));
      case "notnear":
        // The positions are to be free of the other; NEAR/0 means the next one.
        return Intervals.notWithin(sources(tree)[0], number(tree) + 1, sources(tree)[1]);
      default:
        throw new IllegalArgumentException("no intervals for " + tree);
    }
  }

  /**
   * The shortest stretches that have all. Without the filter, which lets everything pass, Lucene would merge them with an
   * unordered operator around them, and count the words inside as gaps between its sides.
   */
  private IntervalsSource all(List<JsonNode> trees) {
    IntervalsSource[] sources = trees.stream().map(this::intervals).toArray(IntervalsSource[]::new);
    return Intervals.maxgaps(Integer.MAX_VALUE, Intervals.unordered(sources));
  }

  /**
   * The shortest stretches of every choice of that many. Lucene's own atLeast stops at the first alternative that has no
   * more intervals, and misses those of the others behind it.
   */
  private IntervalsSource atLeast(int least, List<JsonNode> trees) {
    List<List<JsonNode>> choices = choices(least, trees);
    return Intervals.or(false, choices.stream().map(this::all).toArray(IntervalsSource[]::new));
  }

  private static List<List<JsonNode>> choices(int size, List<JsonNode> trees) {
    if (size == 0) {
      return List.of(List.of());
    }
    List<List<JsonNode>> all = new ArrayList<>();
    for (int i = 0; i + size <= trees.size(); ++i) {
      for (List<JsonNode> others : choices(size - 1, trees.subList(i + 1, trees.size()))) {
        List<JsonNode> choice = new ArrayList<>(others);
        choice.add(trees.get(i));
        all.add(choice);
      }
    }
    return all;
  }

  /**
   * Newswatch lets the sides overlap, but no word be near itself. Lucene has all overlaps or none. All is right where
   * the sides have no word in common, which is up to the caller where one is longer than a word.
   */
  private IntervalsSource unordered(List<JsonNode> sides) {
    IntervalsSource one = intervals(sides.get(0));
    IntervalsSource other = intervals(sides.get(1));
    boolean differ = sides.stream().allMatch(JsonNode::isTextual) && !sides.get(0).equals(sides.get(1));
    boolean mayBeSameWord = !differ && sides.stream().allMatch(this::isOneWord);
    return mayBeSameWord ? Intervals.unorderedNoOverlaps(one, other) : Intervals.unordered(one, other);
  }

  private boolean isOneWord(JsonNode tree) {
    switch (operator(tree)) {
      case "word":
        return words(tree.asText()).length == 1;
      case "wildcard", "fuzzy", "regex":
        return true;
      case "or":
        return parts(tree).stream().allMatch(this::isOneWord);
      default:
        return false;
    }
  }

  private IntervalsSource[] sources(JsonNode tree) {
    return parts(tree).stream().map(this::intervals).toArray(IntervalsSource[]::new);
  }

  private static String operator(JsonNode tree) {
    return tree.isTextual() ? "word" : tree.get(0).asText();
  }

  private static int number(JsonNode tree) {
    return tree.get(1).asInt();
  }

  /** The operands: behind the operator and, where it has one, its number. */
  private static List<JsonNode> parts(JsonNode tree) {
    return IntStream.range(tree.get(1).isNumber() ? 2 : 1, tree.size()).mapToObj(tree::get).toList();
  }

  private static boolean isOfWords(JsonNode tree) {
    return parts(tree).stream().allMatch(JsonNode::isTextual);
  }

  private String[] words(JsonNode tree) {
    return parts(tree).stream().flatMap(part -> Stream.of(words(part.asText()))).toArray(String[]::new);
  }

  /** As in articles: "15-year-old" is three. */
  private String[] words(String text) {
    try {
      return Word.all(analyzer, Articles.FIELDS.get(0), text).stream().map(Word::text).toArray(String[]::new);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** A pattern is folded but not split. */
  private String folded(JsonNode pattern) {
    return analyzer.normalize(Articles.FIELDS.get(0), pattern.asText()).utf8ToString();
  }
}
