package io.llmlab.regression.heartbeat;

import io.llmlab.platform.outbox.Outbox;
import io.llmlab.platform.outbox.OutboxEvent;
import io.llmlab.regression.detect.Detector;
import io.llmlab.regression.detect.Detectors;
import io.llmlab.regression.detect.Direction;
import io.llmlab.regression.detect.Outcome;
import io.llmlab.regression.detect.Outcome.Regressed;
import io.llmlab.regression.detect.Settings;
import io.llmlab.regression.detect.Window;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Looks at synthetic series as at any, within the caller's transaction, and tells of their fall. Keeps nothing: what
/// is not there shows in no list, no statistics and no baseline.
@ApplicationScoped
public class Heartbeats {

    private static final String KEY = "heartbeat";

    /// What watches every metric from the start.
    private static final Detector DETECTOR = Detectors.named("auto").orElseThrow();

    private final Outbox outbox;

    Heartbeats(Outbox outbox) {
        this.outbox = outbox;
    }

    /// A series whose fall is not found goes no further: the lab does not see what it should.
    public Uni<Void> take(List<HeartbeatStarted> started) {
        return Multi.createFrom()
                .iterable(started)
                .onItem()
                .transformToUniAndConcatenate(this::take)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> take(HeartbeatStarted started) {
        return switch (outcome(started)) {
            case Regressed(var measured, var severity) ->
                outbox.append(OutboxEvent.on(
                        "regression-found",
                        "heartbeat-found",
                        KEY,
                        HeartbeatFound.of(started.at(), severity, measured)));
            case Outcome other -> {
                Log.errorf("The fall of a synthetic series was not found: %s", other);
                yield Uni.createFrom().voidItem();
            }
        };
    }

    static Outcome outcome(HeartbeatStarted started) {
        return DETECTOR.detect(Window.endOf(started.series()), Settings.usual(), Direction.HIGHER_IS_BETTER);
    }
}
