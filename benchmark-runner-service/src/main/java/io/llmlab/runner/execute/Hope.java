package io.llmlab.runner.execute;

import java.util.List;

/// Gives a run up when nothing can work: the endpoint denies the first requests, or answers none of many.
final class Hope {

    private final int hopelessAfter;
    private boolean anyAnswer;
    private int failures;

    /// @param anyAnswer whether an earlier attempt of the run was answered
    Hope(int hopelessAfter, boolean anyAnswer) {
        this.hopelessAfter = hopelessAfter;
        this.anyAnswer = anyAnswer;
    }

    /// @throws RunFailure with what the endpoint said last
    void look(List<Asked> asked) {
        for (var sample : asked) {
            anyAnswer |= sample.answered();
            failures += sample.answered() ? 0 : 1;
        }
        var failed = asked.stream().filter(sample -> !sample.answered()).toList();
        if (anyAnswer || failed.isEmpty()) {
            return;
        }
        var last = failed.getLast();
        if (failed.stream().anyMatch(Asked::denied) || failures >= hopelessAfter) {
            throw new RunFailure("None of the first %d requests was answered. %s"
                    .formatted(failures, last.row().error()));
        }
    }
}
