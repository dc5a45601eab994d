package io.llmlab.runner.load;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.llmlab.runner.model.ModelService;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.run.Pushed;
import io.llmlab.runner.run.PushedRuns;
import io.llmlab.runner.run.RunView;
import io.llmlab.runner.run.SampleRow;
import io.llmlab.runner.run.SampleTally;
import io.llmlab.runner.run.TriggerType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes in pushed results.
@ApplicationScoped
class ResultsService {

    private static final int CREATED = 201;
    private static final double ERROR_LIMIT = 0.05;

    private final ModelService models;
    private final ModelRepository known;
    private final PushedRuns runs;
    private final Idempotency idempotency;
    private final Clock clock;

    ResultsService(ModelService models, ModelRepository known, PushedRuns runs, Idempotency idempotency, Clock clock) {
        this.models = models;
        this.known = known;
        this.runs = runs;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<Answer<RunView>> push(@Nullable String key, ResultsRequest results) {
        new ResultsCheck(results, clock.instant()).pass();
        return idempotency.once(
                key,
                List.of("POST /benchmark-runs/results", results),
                RunView.class,
                () -> model(results)
                        .chain(model -> runs.store(pushed(results, clock.instant()), model))
                        .map(run -> new Answer<>(CREATED, "/benchmark-runs/" + run.id(), run)));
    }

    private Uni<Model> model(ResultsRequest results) {
        return results.modelName() != null
                ? models.findOrCreateCustom(results.modelName())
                : known.require(requireNonNull(results.modelId()));
    }

    private static Pushed pushed(ResultsRequest results, Instant now) {
        var samples = samples(results);
        var given = results.metricsOrNone().stream().map(MetricRequest::asNew).toList();
        var timestamp = requireNonNullElse(results.timestamp(), now);
        return new Pushed(
                timestamp,
                completedAt(results, timestamp),
                results.durationSeconds(),
                results.datasetName(),
                results.datasetVersion(),
                results.statusOrDefault(),
                results.errorMessage(),
                requireNonNullElse(results.triggerType(), TriggerType.MANUAL),
                results.sourceOrDefault(),
                results.batchId(),
                interval(results.expectedInterval()),
                results.labels() == null ? Map.of() : Map.copyOf(results.labels()),
                results.runConfig(),
                fingerprint(results),
                tally(samples).summary(ERROR_LIMIT).with(given),
                samples);
    }

    private static SampleTally tally(List<SampleRow> samples) {
        var tally = new SampleTally();
        samples.forEach(tally::add);
        return tally;
    }

    /// In ISO 8601, however it was written.
    private static @Nullable String interval(@Nullable String text) {
        return text == null ? null : Intervals.parse(text).toString();
    }

    private static Instant completedAt(ResultsRequest results, Instant timestamp) {
        if (results.completedAt() != null) {
            return results.completedAt();
        }
        var seconds = results.durationSeconds();
        return seconds == null ? timestamp : timestamp.plusMillis(Math.round(seconds * 1000));
    }

    private static List<SampleRow> samples(ResultsRequest results) {
        var rows = new ArrayList<SampleRow>();
        for (var sample : results.samplesOrNone()) {
            rows.add(sample.row(rows.size(), results.datasetName()));
        }
        return List.copyOf(rows);
    }

    /// What the caller says changes the meaning; who measured and on which version of the data always does.
    ///
    /// A caller who names the harness has said who measured: so a past pushed with the fingerprint of executed runs
    /// continues their stream.
    private static Fingerprint fingerprint(ResultsRequest results) {
        var parts = JsonNodeFactory.instance.objectNode();
        if (results.fingerprint() == null || !results.fingerprint().hasNonNull("harness")) {
            parts.put("source", results.sourceOrDefault());
        }
        if (results.datasetVersion() != null) {
            parts.put("dataset_version", results.datasetVersion());
        }
        if (results.fingerprint() != null) {
            parts.setAll(results.fingerprint());
        }
        return Fingerprint.of(parts);
    }
}
