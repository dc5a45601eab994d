package io.llmlab.alert.watch;

import io.llmlab.alert.evaluate.Evaluation;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.llmlab.alert.watch.Expectation.Kind;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// Looks at a time whether what was awaited has happened. All that is overdue then is told at once: where the runner is
/// down, no job is fired, and that is one message.
@ApplicationScoped
class Lookout implements TimerHandler {

    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Expectations expectations;
    private final Pulse pulse;
    private final Evaluation evaluation;
    private final Clock clock;

    Lookout(Expectations expectations, Pulse pulse, Evaluation evaluation, Clock clock) {
        this.expectations = expectations;
        this.pulse = pulse;
        this.evaluation = evaluation;
        this.clock = clock;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.LOOK_OUT;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        var kind = Kind.valueOf(String.valueOf(timer.payload().get("kind")));
        var key = String.valueOf(timer.payload().get("key"));
        return pulse.beat().chain(upSince -> raise(upSince).chain(() -> expectations.wind(kind, key, upSince)));
    }

    private Uni<Void> raise(Instant upSince) {
        return expectations
                .raise(clock.instant(), upSince)
                .map(Lookout::byModel)
                .chain(overdue -> evaluation
                        .takeTogether(overdue.stream().map(Words::trouble).toList())
                        .map(untold -> among(overdue, untold)))
                .chain(this::lookAgain);
    }

    private static List<Expectation> byModel(List<Expectation> overdue) {
        return overdue.stream()
                .sorted(Comparator.comparing(missed -> missed.subject().model().id()))
                .toList();
    }

    private static List<Expectation> among(List<Expectation> overdue, List<LabTroubled> untold) {
        return overdue.stream()
                .filter(missed -> untold.contains(Words.trouble(missed)))
                .toList();
    }

    /// A rule may not tell of it yet, as its cooldown is not over. Nothing else would ask it again.
    private Uni<Void> lookAgain(List<Expectation> untold) {
        var later = clock.instant().plus(PAUSE);
        return Multi.createFrom()
                .iterable(untold)
                .map(missed -> missed.until(later))
                .onItem()
                .transformToUniAndConcatenate(expectations::expect)
                .onItem()
                .ignoreAsUni();
    }
}
