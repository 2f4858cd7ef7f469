package newswatch.streams;

import java.util.Comparator;
import newswatch.lucene.Articles;

/** Words that a query asked for; `begin` and `end` count UTF-16 units of the field. */
record Hit(String field, int begin, int end, String clause) {
  static final Comparator<Hit> BY_PLACE =
      Comparator.comparingInt((Hit hit) -> Articles.FIELDS.indexOf(hit.field))
          .thenComparingInt(Hit::begin)
          .thenComparingInt(Hit::end);
}
