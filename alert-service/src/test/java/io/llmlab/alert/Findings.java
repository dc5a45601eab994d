package io.llmlab.alert;

import io.llmlab.alert.Lab.Metric;
import io.llmlab.alert.Lab.ModelUnderTest;
import io.llmlab.local.testing.TopicWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What regression-service says of runs that are one matter with others.
final class Findings {

    private static final AtomicLong IDS = new AtomicLong(5_000_000);

    private final TopicWriter regression;

    Findings(String bootstrapServers) {
        regression = new TopicWriter(bootstrapServers, "/llmlab/regression");
    }

    /// @param group of the run or batch; findings of no group stand alone
    /// @param suspect or null where nothing is known of the cause
    /// @param onset of what was found; what began within a day of it began at the same time
    record Matter(@Nullable Long group, @Nullable String suspect, Instant onset) {

        static Matter ofGroup(long group) {
            return new Matter(group, null, Instant.EPOCH);
        }

        static Matter suspecting(String suspect, Instant onset) {
            return new Matter(null, suspect, onset);
        }

        private String cause() {
            return suspect == null
                    ? "null"
                    : """
                    {"suspect": "%1$s", "reason": "others moved too",
                     "onset": {"run_id": 1, "timestamp": "%2$s", "earliest": {"run_id": 1, "timestamp": "%2$s"},
                               "latest": {"run_id": 1, "timestamp": "%2$s"}},
                     "last_good": null, "window_from": "%3$s", "window_until": "%4$s",
                     "other_models": {"moved": 0, "comparable": 0, "names": []},
                     "other_datasets": {"moved": 0, "comparable": 0, "names": []},
                     "same_provider": {"moved": 1, "comparable": 1, "names": []}, "changed": []}""".formatted(suspect, onset, onset.minusSeconds(86_400), onset.plusSeconds(86_400));
        }
    }

    static long newGroup() {
        return IDS.incrementAndGet();
    }

    /// Each of these metrics got worse with one run.
    void found(ModelUnderTest model, String dataset, Matter matter, String severity, Metric... metrics) {
        send(model, dataset, Arrays.stream(metrics).map(metric -> finding(metric, dataset, matter, severity)));
    }

    /// One metric got worse critically, and others did.
    void found(ModelUnderTest model, String dataset, Metric critical, Metric... others) {
        var matter = Matter.ofGroup(newGroup());
        send(
                model,
                dataset,
                Stream.concat(
                        Arrays.stream(others).map(metric -> finding(metric, dataset, matter, "warning")),
                        Stream.of(finding(critical, dataset, matter, "critical"))));
    }

    private void send(ModelUnderTest model, String dataset, Stream<String> findings) {
        var json = """
                {"run_id": %d, "model": {"id": %d, "name": "%s", "provider": "openai", "labels": {}},
                 "dataset": {"name": "%s", "version": "3f78"}, "stream": "s1", "backfill": false,
                 "detected_at": "2026-11-23T12:01:31Z", "run_timestamp": "2026-11-23T12:00:00Z", "labels": {},
                 "findings": [%s]}""".formatted(
                IDS.incrementAndGet(), model.id(), model.name(), dataset, findings.collect(Collectors.joining(",")));
        regression.send(
                "llmlab.regression-found.v1", Long.toString(model.id()), "regression-found", Lab.eventId(), json);
    }

    private static String finding(Metric metric, String dataset, Matter matter, String severity) {
        return """
                {"finding_id": 1, "metric_type": "%s", "metric_name": "%s", "dataset_name": "%s", "stream": "s1",
                 "detection_method": "auto", "severity": "%s", "confidence_score": 0.99, "baseline_value": %s,
                 "current_value": %s, "change_percent": %s, "p_value": 0.001, "higher_is_better": %s, "unit": null,
                 "statistical_details": {}, "group_id": %s, "cause": %s, "history": []}""".formatted(
                        metric.type(),
                        metric.name(),
                        dataset,
                        severity,
                        metric.baseline(),
                        metric.current(),
                        (metric.current() - metric.baseline()) / metric.baseline(),
                        metric.higherIsBetter(),
                        matter.group(),
                        matter.cause());
    }
}
