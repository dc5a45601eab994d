package io.llmlab.detect;

import io.llmlab.formats.MetricType;
import io.llmlab.formats.ParsedMetric;
import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ReadingOptions;
import io.llmlab.formats.ResultFiles;
import io.llmlab.formats.UnreadableResults;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.detect.segment.Change;
import io.llmlab.regression.detect.segment.Segmenter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Results of evaluation harnesses as series: one a model, task and metric.
final class HarnessResults {

    private HarnessResults() {}

    /// Runs whose scores mean the same thing: a changed prompt, few-shot count or harness begins another series.
    private record Stream(String model, String task, Map<String, Object> fingerprint) {}

    private record Measured(String name, MetricType type) {}

    /// @throws UnreadableSeries where none of the files holds results
    static List<TaskSeries> read(List<Path> paths) {
        try (var reading = ResultFiles.read(paths, ReadingOptions.defaults().withTextLength(0))) {
            var streams = new LinkedHashMap<Stream, List<ParsedRun>>();
            reading.batches().stream()
                    .flatMap(batch -> batch.runs().stream())
                    .sorted(Comparator.comparing(run -> run.time().at()))
                    .forEach(run -> streams.computeIfAbsent(
                                    new Stream(run.model().name(), run.task().name(), run.fingerprint()),
                                    _ -> new ArrayList<>())
                            .add(run));
            return streams.values().stream()
                    .flatMap(runs -> series(runs).stream())
                    .toList();
        } catch (UnreadableResults unreadable) {
            throw new UnreadableSeries(String.valueOf(unreadable.getMessage()));
        }
    }

    private static List<TaskSeries> series(List<ParsedRun> runs) {
        return runs.stream()
                .flatMap(run -> run.metrics().stream())
                .map(metric -> new Measured(metric.name(), metric.type()))
                .distinct()
                .map(metric -> series(runs, metric))
                .toList();
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
        var labels = runs.stream().map(HarnessResults::label).toList();
        return new TaskSeries(model, task, metric.name(), labels, series, flips(runs, metric, series));
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

    private static String label(ParsedRun run) {
        var checkpoint = run.labels().get("checkpoint");
        return checkpoint == null ? run.time().at().toString() : checkpoint;
    }

    /// Around the last change, or else of the newest run and the one before it.
    private static @Nullable ItemFlips flips(List<ParsedRun> runs, Measured metric, NamedSeries series) {
        if (runs.size() < 2 || !metric.name().equals(runs.getLast().scoreMetric())) {
            return null;
        }
        var changes = Segmenter.segment(series.values(), series.familyOr(null)).changes();
        var after = changes.isEmpty()
                ? runs.size() - 1
                : changes.stream().mapToInt(Change::index).max().getAsInt();
        return ItemFlips.between(runs, after - 1, after).orElse(null);
    }
}
