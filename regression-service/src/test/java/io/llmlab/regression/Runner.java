package io.llmlab.regression;

import static org.awaitility.Awaitility.await;

import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;

/// Stands for the runner in tests: tells of completed runs of one model over the real broker, an hour apart.
public final class Runner {

    public static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RUNS = "llmlab.run-completed.v1";
    private static final String FINDINGS = "llmlab.regression-found.v1";
    private static final AtomicLong MODELS = new AtomicLong(1000);
    private static final AtomicLong RUN_IDS = new AtomicLong(5000);

    private final Pool pool;
    private final TopicReader reader;
    private final TopicWriter writer;
    private final long model = MODELS.incrementAndGet();
    private final String provider;

    public Runner(Pool pool) {
        this(pool, "custom");
    }

    public Runner(Pool pool, String provider) {
        this.provider = provider;
        var bootstrapServers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        this.pool = pool;
        this.reader = new TopicReader(bootstrapServers);
        this.writer = new TopicWriter(bootstrapServers, "/llmlab/runner");
    }

    public long model() {
        return model;
    }

    /// One metric of a run, as JSON.
    public static String metric(String type, String name, double value) {
        return """
                {"metric_type": "%s", "metric_name": "%s", "value": %s, "unit": null, "std_error": null,
                 "sample_count": 400, "higher_is_better": null}""".formatted(type, name, value);
    }

    public static String accuracy(double value) {
        return metric("accuracy", "overall_accuracy", value);
    }

    /// A run, as the runner tells of it.
    public record Told(long id, String json) {

        /// One of several runs of an imported file.
        public Told inBatch(String batch) {
            return with("\"batch_id\": \"%s\"".formatted(batch));
        }

        /// With a further field.
        public Told with(String field) {
            return new Told(id, json.replaceFirst("\\{", "{" + field + ", "));
        }

        /// With the items 0, 1, 2 and so on, and what it scored on each.
        public Told answering(double... scores) {
            var keys = IntStream.range(0, scores.length)
                    .mapToObj("\"%016x\""::formatted)
                    .collect(Collectors.joining(","));
            return with("\"item_keys\": [%s], \"scores\": %s".formatted(keys, Arrays.toString(scores)));
        }

        public Told asHistory() {
            return new Told(id, json.replace("\"labels\": {}, ", "\"labels\": {}, \"history\": true, "));
        }

        /// The same run, told of again after a person excluded it.
        public Told asExcluded() {
            var told = asHistory().json();
            return new Told(id, told.replace("\"history\": true, ", """
                    "history": true,
                    "excluded": {"by": "ana", "reason": "Wrong endpoint", "at": "2026-11-24T12:00:00Z"}, """));
        }
    }

    public Told run(
            String dataset, Instant at, Instant receivedAt, String status, boolean measurable, String... metrics) {
        var id = RUN_IDS.incrementAndGet();
        return new Told(id, """
                {"run_id": %d, "model": {"id": %d, "name": "model %d", "provider": "%s", "labels": {"team": "a"}},
                 "dataset": {"name": "%s", "version": "v1"}, "status": "%s", "measurable": %s,
                 "trigger_type": "manual", "source": "runner", "request_id": null, "timestamp": "%s",
                 "received_at": "%s", "labels": {}, "stream": "9f86d081884c7d65", "metrics": [%s]}""".formatted(
                id, model, model, provider, dataset, status, measurable, at, receivedAt, String.join(",", metrics)));
    }

    public Told completed(Instant at, String... metrics) {
        return run("gsm8k", at, at.plusSeconds(60), "completed", true, metrics);
    }

    /// A run that answered the items 0, 1, 2 and so on with these scores, and has their mean as its accuracy.
    public Told answered(String dataset, Instant at, double... scores) {
        var mean = Arrays.stream(scores).average().orElseThrow();
        return run(dataset, at, at.plusSeconds(60), "completed", true, accuracy(mean))
                .answering(scores);
    }

    /// Accuracies of runs an hour apart, the first one at the given time.
    public List<Told> accuracies(Instant from, double... values) {
        var hours = new AtomicLong();
        return Arrays.stream(values)
                .mapToObj(value -> completed(from.plus(Duration.ofHours(hours.getAndIncrement())), accuracy(value)))
                .collect(Collectors.toList());
    }

    public void send(List<Told> runs) {
        runs.forEach(this::send);
    }

    public void send(Told run) {
        send("run-%d".formatted(run.id()), run.json());
    }

    public void send(String eventId, String json) {
        writer.send(RUNS, Long.toString(model), "run-completed", eventId, json);
    }

    /// Waits until the run's points are stored and all that it gave rise to is on its way.
    public void awaitTaken(Told run) {
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from measured_run where run_id = $1", run.id()) == 1);
        await().atMost(PATIENCE).until(() -> count("select count(*) from outbox where id > $1", 0L) == 0);
    }

    /// Tells of a run again, and waits until that has had its effect.
    public void sendAgain(Told run) {
        send("run-%d-again-%s".formatted(run.id(), UUID.randomUUID()), run.json());
        // Events of one model are taken in order.
        var next = run("another", Instant.now(), Instant.now(), "completed", true, accuracy(.5));
        send(next);
        awaitTaken(next);
    }

    public long count(String sql, long parameter) {
        return pool.preparedQuery(sql)
                .executeAndAwait(Tuple.of(parameter))
                .iterator()
                .next()
                .getLong(0);
    }

    /// What was told about this model so far, of one type.
    public List<ConsumerRecord<String, String>> told(String type) {
        return reader.read(FINDINGS, record -> isMine(record, type));
    }

    /// The runs of this model that were asked for so far.
    public List<ConsumerRecord<String, String>> requested() {
        return reader.read("llmlab.run-requested.v1", record -> isMine(record, "run-requested"));
    }

    public ConsumerRecord<String, String> awaitDead(String value) {
        return reader.await(RUNS + ".dlq", 1, PATIENCE, record -> record.value().equals(value))
                .getFirst();
    }

    private boolean isMine(ConsumerRecord<String, String> record, String type) {
        var named = new String(record.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8);
        return record.key().equals(Long.toString(model)) && named.equals("io.llmlab.%s.v1".formatted(type));
    }
}
