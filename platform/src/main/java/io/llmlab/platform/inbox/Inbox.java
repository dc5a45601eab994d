package io.llmlab.platform.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.llmlab.platform.database.PlainSql;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Makes delivery at least once an effect exactly once: the event's source and id are stored in the transaction of
/// its effect, and an event that is there already has no second one.
///
/// A failure that may pass (the database is away, a deadlock) is retried for ever in place, which keeps the order. One
/// that never can pass is nacked with its reason: the channel's `dead-letter-queue` strategy keeps the record.
/// At shutdown the waiting ends with neither: the record was not acknowledged and comes again at the next start.
@ApplicationScoped
public class Inbox {

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

    private static final String REMEMBER =
            "insert into inbox (source, event_id) values ($1, $2) on conflict do nothing";

    private final ObjectMapper mapper;
    private volatile boolean stopped;

    Inbox(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Reads the payload as the given type and runs the effect, both in one transaction with the inbox row.
    public <E> Uni<Void> once(Message<String> message, Class<E> type, Function<E, Uni<Void>> effect) {
        return Uni.createFrom()
                .item(() -> read(message, type))
                .chain(received -> takeEffect(received, effect))
                .chain(() -> Uni.createFrom().completionStage(message.ack()))
                .onFailure()
                .recoverWithUni(
                        failure -> stopped && Transience.mayPass(failure) ? leave(failure) : bury(message, failure));
    }

    /// The CloudEvents type, for a topic that carries several.
    public static String typeOf(Message<?> message) {
        return message.getMetadata(IncomingCloudEventMetadata.class)
                .map(IncomingCloudEventMetadata::getType)
                .orElse("");
    }

    private record Received<E>(String source, String id, E event) {}

    private <E> Received<E> read(Message<String> message, Class<E> type) {
        var envelope = message.getMetadata(IncomingCloudEventMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException("The record has no CloudEvents headers (ce_id, …)"));
        try {
            // Producers may add fields within a version; requests, where an unknown field is an error, are read
            // elsewhere.
            ObjectReader reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            return new Received<>(
                    envelope.getSource().toString(), envelope.getId(), reader.readValue(message.getPayload()));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(
                    "The payload is no %s: %s".formatted(type.getSimpleName(), unreadable.getOriginalMessage()),
                    unreadable);
        }
    }

    private <E> Uni<Void> takeEffect(Received<E> received, Function<E, Uni<Void>> effect) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(() ->
                        isFirst(received).chain(first -> first ? effect.apply(received.event()) : skip(received))))
                .onFailure(this::isTriedAgain)
                .invoke(failure ->
                        Log.warnf("Event %s waits and is tried again: %s", received.id(), failure.toString()))
                .onFailure(this::isTriedAgain)
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .indefinitely();
    }

    private boolean isTriedAgain(Throwable failure) {
        return !stopped && Transience.mayPass(failure);
    }

    private static Uni<Boolean> isFirst(Received<?> received) {
        return PlainSql.update(REMEMBER, received.source(), received.id()).map(inserted -> inserted == 1);
    }

    private static Uni<Void> skip(Received<?> received) {
        Log.debugf("Event %s of %s came again and is skipped", received.id(), received.source());
        return Uni.createFrom().voidItem();
    }

    /// Never completes, so that no later record of the channel overtakes this one while the service goes down.
    private static Uni<Void> leave(Throwable failure) {
        Log.debugf("The service stops, an event is left for its next start: %s", failure.toString());
        return Uni.createFrom().nothing();
    }

    private static Uni<Void> bury(Message<?> message, Throwable failure) {
        Log.errorf(failure, "An event can never be processed and goes to the dead letters");
        return Uni.createFrom().completionStage(message.nack(failure));
    }
}
