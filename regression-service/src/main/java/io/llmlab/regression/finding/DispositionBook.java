package io.llmlab.regression.finding;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.finding.Disposition.Kind;
import io.llmlab.regression.series.ModelRef;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;

/// Enters what a person said of a finding: ends it where it is open, moves the baseline, and tells others.
@ApplicationScoped
class DispositionBook {

    private static final String TOPIC = "regression-found";

    private final FindingRepository findings;
    private final SeriesService series;
    private final BaselineService baselines;
    private final Outbox outbox;
    private final Clock clock;

    DispositionBook(
            FindingRepository findings, SeriesService series, BaselineService baselines, Outbox outbox, Clock clock) {
        this.findings = findings;
        this.series = series;
        this.baselines = baselines;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Within the current transaction. No run is added to the series until it ends.
    ///
    /// Fails where there is no such finding, where it was judged already, and where it is over and cannot become
    /// the new normal.
    Uni<Finding> enter(long findingId, Kind kind, Word word) {
        return locked(findingId)
                .call(finding -> enter(finding, new Disposition(kind, word.by(), word.reason(), clock.instant())));
    }

    /// Whether it can be judged so; holds until the current transaction ends.
    Uni<Boolean> admits(long findingId, Kind kind) {
        return locked(findingId).map(finding -> finding.admits(kind));
    }

    private Uni<Finding> locked(long findingId) {
        return findings.seriesOf(findingId).chain(series::lock).chain(() -> findings.require(findingId));
    }

    private Uni<Void> enter(Finding finding, Disposition disposition) {
        var ended = finding.judge(disposition);
        return moveBaseline(finding, disposition).chain(() -> ended ? tell(finding, disposition) : nothing());
    }

    private Uni<Void> moveBaseline(Finding finding, Disposition disposition) {
        return switch (disposition.kind()) {
            case ACCEPTED ->
                baselines.accept(
                        finding.id(),
                        finding.subject().series(finding.seriesId()),
                        disposition.by(),
                        disposition.reason());
            case FALSE_ALARM -> baselines.settle(finding.id());
        };
    }

    private Uni<Void> tell(Finding finding, Disposition disposition) {
        Log.infof(
                "Finding %d ends as %s, by %s",
                finding.id(), disposition.kind().name().toLowerCase(Locale.ROOT), disposition.by());
        return series.modelRef(finding.subject().modelId()).chain(model -> tell(finding, disposition, model));
    }

    private Uni<Void> tell(Finding finding, Disposition disposition, ModelRef model) {
        return outbox.append(OutboxEvent.on(
                TOPIC, "regression-cleared", model.id(), RegressionCleared.judged(finding, disposition, model)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
