package io.llmlab.alert.evaluate;

/// What a gate says.
sealed interface Passage {

    record Free() implements Passage {}

    /// @param reason why no alert is opened, for the operator
    record Held(String reason) implements Passage {}
}
