package io.llmlab.alert.timer;

import io.smallrye.mutiny.Uni;

/// What happens when the time of one kind of timer has come.
public interface TimerHandler {

    TimerKind kind();

    /// Within the transaction that removes the timer: both happen, or neither and it comes again. The handler looks
    /// itself whether there is still a reason: timers are not taken back. It may set the same timer anew.
    Uni<Void> fire(Timer timer);
}
