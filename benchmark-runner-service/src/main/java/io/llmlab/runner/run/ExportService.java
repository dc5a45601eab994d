package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.runner.run.ExportStore.PlacedMetric;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Exports lists as a whole, in pages by key: however many rows there are, one page of them is in memory.
@ApplicationScoped
class ExportService {

    private static final int PAGE = 500;

    /// Texts of samples are long.
    private static final int SAMPLES = 100;

    private final RunService runs;
    private final RunDetails details;
    private final ExportStore store;
    private final ObjectMapper mapper;
    private final Clock clock;

    ExportService(RunService runs, RunDetails details, ExportStore store, ObjectMapper mapper, Clock clock) {
        this.runs = runs;
        this.details = details;
        this.store = store;
        this.mapper = mapper;
        this.clock = clock;
    }

    /// Newest first.
    Export runs(RunFilter filter, ExportFormat format) {
        Function<Optional<RunView>, Uni<List<RunView>>> pages = last -> store.runs(filter, last, PAGE);
        return new Export("runs", format, new Rows<>(RunView.class, run -> run, PAGE, pages).pieces(mapper, format));
    }

    /// Of runs as a whole, oldest first.
    Export metrics(HistoryFilter filter, ExportFormat format) {
        var since = clock.instant().minus(filter.period());
        Function<Optional<PlacedMetric>, Uni<List<PlacedMetric>>> pages =
                last -> store.metrics(filter, since, last, PAGE);
        return new Export(
                "metrics",
                format,
                new Rows<>(MetricView.class, PlacedMetric::view, PAGE, pages).pieces(mapper, format));
    }

    /// In the order of the data set.
    Uni<Export> samples(long run, ExportFormat format) {
        return runs.get(run).map(known -> samples(known, format));
    }

    private Export samples(RunView run, ExportFormat format) {
        Function<Optional<SampleView>, Uni<List<SampleView>>> pages =
                last -> details.samplesAfter(run, last.map(SampleView::position).orElse(-1), SAMPLES);
        return new Export(
                "run-%d-samples".formatted(run.id()),
                format,
                new Rows<>(SampleView.class, sample -> sample, SAMPLES, pages).pieces(mapper, format));
    }
}
