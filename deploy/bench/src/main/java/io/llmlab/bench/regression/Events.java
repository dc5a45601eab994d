package io.llmlab.bench.regression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/// Tells of completed runs as the runner does: `run-completed` as a CloudEvent in binary mode, the model's id as key.
final class Events implements AutoCloseable {

    static final String TOPIC = "llmlab.run-completed.v1";
    static final String DATASET = "bench";
    static final String STREAM = "bench-stream";

    private static final long SEED = 42;
    private static final long FIRST_RUN = 1_000_000_000;

    private final ObjectMapper json = new ObjectMapper();
    private final RandomGenerator random = new Random(SEED);
    private final KafkaProducer<String, String> producer;
    private final Instant begin;
    private long sent;

    /// @param begin when the first run was; each next one is a millisecond younger
    Events(String bootstrapServers, Instant begin) {
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        this.begin = begin;
    }

    /// Tells of the next run of a model.
    ///
    /// @param dropped which metrics got worse for good reason; the others vary by chance
    /// @return the run's id; ids ascend
    long send(long model, Predicate<Metric> dropped) {
        var run = FIRST_RUN + sent;
        var at = begin.plusMillis(sent++);
        var record = new ProducerRecord<>(TOPIC, Long.toString(model), payload(run, model, at, dropped));
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", Long.toString(run));
        header(record, "ce_source", "/llmlab/runner");
        header(record, "ce_type", "io.llmlab.run-completed.v1");
        header(record, "ce_time", at.toString());
        header(record, "content-type", "application/json");
        var _ = producer.send(record);
        return run;
    }

    /// A run without any change.
    long send(long model) {
        return send(model, _ -> false);
    }

    private String payload(long run, long model, Instant at, Predicate<Metric> dropped) {
        var payload = json.createObjectNode();
        payload.put("run_id", run);
        payload.putObject("model")
                .put("id", model)
                .put("name", "bench-" + model)
                .put("provider", "custom")
                .putObject("labels");
        payload.putObject("dataset").put("name", DATASET).put("version", "1");
        payload.put("status", "completed").put("measurable", true).put("trigger_type", "scheduled");
        payload.put("timestamp", at.toString()).put("received_at", at.toString());
        payload.put("stream", STREAM).put("history", false);
        payload.putObject("labels");
        var metrics = payload.putArray("metrics");
        Metric.ALL.forEach(metric -> describe(metrics.addObject(), metric, dropped.test(metric)));
        try {
            return json.writeValueAsString(payload);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void describe(ObjectNode node, Metric metric, boolean dropped) {
        node.put("metric_type", metric.type())
                .put("metric_name", metric.name())
                .put("value", metric.draw(random) * (dropped ? metric.dropFactor() : 1))
                .put("unit", metric.unit())
                .put("sample_count", Metric.SAMPLES)
                .put("higher_is_better", metric.higherIsBetter());
    }

    private static void header(ProducerRecord<String, String> record, String name, String value) {
        var _ = record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        producer.close();
    }
}
