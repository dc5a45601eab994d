package io.llmlab.runner.execute;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Lets as many requests of a run be under way as the endpoint can take: their number is halved when it says that
/// there were too many (429), and grows by one with each round of answers, up to what the run allows (additive
/// increase, multiplicative decrease; D. Chiu and R. Jain, Computer Networks and ISDN Systems 17 (1989)).
///
/// Requests that were under way together are refused together; they halve the number once.
final class Throttle {

    private final int most;
    private final Deque<UniEmitter<? super Permit>> waiting = new ArrayDeque<>();
    private int limit;
    private int under;
    private int answered;
    private int halvings;

    /// The right to have one request under way.
    ///
    /// @param halvings how often the number had been halved when it was given
    record Permit(int halvings) {}

    Throttle(int most) {
        this.most = most;
        this.limit = most;
    }

    /// Comes as soon as there is room, in the order of asking.
    Uni<Permit> enter() {
        return Uni.createFrom().emitter(this::enter);
    }

    private void enter(UniEmitter<? super Permit> emitter) {
        synchronized (this) {
            if (under >= limit) {
                waiting.add(emitter);
                return;
            }
            under++;
        }
        emitter.complete(permit());
    }

    /// @param limited whether the endpoint said that there were too many
    /// @param served whether it answered
    void leave(Permit permit, boolean limited, boolean served) {
        synchronized (this) {
            under--;
            if (limited && permit.halvings() == halvings) {
                limit = Math.max(1, limit / 2);
                halvings++;
                answered = 0;
            } else if (served && ++answered >= limit) {
                limit = Math.min(most, limit + 1);
                answered = 0;
            }
        }
        for (var next = next(); next != null; next = next()) {
            next.complete(permit());
        }
    }

    private synchronized @Nullable UniEmitter<? super Permit> next() {
        if (under >= limit || waiting.isEmpty()) {
            return null;
        }
        under++;
        return waiting.poll();
    }

    private synchronized Permit permit() {
        return new Permit(halvings);
    }

    synchronized int limit() {
        return limit;
    }
}
