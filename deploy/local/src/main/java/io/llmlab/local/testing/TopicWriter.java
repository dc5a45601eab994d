package io.llmlab.local.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// A test's own producer: sends CloudEvents as another service would, and waits for the broker's word.
public final class TopicWriter {

    private final String bootstrapServers;
    private final String source;

    /// @param source the CloudEvents source, for example `/llmlab/runner`
    public TopicWriter(String bootstrapServers, String source) {
        this.bootstrapServers = bootstrapServers;
        this.source = source;
    }

    /// @param type the event's name, for example `run-completed`
    public void send(String topic, String key, String type, String id, String json) {
        var record = new ProducerRecord<>(topic, key, json);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", id);
        header(record, "ce_source", source);
        header(record, "ce_type", "io.llmlab.%s.v1".formatted(type));
        header(record, "content-type", "application/json");
        send(record);
    }

    /// Sends a record as it is, headers included: a repeat, or one without an envelope.
    public void send(ProducerRecord<String, String> record) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(record).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("Kafka did not take the record", failure);
        }
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        var _ = record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
