package io.llmlab.bench.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/// Reads `regression-found` from now on and notes when each run's came.
final class FoundReader implements AutoCloseable {

    private static final String TOPIC = "llmlab.regression-found.v1";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ObjectMapper json = new ObjectMapper();
    private final Map<Long, Long> cameAt = new ConcurrentHashMap<>();
    private final CountDownLatch listening = new CountDownLatch(1);
    private final String bootstrapServers;
    private final Thread reading;
    private volatile boolean ended;

    FoundReader(String bootstrapServers) throws InterruptedException {
        this.bootstrapServers = bootstrapServers;
        this.reading = Thread.ofPlatform().start(this::readUntilTheEnd);
        listening.await();
    }

    /// When what was found with these runs came, by run, as [System#nanoTime] counts; those of which nothing comes
    /// within ten seconds are absent.
    Map<Long, Long> await(Collection<Long> runs) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!cameAt.keySet().containsAll(runs) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return Map.copyOf(cameAt);
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
                var now = System.nanoTime();
                records.forEach(record -> note(record, now));
            }
        } finally {
            listening.countDown();
        }
    }

    private void note(ConsumerRecord<String, String> record, long now) {
        var run = runOf(record);
        if (run != null) {
            cameAt.putIfAbsent(run, now);
        }
    }

    /// Null for what tells of an end.
    private @Nullable Long runOf(ConsumerRecord<String, String> record) {
        try {
            var event = json.readTree(record.value());
            return event.has("findings") ? event.path("run_id").asLong() : null;
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
