package io.llmlab.formats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run while a format puts it together; what several files decide together (times, the caller's model name, the hash)
/// comes later.
final class RunDraft {

    final Harness harness;
    ParsedModel model;
    final ParsedTask task;
    Outcome outcome = Outcome.completed();
    final Map<String, Object> fingerprint = new LinkedHashMap<>();
    final Map<String, Object> config = new LinkedHashMap<>();
    final List<ParsedMetric> metrics = new ArrayList<>();

    @Nullable
    String scoreMetric;

    final Map<String, String> labels = new LinkedHashMap<>();
    final List<String> notes = new ArrayList<>();
    SampleSource samples = SampleSource.none();

    @Nullable
    RunTime time;

    @Nullable
    Duration duration;

    /// Beside harness, model, task, metrics and time: what makes this run another one than one with the same of these.
    final List<String> identity = new ArrayList<>();

    RunDraft(Harness harness, ParsedModel model, ParsedTask task) {
        this.harness = harness;
        this.model = model;
        this.task = task;
    }

    void at(@Nullable Instant at, RunTime.Source source) {
        if (at != null) {
            time = new RunTime(at, source, duration);
        }
    }

    /// Absent parts are left out.
    void fingerprint(String part, @Nullable Object value) {
        if (value != null) {
            fingerprint.put(part, value);
        }
    }

    void config(String name, @Nullable Object value) {
        if (value != null) {
            config.put(name, value);
        }
    }

    void label(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            labels.put(name, value);
        }
    }

    /// A run has each metric once: a second one of the same name is noted, not taken.
    void metric(ParsedMetric metric) {
        var known = metrics.stream()
                .anyMatch(other -> other.type() == metric.type() && other.name().equals(metric.name()));
        if (known) {
            notes.add("metric %s stands there twice; the first one was taken".formatted(metric.name()));
        } else {
            metrics.add(metric);
        }
    }

    ParsedRun finished(RunTime time) {
        return new ParsedRun(
                model,
                task,
                time,
                harness,
                outcome,
                fingerprint,
                config,
                List.copyOf(metrics),
                scoreMetric,
                Map.copyOf(labels),
                ContentHash.of(this, time),
                List.copyOf(notes),
                samples);
    }
}
