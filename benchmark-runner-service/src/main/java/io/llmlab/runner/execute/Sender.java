package io.llmlab.runner.execute;

import static java.util.Objects.requireNonNullElse;

import io.llmlab.runner.model.Provider;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
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

    Sender(ModelClient client, RateLimits limits, Pace pace, Plan plan) {
        this.client = client;
        this.limits = limits;
        this.pace = pace;
        this.throttle = new Throttle(plan.config().requestsAtATime());
        this.retries = plan.config().retries();
        this.longestAnswer = requireNonNullElse(plan.config().longestAnswer(), USUAL_ANSWER);
    }

    /// @param latencyMs of the last try
    record Outcome(Reply reply, double latencyMs) {}

    /// Never fails but where the database does.
    Uni<Outcome> send(ModelClient.Request request) {
        return pause(pace.beforeFirst()).chain(() -> send(request, 1));
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
            return client.ask(request).map(reply -> new Outcome(reply, (System.nanoTime() - begun) / NANOS_PER_MS));
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
