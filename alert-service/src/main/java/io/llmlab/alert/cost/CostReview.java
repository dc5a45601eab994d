package io.llmlab.alert.cost;

import io.llmlab.alert.timer.Timer;
import io.llmlab.alert.timer.TimerHandler;
import io.llmlab.alert.timer.TimerKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// Costs are back to what they were when enough time has passed, with no run to say so.
@ApplicationScoped
class CostReview implements TimerHandler {

    private final CostWatch watch;
    private final CostTimers timers;

    CostReview(CostWatch watch, CostTimers timers) {
        this.watch = watch;
        this.timers = timers;
    }

    @Override
    public TimerKind kind() {
        return TimerKind.REVIEW_COSTS;
    }

    @Override
    public Uni<Void> fire(Timer timer) {
        return watch.review(timers.subject(timer));
    }
}
