package io.llmlab.runner.execute;

/// The run is no longer this executor's: it was cancelled, or taken up by another one after the lease.
final class Superseded extends RuntimeException {

    Superseded(long runId, int attempt) {
        super("Attempt %d of run %d has lost the run".formatted(attempt, runId), null, false, false);
    }
}
