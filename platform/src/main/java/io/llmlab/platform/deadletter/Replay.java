package io.llmlab.platform.deadletter;

import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Unavailable;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Puts an event back through what takes in its topic. The inbox knows it by its id, so that it has one effect however
/// often this is done.
@ApplicationScoped
class Replay {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private static final Pattern DEAD_LETTERS =
            Pattern.compile("mp\\.messaging\\.incoming\\.(.+)\\.dead-letter-queue\\.topic");

    private final Instance<Intake> intakes;
    private final Config config;

    /// It can still not be processed. Whatever the reason is, it is not the fault of who asks.
    static final class Refused extends RuntimeException {
        Refused(Throwable reason) {
            super(LetterStore.reasonOf(reason), reason);
        }
    }

    Replay(Instance<Intake> intakes, Config config) {
        this.intakes = intakes;
        this.config = config;
    }

    /// Completes when it was processed; fails with [Refused] where it was not.
    Uni<Void> putBack(Buried event) {
        var taker = takerOf(event.topic());
        var own = Vertx.currentContext();
        return Uni.createFrom()
                .<Void>emitter(end -> contextBeside(own)
                        .runOnContext(_ -> answerOf(taker, event).subscribe().with(end::complete, end::fail)))
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new Unavailable(
                        "The event is still being processed; what becomes of it is known later", A_WHILE))
                .emitOn(next -> own.runOnContext(_ -> next.run()));
    }

    private static Uni<Void> answerOf(Function<Message<String>, Uni<Void>> taker, Buried event) {
        var answered = new CompletableFuture<Void>();
        return Uni.createFrom()
                .deferred(() -> taker.apply(event.message(answered)))
                .chain(() -> Uni.createFrom().completionStage(answered))
                .onFailure()
                .transform(Refused::new);
    }

    /// As one that came from the broker has it: nothing of the request that asks for it, and its own sessions.
    private static Context contextBeside(Context own) {
        var context = VertxContext.createNewDuplicatedContext(own);
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }

    private Function<Message<String>, Uni<Void>> takerOf(String topic) {
        var taker = takers().get(topic);
        if (taker == null) {
            throw new Conflict("This service takes in nothing of %s any more".formatted(topic));
        }
        return taker;
    }

    private Map<String, Function<Message<String>, Uni<Void>>> takers() {
        var takers = new HashMap<String, Function<Message<String>, Uni<Void>>>();
        intakes.forEach(intake -> takers.putAll(intake.takers()));
        return takers;
    }

    /// Says where a topic with dead letters is taken in by nobody who could take them back; one that was renamed by a
    /// setting, say.
    void check(@Observes StartupEvent event) {
        var known = takers().keySet();
        for (var name : config.getPropertyNames()) {
            var channel = DEAD_LETTERS.matcher(name);
            if (channel.matches()) {
                var topic = config.getValue("mp.messaging.incoming.%s.topic".formatted(channel.group(1)), String.class);
                if (!known.contains(topic)) {
                    Log.warnf("Dead letters of %s cannot be replayed: no Intake takes it in", topic);
                }
            }
        }
    }
}
