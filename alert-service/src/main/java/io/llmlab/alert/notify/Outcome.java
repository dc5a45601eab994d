package io.llmlab.alert.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What an attempt to deliver brought.
public sealed interface Outcome {

    /// For the person who reads the delivery's history.
    String answer();

    /// The receiver has it.
    record Sent(String answer) implements Outcome {}

    /// It may work later: the receiver is away, busy or broken.
    ///
    /// @param after how long the receiver asked to be left alone, or null
    record Delayed(String answer, @Nullable Duration after) implements Outcome {}

    /// It will never work: the receiver refused it.
    record Refused(String answer) implements Outcome {}

    /// There is nobody to send it to.
    record Skipped(String answer) implements Outcome {}
}
