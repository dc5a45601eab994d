package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import org.jspecify.annotations.Nullable;

/// Says in words what runs as a whole have broken.
final class RunWording {

    private RunWording() {}

    static Breach failures(RunFailed failed, int needed) {
        var subject = failed.subject();
        var title = "%d runs of %s on %s in a row failed"
                .formatted(failed.inARow(), subject.model().name(), subject.dataset());
        var text = "%s (%d in a row)".formatted(Wording.failure(failed).text(), failed.inARow());
        return breach((double) failed.inARow(), (double) needed, title, text);
    }

    static Breach missed(ModelAsked asked, int needed) {
        var subject = asked.subject();
        var title = "%s cannot be reached".formatted(subject.model().name());
        var text = "Not one of the %d samples of run %d on %s was answered%s%s"
                .formatted(
                        asked.samples(),
                        subject.runId(),
                        subject.dataset(),
                        asked.missedInARow() == 1 ? "" : ", as in %d runs in a row".formatted(asked.missedInARow()),
                        asked.reason() == null ? "" : ": " + Wording.shortened(asked.reason()));
        return breach((double) asked.missedInARow(), (double) needed, title, text);
    }

    static String reached(ModelAsked asked) {
        return "Run %d on %s reached it"
                .formatted(asked.subject().runId(), asked.subject().dataset());
    }

    static String succeeded(RunSucceeded succeeded) {
        return "Run %d got to its end".formatted(succeeded.subject().runId());
    }

    static String answered(SamplesFailed run) {
        return run.errors() == 0
                ? "All %d samples of run %d were answered"
                        .formatted(run.samples(), run.subject().runId())
                : "%s of the samples of run %d failed"
                        .formatted(Wording.percent(run.rate()), run.subject().runId());
    }

    private static Breach breach(@Nullable Double trigger, @Nullable Double threshold, String title, String text) {
        return new Breach(null, null, null, trigger, threshold, null, null, null, null, Evidence.NONE, title, text);
    }
}
