package io.llmlab.runner.execute;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.runner.model.Provider;
import io.llmlab.runner.run.BenchmarkConfig;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sends the requests of one run, each until it is answered or its tries are used up: as many at a time as the endpoint
/// takes, and as fast as the provider's limits allow.
final class Sender {

    private static final double NANOS_PER_MS = 1e6;
    private static final int TOO_MANY = 429;

    /// Roughly, in English; what it really was is set right afterwards.
    private static final int CHARACTERS_A_TOKEN = 4;

    private static final int USUAL_ANSWER = 256;

    private final ModelClient client;
    private final RateLimits limits;
    private final Throttle throttle;
    private final Pace pace;
    private final int retries;
    private final int longestAnswer;
    private final @Nullable ResponseCache cache;

    /// @param cache where answers are looked for and kept; null: nowhere
    /// @param config of the run
    /// @param longestAnswer in tokens, where it is known
    Sender(
            ModelClient client,
            RateLimits limits,
            Pace pace,
            @Nullable ResponseCache cache,
            BenchmarkConfig config,
            @Nullable Integer longestAnswer) {
        this.client = client;
        this.limits = limits;
        this.pace = pace;
        this.cache = cache;
        this.throttle = new Throttle(config.requestsAtATime());
        this.retries = config.retries();
        this.longestAnswer = requireNonNullElse(longestAnswer, USUAL_ANSWER);
    }

    /// @param latencyMs of the last try; nothing where the answer was kept
    /// @param cached whether the answer was kept of an earlier request
    record Outcome(Reply reply, double latencyMs, boolean cached) {}

    /// Whether answers may be such that were kept.
    boolean usesCache() {
        return cache != null;
    }

    /// Never fails but where the database does.
    ///
    /// @param epoch which of several answers to the same question, or null
    Uni<Outcome> send(ModelClient.Request request, @Nullable Integer epoch) {
        var kept = cache == null ? Optional.<Reply.Answered>empty() : cache.find(request, epoch);
        return kept.isPresent()
                ? Uni.createFrom().item(new Outcome(kept.get(), 0, true))
                : pause(pace.beforeFirst())
                        .chain(() -> send(request, 1))
                        .invoke(outcome -> keep(request, epoch, outcome));
    }

    private void keep(ModelClient.Request request, @Nullable Integer epoch, Outcome outcome) {
        if (cache != null && outcome.reply() instanceof Reply.Answered answered) {
            cache.keep(request, epoch, answered);
        }
    }

    private Uni<Outcome> send(ModelClient.Request request, int tries) {
        return throttle.enter()
                .chain(permit -> once(request)
                        .onItemOrFailure()
                        .invoke((outcome, _) -> leave(permit, outcome))
                        .onCancellation()
                        .invoke(() -> throttle.leave(permit, false, false)))
                .chain(outcome -> isFinal(outcome.reply(), tries)
                        ? Uni.createFrom().item(outcome)
                        : pause(pace.before(tries, outcome.reply().pause())).chain(() -> send(request, tries + 1)));
    }

    private void leave(Throttle.Permit permit, @Nullable Outcome outcome) {
        var limited =
                outcome != null && outcome.reply() instanceof Reply.Rejected rejected && rejected.status() == TOO_MANY;
        throttle.leave(permit, limited, outcome != null && outcome.reply() instanceof Reply.Answered);
    }

    private Uni<Outcome> once(ModelClient.Request request) {
        var provider = request.endpoint().provider();
        var estimate = request.body().toString().length() / CHARACTERS_A_TOKEN + longestAnswer;
        return limits.admit(provider, estimate)
                .chain(() -> timed(request))
                .call(outcome -> correct(provider, estimate, outcome.reply()));
    }

    private Uni<Outcome> timed(ModelClient.Request request) {
        return Uni.createFrom().deferred(() -> {
            var begun = System.nanoTime();
            return client.ask(request)
                    .map(reply -> new Outcome(reply, (System.nanoTime() - begun) / NANOS_PER_MS, false));
        });
    }

    private Uni<Void> correct(Provider provider, long estimate, Reply reply) {
        return reply instanceof Reply.Answered answered
                        && answered.inputTokens() != null
                        && answered.outputTokens() != null
                ? limits.took(provider, estimate, answered.inputTokens() + answered.outputTokens())
                : Uni.createFrom().voidItem();
    }

    private boolean isFinal(Reply reply, int tries) {
        return !reply.mayPass() || tries > retries;
    }

    private static Uni<Void> pause(Duration pause) {
        var now = Uni.createFrom().voidItem();
        return pause.isZero() ? now : now.onItem().delayIt().by(pause);
    }
}
