package io.llmlab.runner.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedMetric;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ParsedSample;
import io.llmlab.runner.dataset.ItemKey;
import io.llmlab.runner.model.ModelReference;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.IncomingRun;
import io.llmlab.runner.run.MetricType;
import io.llmlab.runner.run.NewMetric;
import io.llmlab.runner.run.RunStatus;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.Summary;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Says what a file says in the runner's own terms.
@ApplicationScoped
class Translation {

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration CLOCK_DIFFERENCE = Duration.ofHours(1);
    private static final int NAME_LENGTH = 255;
    private static final int METRIC_LENGTH = 200;
    private static final String SHARE = MetricType.ACCURACY.name();

    private final ObjectMapper mapper;
    private final Clock clock;

    Translation(ObjectMapper mapper, Clock clock) {
        this.mapper = mapper;
        this.clock = clock;
    }

    /// @throws RefusedFile where a value of the run cannot be stored
    void check(ParsedRun run) {
        requireLength("model", run.model().name(), NAME_LENGTH);
        requireLength("task", run.task().name(), NAME_LENGTH);
        run.metrics().forEach(metric -> requireLength("metric", metric.name(), METRIC_LENGTH));
        var at = run.time().at();
        if (at.isBefore(EARLIEST) || at.isAfter(clock.instant().plus(CLOCK_DIFFERENCE))) {
            throw new RefusedFile("was made at %s, which does not lie between 2000 and now".formatted(at));
        }
    }

    private static void requireLength(String what, String name, int length) {
        if (name.isBlank() || name.length() > length) {
            throw new RefusedFile("names a %s with %d characters; 1 to %d are allowed"
                    .formatted(what, name.strip().length(), length));
        }
    }

    IncomingRun incoming(
            ParsedBatch batch, ParsedRun run, ModelReference model, String batchId, @Nullable Long parent) {
        return new IncomingRun(
                model,
                run.task().name(),
                run.task().version(),
                run.time().at(),
                run.time().duration(),
                status(run),
                run.outcome().error(),
                run.harness().name(),
                batchId,
                parent,
                run.labels(),
                config(batch, run),
                fingerprint(run),
                run.metrics().stream().map(Translation::metric).toList(),
                run.scoreMetric(),
                consumer -> {
                    var position = new AtomicInteger();
                    run.samples()
                            .forEach(sample ->
                                    consumer.accept(row(run.task().name(), sample, position.getAndIncrement())));
                });
    }

    /// Stands for all that a program left, of which no part is the executed run's own: its parts are below it. How many
    /// there are is what it measures, so that one that is missing is seen.
    IncomingRun whole(ExecutedFiles files, Executed executed) {
        var harness = files.runs().getFirst().harness().name();
        var parts = files.runs().size();
        var count = NewMetric.measured(MetricType.CUSTOM, "parts", parts, "runs", null, null, null);
        return new IncomingRun(
                executed.model(),
                executed.run().datasetName(),
                null,
                executed.run().timestamp(),
                null,
                RunStatus.COMPLETED,
                null,
                harness,
                executed.batchId(),
                null,
                Map.of(),
                mapper.createObjectNode(),
                Fingerprint.of(mapper.createObjectNode().put("harness", harness)),
                List.of(count),
                null,
                _ -> {});
    }

    private static RunStatus status(ParsedRun run) {
        return switch (run.outcome().status()) {
            case COMPLETED -> RunStatus.COMPLETED;
            case FAILED -> RunStatus.FAILED;
            case CANCELLED -> RunStatus.CANCELLED;
        };
    }

    private ObjectNode config(ParsedBatch batch, ParsedRun run) {
        ObjectNode config = mapper.valueToTree(run.config());
        config.put("import_file", batch.file());
        config.put("import_format", batch.format());
        config.put("import_time_from", run.time().source().name().toLowerCase(Locale.ROOT));
        put(config, "harness_version", run.harness().version());
        put(config, "model_resolved", run.model().resolved());
        put(config, "score_metric", run.scoreMetric());
        return config;
    }

    private Fingerprint fingerprint(ParsedRun run) {
        ObjectNode parts = mapper.valueToTree(run.fingerprint());
        if (!parts.has("harness")) {
            parts.put("harness", run.harness().name());
        }
        if (!parts.has("dataset_version")) {
            put(parts, "dataset_version", run.task().version());
        }
        return Fingerprint.of(parts);
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static NewMetric metric(ParsedMetric metric) {
        var samples = metric.sampleCount() == null ? null : Integer.valueOf(Math.toIntExact(metric.sampleCount()));
        return NewMetric.measured(
                MetricType.valueOf(metric.type().name()),
                metric.name(),
                metric.value(),
                metric.unit(),
                metric.stdError() == null ? errorOfShare(metric, samples) : metric.stdError(),
                samples,
                metric.higherIsBetter());
    }

    /// As for pushed results.
    private static @Nullable Double errorOfShare(ParsedMetric metric, @Nullable Integer samples) {
        var isShare = metric.type().name().equals(SHARE) && metric.value() >= 0 && metric.value() <= 1;
        return isShare && samples != null && samples > 0 ? Summary.binomialError(metric.value(), samples) : null;
    }

    private static SampleRow row(String dataset, ParsedSample sample, int position) {
        return new SampleRow(
                position,
                sample.id(),
                ItemKey.of(dataset, sample.id()),
                sample.prompt(),
                sample.answer(),
                sample.target(),
                sample.error() == null ? sample.score() : null,
                sample.unparsed() == null ? null : Boolean.valueOf(!sample.unparsed()),
                sample.latencyMs(),
                sample.inputTokens(),
                sample.outputTokens(),
                sample.cost(),
                sample.error(),
                sample.cluster());
    }
}
