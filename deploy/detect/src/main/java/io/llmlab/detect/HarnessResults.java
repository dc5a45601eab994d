package io.llmlab.detect;

import io.llmlab.formats.MetricType;
import io.llmlab.formats.Outcome;
import io.llmlab.formats.ParsedMetric;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.Reading;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.formats.UnreadableResults;
import io.llmlab.regression.detect.scale.Family;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Results of evaluation harnesses as series: one a model, task and metric. Closing it removes what was unpacked.
///
/// @param notes what was not read and what a person should know, one sentence each
record HarnessResults(List<TaskSeries> series, List<String> notes, Reading reading) implements AutoCloseable {

    /// Runs whose scores mean the same thing: a changed prompt, few-shot count or harness begins another series.
    private record ComparableRuns(String model, String task, Map<String, Object> fingerprint) {}

    private record Measured(String name, MetricType type) {}

    /// @param model for results that name none; null: what they say
    /// @throws UnreadableSeries where none of the files holds results
    static HarnessResults read(List<Path> paths, @Nullable String model) {
        try {
            var options = ReadingOptions.defaults().withTextLength(0).withModelName(model);
            var reading = ResultFiles.read(paths, options);
            return new HarnessResults(series(reading), notes(reading), reading);
        } catch (UnreadableResults unreadable) {
            throw new UnreadableSeries("%s. Series themselves come as CSV or as a JSON object {\"name\": [numbers]}."
                    .formatted(unreadable.getMessage()));
        }
    }

    @Override
    public void close() {
        reading.close();
    }

    private static List<String> notes(Reading reading) {
        var rejected = reading.rejected().stream().map(file -> "%s: %s".formatted(file.file(), file.reason()));
        return Stream.concat(rejected, reading.warnings().stream()).toList();
    }

    private static List<TaskSeries> series(Reading reading) {
        var streams = new LinkedHashMap<ComparableRuns, List<ParsedRun>>();
        reading.batches().stream()
                .flatMap(batch -> batch.runs().stream())
                .filter(run -> run.outcome().status() == Outcome.Status.COMPLETED)
                .sorted(Comparator.comparing(run -> run.time().at()))
                .forEach(run -> streams.computeIfAbsent(
                                new ComparableRuns(
                                        run.model().name(), run.task().name(), run.fingerprint()),
                                _ -> new ArrayList<>())
                        .add(run));
        return streams.values().stream()
                .flatMap(runs -> measured(runs).map(metric -> series(runs, metric)))
                .toList();
    }

    private static Stream<Measured> measured(List<ParsedRun> runs) {
        return runs.stream()
                .flatMap(run -> run.metrics().stream())
                .map(metric -> new Measured(metric.name(), metric.type()))
                .distinct();
    }

    private static TaskSeries series(List<ParsedRun> all, Measured metric) {
        var runs = all.stream().filter(run -> find(run, metric) != null).toList();
        var found = runs.stream()
                .map(run -> Objects.requireNonNull(find(run, metric)))
                .toList();
        var model = runs.getFirst().model().name();
        var task = runs.getFirst().task().name();
        var series = new NamedSeries(
                "%s · %s · %s".formatted(model, task, metric.name()),
                found.stream().mapToDouble(ParsedMetric::value).toArray(),
                found.stream().mapToInt(HarnessResults::samples).toArray(),
                family(metric.type()));
        return new TaskSeries(model, task, metric.name(), runs, series);
    }

    private static @Nullable ParsedMetric find(ParsedRun run, Measured wanted) {
        return run.metrics().stream()
                .filter(metric ->
                        metric.name().equals(wanted.name()) && metric.type().equals(wanted.type()))
                .findFirst()
                .orElse(null);
    }

    private static int samples(ParsedMetric metric) {
        return metric.sampleCount() == null ? 0 : Math.toIntExact(Math.min(metric.sampleCount(), Integer.MAX_VALUE));
    }

    private static @Nullable Family family(MetricType type) {
        return switch (type) {
            case ACCURACY, PRECISION, RECALL, F1_SCORE, ERROR_RATE -> Family.PROPORTION;
            case LATENCY, THROUGHPUT, MEMORY_USAGE, COST, TOKEN_COUNT -> Family.POSITIVE;
            case CUSTOM -> null;
        };
    }
}
