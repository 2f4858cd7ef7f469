package newswatch.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Articles to alerts by Kafka's own consumer and producer: a transaction for what each poll brings. */
final class ConsumerPeer {
  private static final Duration WAIT = Duration.ofMillis(100);

  private final ArticleMatcher matcher;
  private final String alertTopic;

  private ConsumerPeer(ArticleMatcher matcher, String alertTopic) {
    this.matcher = matcher;
    this.alertTopic = alertTopic;
  }

  /** Returns when the process is asked to end. A transaction that fails ends the process. */
  static void run(Options options, ArticleMatcher matcher) throws IOException {
    var asked = new AtomicBoolean();
    var ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      asked.set(true);
      try {
        ended.await();
      } catch (InterruptedException problem) {
        Thread.currentThread().interrupt();
      }
    }));
    var peer = new ConsumerPeer(matcher, options.get("alerts"));
    try (var consumer = consumer(options); var producer = producer(options)) {
      producer.initTransactions();
      consumer.subscribe(List.of(options.get("articles")));
      System.out.println("ready");
      while (!asked.get()) {
        peer.handle(consumer.poll(WAIT), consumer, producer);
      }
    } finally {
      ended.countDown();
    }
  }

  private void handle(ConsumerRecords<byte[], byte[]> batch, KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<String, byte[]> producer) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    producer.beginTransaction();
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      for (Alert alert : matcher.alerts(record.value(), record.timestamp())) {
        producer.send(new ProducerRecord<>(
            alertTopic, null, record.timestamp(), alert.rule().id(), alert.json(), alert.headers()));
      }
    }
    producer.sendOffsetsToTransaction(offsetsBehind(batch), consumer.groupMetadata());
    producer.commitTransaction();
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsetsBehind(ConsumerRecords<byte[], byte[]> batch) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : batch.partitions()) {
      var records = batch.records(partition);
      offsets.put(partition, new OffsetAndMetadata(records.get(records.size() - 1).offset() + 1));
    }
    return offsets;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Options options) {
    Properties properties = options.kafka();
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, options.get("group"));
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static KafkaProducer<String, byte[]> producer(Options options) {
    Properties properties = options.kafka();
    properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, options.get("group"));
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }
}
