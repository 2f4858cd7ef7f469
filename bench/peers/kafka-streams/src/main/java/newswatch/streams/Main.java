package newswatch.streams;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Newswatch's peers on a real Kafka, for bench/end_to_end.py. Prints "ready" when it reads articles, and runs until it is
 * asked to end.
 *
 * <p>usage: Main mode=streams|consumer group=NAME articles=TOPIC alerts=TOPIC rules=FILE sample=FILE hops=1|2
 * partitions=N kafka.NAME=VALUE …
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Options options = new Options(arguments);
    var matcher = new ArticleMatcher(Path.of(options.get("rules")), Path.of(options.get("sample")));
    switch (options.get("mode")) {
      case "streams" -> StreamsPeer.run(options, matcher);
      case "consumer" -> ConsumerPeer.run(options, matcher);
      default -> throw new IllegalArgumentException("mode=" + options.get("mode") + ": say streams or consumer");
    }
  }
}
