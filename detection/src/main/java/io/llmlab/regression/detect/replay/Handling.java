package io.llmlab.regression.detect.replay;

/// What is done about what a look finds.
///
/// @param confirmRuns runs that must follow before a suspicion is decided, on all of them together; 0: what is found
///     is told at once
public record Handling(NewLevel newLevel, int confirmRuns) {

    public Handling {
        if (confirmRuns < 0) {
            throw new IllegalArgumentException("A number of runs is 0 or more");
        }
    }

    /// Tells at once.
    public static Handling of(NewLevel newLevel) {
        return new Handling(newLevel, 0);
    }
}
