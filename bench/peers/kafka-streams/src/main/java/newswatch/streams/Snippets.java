package newswatch.streams;

import java.util.ArrayList;
import java.util.List;

/** The surroundings of hits, cut as Newswatch cuts them: at most three, between words where blanks are near. */
final class Snippets {
  /** Units `begin` to `end` of a field. */
  record Cut(String field, int begin, int end) {}

  private static final int MOST = 3;
  private static final int LONGEST = 480;
  private static final int AROUND = 70;
  private static final int SEARCH = 20;

  private Snippets() {}

  /** Of hits in order of place. */
  static List<Cut> of(Article article, List<Hit> hits) {
    List<Cut> cuts = new ArrayList<>();
    for (Hit hit : hits) {
      if (!add(article.text(hit.field()), hit, cuts)) {
        break;
      }
    }
    return cuts;
  }

  /** Returns whether there is room for more. */
  private static boolean add(String text, Hit hit, List<Cut> cuts) {
    int begin = before(text, hit.begin());
    int end = behind(text, hit.end());
    Cut last = cuts.isEmpty() ? null : cuts.get(cuts.size() - 1);
    boolean touches = last != null && last.field().equals(hit.field()) && begin <= last.end();
    if (touches && end <= last.begin() + LONGEST) {
      lengthen(cuts, last, end);
    } else if (touches && hit.begin() < last.end()) {
      if (hit.begin() < last.begin() + LONGEST) {
        lengthen(cuts, last, hit.end());
      }
    } else if (cuts.size() < MOST) {
      cuts.add(new Cut(hit.field(), touches ? last.end() : begin, end));
    } else {
      return false;
    }
    return true;
  }

  private static void lengthen(List<Cut> cuts, Cut last, int end) {
    cuts.set(cuts.size() - 1, new Cut(last.field(), last.begin(), Math.max(last.end(), end)));
  }

  private static int before(String text, int at) {
    if (at <= AROUND) {
      return 0;
    }
    int earliest = at - AROUND;
    for (int i = earliest; i < earliest + SEARCH; ++i) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i + 1;
      }
    }
    return Character.isLowSurrogate(text.charAt(earliest)) ? earliest + 1 : earliest;
  }

  private static int behind(String text, int at) {
    if (text.length() - at <= AROUND) {
      return text.length();
    }
    int latest = at + AROUND;
    for (int i = latest; i > latest - SEARCH; --i) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(latest)) ? latest - 1 : latest;
  }
}
