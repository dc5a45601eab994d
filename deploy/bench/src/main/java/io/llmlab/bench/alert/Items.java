package io.llmlab.bench.alert;

/// Numbers the findings, so that no series is told of twice.
final class Items {

    private int next;

    /// @return the first of so many
    int take(int count) {
        next += count;
        return next - count;
    }
}
