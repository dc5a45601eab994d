package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Signal.RunFailed;
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

    private static Breach breach(
            @Nullable Double trigger, @Nullable Double threshold, String title, String text) {
        return new Breach(null, null, null, trigger, threshold, null, null, null, null, Evidence.NONE, title, text);
    }
}
