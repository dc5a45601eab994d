package io.llmlab.bench.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Reads `regression-found` from now on and notes when each run's came, and what it says of its way.
final class FoundReader implements AutoCloseable {

    private static final String TOPIC = "llmlab.regression-found.v1";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Long, Came> came = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final String bootstrapServers;
    private final Thread reading;
    private volatile boolean ended;

    /// @param begun the transaction that found it: the outbox notes its time
    record Came(Instant begun, Instant found, Instant sent, Instant read) {

        Stages since(Instant due) {
            return new Stages(due, begun, found, sent, read);
        }
    }

    FoundReader(String bootstrapServers) throws InterruptedException {
        this.bootstrapServers = bootstrapServers;
        this.reading = Thread.ofPlatform().start(this::readUntilTheEnd);
        listening.await();
    }

    /// When what was found with these runs came, by run.
    ///
    /// @return those of which nothing comes within ten seconds are absent
    Map<Long, Came> await(Collection<Long> runs) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!came.keySet().containsAll(runs) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return Map.copyOf(came);
    }

    private void readUntilTheEnd() {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            listening.countDown();
            while (!ended) {
                var records = consumer.poll(POLL);
                var now = Instant.now();
                records.forEach(record -> note(record, now));
            }
        } finally {
            listening.countDown();
        }
    }

    /// Passes over what tells of an end.
    private void note(ConsumerRecord<String, String> record, Instant now) {
        var event = event(record);
        if (event.has("findings")) {
            var begun = new String(record.headers().lastHeader("ce_time").value(), StandardCharsets.UTF_8);
            came.putIfAbsent(
                    event.path("run_id").asLong(),
                    new Came(
                            Instant.parse(begun),
                            Instant.parse(event.path("detected_at").asText()),
                            Instant.ofEpochMilli(record.timestamp()),
                            now));
        }
    }

    private JsonNode event(ConsumerRecord<String, String> record) {
        try {
            return json.readTree(record.value());
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("The service wrote no JSON", unreadable);
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        reading.join();
    }
}
