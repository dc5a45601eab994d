package io.llmlab.platform.inbox;

import io.quarkus.logging.Log;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Events that wait for those before them, oldest first, and are then taken together.
///
/// A poll brings what is there, and under a steady load that is one event or two: each poll by itself would cost a
/// transaction. What comes while one is under way waits here for the next.
public final class Line {

    /// What a transaction takes at once; see [Lots].
    private static final int MOST_TAKEN = 100;

    /// Where so many wait, the topic keeps the rest.
    private static final int MOST_WAITING = 400;

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

    private final Function<List<Message<String>>, Uni<Void>> effect;
    private final Attempts attempts;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
    private boolean busy;

    private record Waiting(Message<String> message, Context context) {}

    /// @param effect takes events in their order and answers each (ack or nack); taken again where it fails. One call
    ///     at a time, on a Vert.x context of its own
    Line(Function<List<Message<String>>, Uni<Void>> effect, Attempts attempts) {
        this.effect = effect;
        this.attempts = attempts;
    }

    /// To be called on a Vert.x context.
    ///
    /// @return completes when there is room for more, not when these were taken
    public Uni<Void> add(List<? extends Message<String>> further) {
        var own = Vertx.currentContext();
        var free = enqueue(further, own);
        takeNext();
        return Uni.createFrom().completionStage(free).emitOn(next -> own.runOnContext(_ -> next.run()));
    }

    private synchronized CompletableFuture<Void> enqueue(List<? extends Message<String>> further, Context context) {
        further.forEach(message -> waiting.add(new Waiting(message, context)));
        if (waiting.size() > MOST_WAITING && room.isDone()) {
            room = new CompletableFuture<>();
        }
        return room;
    }

    private void takeNext() {
        var lot = nextUnlessBusy();
        whoMayGoOn().complete(null);
        if (!lot.isEmpty()) {
            take(lot);
        }
    }

    /// Of its own, as database sessions live there: what one poll brought may be taken by several lines at once.
    private static Context contextOf(Waiting first) {
        var context = VertxContext.createNewDuplicatedContext(first.context());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    /// Those behind must not overtake what failed, and what has had its effect has none when it is taken again.
    private void take(List<Waiting> lot) {
        var messages = lot.stream().map(Waiting::message).toList();
        attempts.begin(messages);
        Uni.createFrom()
                .<Void>emitter(end -> contextOf(lot.getFirst())
                        .runOnContext(_ -> Uni.createFrom()
                                .deferred(() -> effect.apply(messages))
                                .subscribe()
                                .with(end::complete, end::fail)))
                .onFailure()
                .invoke(failure -> Log.error("Events could not be answered and are taken again", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .indefinitely()
                .invoke(() -> attempts.end(messages))
                .onTermination()
                .invoke(this::release)
                .subscribe()
                .with(_ -> takeNext(), failure -> Log.error("Events are left for the next start", failure));
    }

    private synchronized List<Waiting> nextUnlessBusy() {
        var lot = new ArrayList<Waiting>();
        while (!busy && lot.size() < MOST_TAKEN && !waiting.isEmpty()) {
            lot.add(waiting.remove());
        }
        busy |= !lot.isEmpty();
        return lot;
    }

    private synchronized void release() {
        busy = false;
    }

    private synchronized CompletableFuture<Void> whoMayGoOn() {
        return waiting.size() <= MOST_WAITING ? room : new CompletableFuture<>();
    }
}
