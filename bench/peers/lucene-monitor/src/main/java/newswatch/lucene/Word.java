package newswatch.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** A word as an analyzer makes it; `begin` and `end` count UTF-16 units of the text. */
record Word(String text, int begin, int end) {
  static List<Word> all(Analyzer analyzer, String field, String text) throws IOException {
    List<Word> words = new ArrayList<>();
    try (TokenStream tokens = analyzer.tokenStream(field, text)) {
      var term = tokens.addAttribute(CharTermAttribute.class);
      var place = tokens.addAttribute(OffsetAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(new Word(term.toString(), place.startOffset(), place.endOffset()));
      }
      tokens.end();
    }
    return words;
  }
}
