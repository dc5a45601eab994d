package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.TriggerType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Makes the senders of a run: one for each endpoint that it asks, so that each has its own pace.
@ApplicationScoped
class Senders {

    private final ModelClient client;
    private final RateLimits limits;
    private final ResponseCache cache;
    private final ExecutionConfig config;
    private final Clock clock;

    Senders(ModelClient client, RateLimits limits, ResponseCache cache, ExecutionConfig config, Clock clock) {
        this.client = client;
        this.limits = limits;
        this.cache = cache;
        this.config = config;
        this.clock = clock;
    }

    /// Of the model whose run it is.
    Sender of(Assignment taken) {
        return sender(taken, taken.config().longestAnswer());
    }

    /// Null where the scoring needs no other model.
    @Nullable
    Judge judge(Assignment taken, Scoring scoring) {
        var model = scoring.judge();
        return model == null
                ? null
                : new Judge(scoring, model, sender(taken, null), taken.config().requestTimeout());
    }

    private Sender sender(Assignment taken, @Nullable Integer longestAnswer) {
        var pace = new Pace(
                config.firstPause(),
                config.longestPause(),
                clock,
                () -> ThreadLocalRandom.current().nextLong());
        return new Sender(client, limits, pace, isFromCache(taken) ? cache : null, taken.config(), longestAnswer);
    }

    /// A run that somebody waits for; whatever else its configuration says, a job's never is.
    private boolean isFromCache(Assignment taken) {
        BenchmarkConfig asked = taken.config();
        return asked.usesCache()
                && cache.isAllowed()
                && taken.run().triggerType() == TriggerType.MANUAL
                && taken.run().scheduledJobId() == null;
    }
}
