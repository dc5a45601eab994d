package io.llmlab.runner.execute;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a run may still spend. When that is nothing, no more is asked; what is under way is waited for and stored.
final class Budget {

    private final @Nullable Double most;
    private double spent;
    private @Nullable String over;

    /// @param most USD; null: no limit of the run's own
    /// @param spent by earlier attempts of the run
    Budget(@Nullable Double most, double spent) {
        this.most = most;
        this.spent = spent;
        look();
    }

    synchronized boolean allowsMore() {
        return over == null;
    }

    synchronized void spent(@Nullable Double cost) {
        spent += cost == null ? 0 : cost;
        look();
    }

    private void look() {
        if (most != null && spent >= most && over == null) {
            over = "The answers of the run have cost %.4f USD, and benchmark_config.max_cost allows %.4f"
                    .formatted(spent, most);
        }
    }

    /// @param reason why nothing more may be spent; empty: more may
    synchronized void exhausted(Optional<String> reason) {
        over = over == null ? reason.orElse(null) : over;
    }

    /// @throws RunFailure where something was not asked for want of money
    synchronized void requireEnoughFor(Collection<?> missing, int asked, long run) {
        if (over != null && asked < missing.size()) {
            throw new RunFailure(
                    "%s; %d of the run's questions were not asked. POST /benchmark-runs/%d/retry goes on with them once more may be spent"
                            .formatted(over, missing.size() - asked, run));
        }
    }
}
