package newswatch.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Articles to alerts in Kafka Streams: at once, or through a repartition topic keyed by rule. */
final class StreamsPeer {
  private StreamsPeer() {}

  /** Returns when the process is asked to end. */
  static void run(Options options, ArticleMatcher matcher) throws InterruptedException {
    Properties properties = options.kafka();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, options.get("group"));
    var streams = new KafkaStreams(topology(options, matcher), properties);
    streams.setUncaughtExceptionHandler(problem -> {
      problem.printStackTrace();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    var ended = new CountDownLatch(1);
    streams.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        System.out.println("ready");
      } else if (now.hasCompletedShutdown()) {
        ended.countDown();
      }
    });
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    ended.await();
  }

  private static Topology topology(Options options, ArticleMatcher matcher) {
    var builder = new StreamsBuilder();
    KStream<String, byte[]> alerts =
        builder
            .stream(options.get("articles"), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
            .process(() -> new AlertProcessor(matcher));
    if (options.get("hops").equals("2")) {
      int partitions = Integer.parseInt(options.get("partitions"));
      alerts =
          alerts.repartition(
              Repartitioned.with(Serdes.String(), Serdes.ByteArray())
                  .withName("by-rule")
                  .withNumberOfPartitions(partitions));
    }
    alerts.to(options.get("alerts"), Produced.with(Serdes.String(), Serdes.ByteArray()));
    return builder.build();
  }

  private static final class AlertProcessor extends ContextualProcessor<byte[], byte[], String, byte[]> {
    private final ArticleMatcher matcher;

    AlertProcessor(ArticleMatcher matcher) {
      this.matcher = matcher;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      try {
        for (Alert alert : matcher.alerts(record.value(), record.timestamp())) {
          context().forward(
              new Record<>(alert.rule().id(), alert.json(), record.timestamp(), alert.headers()));
        }
      } catch (IOException problem) {
        throw new UncheckedIOException(problem);
      }
    }
  }
}
