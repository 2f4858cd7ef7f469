import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.tools.AclCommand;

/** kafka-acls.sh for many commands in one process: a line is a mark and the words, with U+001F between. */
class AccessLists {
  public static void main(String[] arguments) throws Exception {
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split("\u001f");
      AclCommand.main(Arrays.copyOfRange(words, 1, words.length));
      System.out.println(words[0]);
      System.out.flush();
    }
  }
}
