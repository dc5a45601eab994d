package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import io.llmlab.regression.baseline.Absent;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.cause.Onset;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.detect.Measurement;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Measured;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Outcome.Shifted;
import io.llmlab.regression.detect.Recovery;
import io.llmlab.regression.detect.Repeats;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One look of one method at one series.
public record Evaluation(Series series, Watch watch, Stretch stretch, Outcome outcome) {

    static final Comparator<Evaluation> BY_SEVERITY =
            Comparator.comparing(evaluation -> evaluation.outcome().severity());

    /// Looks at the end of a series.
    public static Evaluation of(Series series, Watch watch, Stretch stretch) {
        var seen = seen(watch, stretch);
        return new Evaluation(series, watch, seen, watch.look(seen.window(series.family()), series.direction()));
    }

    /// Windows of several lengths need runs beside those that are pinned, but these must be what they rest on.
    private static Stretch seen(Watch watch, Stretch stretch) {
        return watch.detector().looksAtWindows()
                        && stretch.hasEnoughPinned(watch.settings().minDataPoints())
                ? stretch
                : stretch.pinnedAlone();
    }

    /// The same look with another outcome.
    Evaluation with(Outcome other) {
        return new Evaluation(series, watch, stretch, other);
    }

    /// The same look with what it could not have seen: for a result that somebody reads.
    public Evaluation explained() {
        return with(watch.explained(outcome, stretch.window(series.family()), series.direction()));
    }

    /// The same look with what was not looked at.
    public Evaluation noting(Absent absent) {
        var counts = Map.<String, Object>of("runs_excluded", absent.excluded(), "runs_left_out", absent.leftOut());
        return with(outcome.withEach(measured -> measured.with(counts)));
    }

    /// Whether it is worth a finding.
    public boolean isFinding() {
        return outcome instanceof Regressed || outcome instanceof Shifted;
    }

    /// Whether the series got worse at a place that can be named: a drift that goes on is no new level.
    boolean isNewLevel() {
        return outcome instanceof Regressed regressed && regressed.measurement().changePoint() != null;
    }

    /// Null where nothing could be measured. Its details name the runs of the baseline.
    public @Nullable Measurement measurement() {
        return outcome instanceof Measured measured ? Grounds.named(measured.measurement(), stretch) : null;
    }

    /// Chance of harm by what was measured, 0 to 1; null where nothing was, or the method tells none.
    @Nullable
    Double pValue() {
        return outcome instanceof Measured measured ? measured.measurement().pValue() : null;
    }

    Measurement requireMeasurement() {
        return requireNonNull(measurement(), "nothing was measured");
    }

    /// Whether the newest runs are back within the baseline by the same test.
    boolean isBack() {
        return Recovery.isBack(outcome, watch.detector(), watch.settings(), series.direction());
    }

    /// Whether its newest runs, repeats of a suspected one, show by themselves what was suspected.
    boolean isShownByRepeats() {
        return Repeats.show(stretch.window(series.family()), watch.detector(), watch.settings(), series.direction());
    }

    /// From where on the series is no baseline.
    Position onset() {
        return requireNonNullElse(toldOnset(), stretch.recentFrom());
    }

    /// Where what was found begins, and how sure that is.
    Onset begins() {
        return Onset.of(stretch, toldOnset(), series.family());
    }

    private @Nullable Position toldOnset() {
        var changePoint =
                outcome instanceof Measured measured ? measured.measurement().changePoint() : null;
        return changePoint == null ? null : stretch.positionOf(changePoint);
    }
}
