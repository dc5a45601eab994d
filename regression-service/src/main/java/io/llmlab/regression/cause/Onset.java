package io.llmlab.regression.cause;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Position;
import jakarta.persistence.Embeddable;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where a finding begins: its first run, the runs between which that certainly lies, and the last good run.
@Embeddable
public class Onset {

    /// How far back a beginning is looked for, where the method names none that lies further back.
    private static final int LOOKED_AT = 12;

    private Instant onsetAt;
    private long onsetRunId;
    private Instant onsetEarliestAt;
    private long onsetEarliestRunId;
    private Instant onsetLatestAt;
    private long onsetLatestRunId;
    private @Nullable Instant lastGoodAt;
    private @Nullable Long lastGoodRunId;

    protected Onset() {} // for Hibernate

    private Onset(Position at, Position earliest, Position latest, @Nullable Position lastGood) {
        onsetAt = at.at();
        onsetRunId = at.runId();
        onsetEarliestAt = earliest.at();
        onsetEarliestRunId = earliest.runId();
        onsetLatestAt = latest.at();
        onsetLatestRunId = latest.runId();
        lastGoodAt = lastGood == null ? null : lastGood.at();
        lastGoodRunId = lastGood == null ? null : lastGood.runId();
    }

    /// @param end with at least one run; where it does not begin comes what a person called normal, maybe long before
    /// @param told the first run after the change as the method has it, or null where it looks for none
    /// @return without the last good run: what is looked at may leave out runs right before the first bad one
    public static Onset of(Stretch end, @Nullable Position told, Family family) {
        var points =
                Stream.concat(end.baseline().stream(), end.recent().stream()).toList();
        if (points.size() < 2) {
            var only = points.getFirst().position();
            return new Onset(only, only, only, null);
        }
        var newest = points.size() - 1;
        var first = Math.min(newest, Math.max(1, end.pinned()));
        var toldPlace = told == null ? newest : Math.max(first, placeOf(told, points));
        var from = Math.max(first, Math.min(toldPlace, points.size() - LOOKED_AT));
        var step = Step.in(points.stream().mapToDouble(Point::value).toArray(), from, family);
        var place = told == null ? step.first() : toldPlace;
        return new Onset(
                points.get(place).position(),
                points.get(Math.min(place, step.earliest())).position(),
                points.get(Math.max(place, step.latest())).position(),
                null);
    }

    /// The same with the last good run.
    ///
    /// @param last before the first bad one; null: there is none
    public Onset after(@Nullable Position last) {
        return new Onset(at(), earliest(), latest(), last);
    }

    private static int placeOf(Position told, List<Point> points) {
        for (var place = 0; place < points.size(); place++) {
            if (points.get(place).position().equals(told)) {
                return place;
            }
        }
        return points.size() - 1;
    }

    /// The first run of the new values, as likely as can be said.
    public Position at() {
        return new Position(onsetAt, onsetRunId);
    }

    /// It begins here or later.
    public Position earliest() {
        return new Position(onsetEarliestAt, onsetEarliestRunId);
    }

    /// It begins here or earlier.
    public Position latest() {
        return new Position(onsetLatestAt, onsetLatestRunId);
    }

    /// The run before the first; null where there is none.
    public @Nullable Position lastGood() {
        return lastGoodAt == null || lastGoodRunId == null ? null : new Position(lastGoodAt, lastGoodRunId);
    }
}
