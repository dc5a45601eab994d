package io.llmlab.runner.execute;

import io.llmlab.runner.run.SampleRow;
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

    /// What a sample cost, with who judged it.
    synchronized void spent(SampleRow sample) {
        spent += known(sample.cost()) + known(sample.judge().cost());
        look();
    }

    private static double known(@Nullable Double cost) {
        return cost == null ? 0 : cost;
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

    /// @param unasked how many questions were not asked for want of money
    /// @param unjudged how many answers were not judged for want of it
    /// @throws RunFailure where there are any
    synchronized void requireEnough(int unasked, int unjudged, long run) {
        if (over != null && unasked + unjudged > 0) {
            throw new RunFailure("%s; %s. POST /benchmark-runs/%d/retry goes on with them once more may be spent"
                    .formatted(over, left(unasked, unjudged), run));
        }
    }

    private static String left(int unasked, int unjudged) {
        var questions = "%d of the run's questions were not asked".formatted(unasked);
        var answers = "%d of the run's answers were not judged".formatted(unjudged);
        if (unjudged == 0) {
            return questions;
        }
        return unasked == 0 ? answers : questions + " and " + answers;
    }
}
