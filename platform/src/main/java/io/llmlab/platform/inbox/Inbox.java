package io.llmlab.platform.inbox;

import static io.llmlab.platform.flow.Steps.inTurn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.deadletter.DeadLetters;
import io.llmlab.platform.trace.Arrival;
import io.llmlab.platform.trace.TraceParent;
import io.llmlab.platform.trace.Traces;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

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

    private static final String REMEMBER = """
            insert into inbox (source, event_id)
            select source, event_id from unnest($1::text[], $2::text[]) as event(source, event_id)
            on conflict do nothing returning source, event_id""";

    private final ObjectMapper mapper;
    private final DeadLetters letters;
    private final InboxFigures figures;
    private final Traces traces;
    private volatile boolean stopped;

    Inbox(ObjectMapper mapper, DeadLetters letters, InboxFigures figures, Traces traces) {
        this.mapper = mapper;
        this.letters = letters;
        this.figures = figures;
        this.traces = traces;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Reads the payload as the given type and runs the effect, both in one transaction with the inbox row.
    public <E> Uni<Void> once(Message<String> message, Class<E> type, Function<E, Uni<Void>> effect) {
        return together(List.of(message), type, events -> effect.apply(events.getFirst()));
    }

    /// The same for several events at once: one effect takes those that are new, in their order, in one transaction
    /// with their inbox rows. Where that never can succeed they are taken one by one, so that only those that fail
    /// alone are nacked.
    ///
    /// @param messages what one poll brought, oldest first; a large lot is divided into several transactions
    /// @param effect what it does for some events must be what it does for each of them in turn
    public <E> Uni<Void> onceEach(
            List<? extends Message<String>> messages, Class<E> type, Function<List<E>, Uni<Void>> effect) {
        return inTurn(Lots.of(messages), lot -> together(lot, type, effect));
    }

    /// @param effect as a [Line] wants it
    public Line line(Function<List<Message<String>>, Uni<Void>> effect) {
        return new Line(effect, figures.attempts());
    }

    /// Lets events pass that are none of this service's.
    public Uni<Void> leaveOut(List<? extends Message<String>> messages) {
        return acknowledge(messages);
    }

    /// What is done together is acknowledged so: none waits for the answer to another.
    private static Uni<Void> acknowledge(List<? extends Message<String>> messages) {
        return answer(() -> CompletableFuture.allOf(messages.stream()
                .map(message -> message.ack().toCompletableFuture())
                .toArray(CompletableFuture[]::new)));
    }

    private <E> Uni<Void> together(
            List<? extends Message<String>> messages, Class<E> type, Function<List<E>, Uni<Void>> effect) {
        figures.attempts().begin(messages);
        return Uni.createFrom()
                .item(() ->
                        messages.stream().map(message -> read(message, type)).toList())
                .chain(received ->
                        traces.following(() -> arrivals(messages, received), () -> takeEffect(received, effect)))
                .invoke(() -> figures.taken(messages))
                .chain(() -> acknowledge(messages))
                .onFailure()
                .recoverWithUni(failure -> stopped && Transience.mayPass(failure)
                        ? leave(failure)
                        : oneByOne(messages, type, effect, failure))
                .invoke(() -> figures.attempts().end(messages));
    }

    private <E> Uni<Void> oneByOne(
            List<? extends Message<String>> messages,
            Class<E> type,
            Function<List<E>, Uni<Void>> effect,
            Throwable failure) {
        return messages.size() == 1
                ? bury(messages.getFirst(), failure)
                : inTurn(messages, message -> together(List.of(message), type, effect));
    }

    /// The broker's client answers on a context of its own. What follows in the lot needs that of the message, where
    /// database sessions live.
    private static Uni<Void> answer(Supplier<CompletionStage<Void>> answer) {
        var own = Vertx.currentContext();
        return Uni.createFrom().completionStage(answer).emitOn(next -> own.runOnContext(_ -> next.run()));
    }

    /// The CloudEvents type, for a topic that carries several.
    public static String typeOf(Message<?> message) {
        return message.getMetadata(IncomingCloudEventMetadata.class)
                .map(IncomingCloudEventMetadata::getType)
                .orElse("");
    }

    private record Received<E>(Key key, E event) {}

    private record Key(String source, String id) {}

    private <E> Received<E> read(Message<String> message, Class<E> type) {
        var envelope = message.getMetadata(IncomingCloudEventMetadata.class)
                .orElseThrow(() -> new IllegalArgumentException("The record has no CloudEvents headers (ce_id, …)"));
        try {
            // Producers may add fields within a version; requests, where an unknown field is an error, are read
            // elsewhere.
            ObjectReader reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            return new Received<>(
                    new Key(envelope.getSource().toString(), envelope.getId()), reader.readValue(message.getPayload()));
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException(
                    "The payload is no %s: %s".formatted(type.getSimpleName(), unreadable.getOriginalMessage()),
                    unreadable);
        }
    }

    private static List<Arrival> arrivals(
            List<? extends Message<String>> messages, List<? extends Received<?>> received) {
        return IntStream.range(0, messages.size())
                .mapToObj(place -> arrival(messages.get(place), received.get(place)))
                .toList();
    }

    private static Arrival arrival(Message<String> message, Received<?> received) {
        var record = message.getMetadata(IncomingKafkaRecordMetadata.class);
        return new Arrival(
                received.event(),
                record.map(IncomingKafkaRecordMetadata::getTopic).orElse(""),
                received.key().id(),
                record.map(Inbox::traceparent).orElse(null));
    }

    private static @Nullable String traceparent(IncomingKafkaRecordMetadata<?, ?> record) {
        var header = record.getHeaders().lastHeader(TraceParent.HEADER);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private <E> Uni<Void> takeEffect(List<Received<E>> received, Function<List<E>, Uni<Void>> effect) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(
                        () -> remember(received).chain(first -> takeFirst(received, first, effect))))
                .onFailure(this::isTriedAgain)
                .invoke(failure ->
                        Log.warnf("%s wait and are tried again: %s", described(received), failure.toString()))
                .onFailure(this::isTriedAgain)
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .indefinitely();
    }

    private boolean isTriedAgain(Throwable failure) {
        return !stopped && Transience.mayPass(failure);
    }

    /// Which of them were not here before.
    private static Uni<Set<Key>> remember(List<? extends Received<?>> received) {
        return PlainSql.rows(
                        REMEMBER,
                        received.stream().map(one -> one.key().source()).toArray(String[]::new),
                        received.stream().map(one -> one.key().id()).toArray(String[]::new))
                .map(rows -> rows.stream()
                        .map(row -> new Key((String) row[0], (String) row[1]))
                        .collect(Collectors.toSet()));
    }

    /// @param first each event of these once; an event that came twice among those received has one effect as well
    private static <E> Uni<Void> takeFirst(
            List<Received<E>> received, Set<Key> first, Function<List<E>, Uni<Void>> effect) {
        var left = new HashSet<>(first);
        var events = received.stream()
                .filter(one -> left.remove(one.key()))
                .map(Received::event)
                .toList();
        if (events.size() < received.size()) {
            Log.debugf("%d of %s came again and are skipped", received.size() - events.size(), described(received));
        }
        return events.isEmpty() ? Uni.createFrom().voidItem() : effect.apply(events);
    }

    private static String described(List<? extends Received<?>> received) {
        var first = received.getFirst().key();
        return "%d events from %s of %s on".formatted(received.size(), first.id(), first.source());
    }

    /// Never completes, so that no later record of the channel overtakes this one while the service goes down.
    private static Uni<Void> leave(Throwable failure) {
        Log.debugf("The service stops, an event is left for its next start: %s", failure.toString());
        return Uni.createFrom().nothing();
    }

    private Uni<Void> bury(Message<String> message, Throwable failure) {
        Log.errorf(failure, "An event can never be processed and goes to the dead letters");
        return Uni.createFrom()
                .deferred(() -> letters.keep(message, failure))
                .onFailure(this::isTriedAgain)
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .indefinitely()
                .onFailure()
                .recoverWithUni(refused -> stopped && Transience.mayPass(refused) ? leave(refused) : unkept(refused))
                .chain(() -> answer(() -> message.nack(failure)));
    }

    /// The topic of dead letters has it all the same.
    private static Uni<Void> unkept(Throwable refused) {
        Log.errorf(refused, "A dead letter is in its topic only: it could not be stored");
        return Uni.createFrom().voidItem();
    }
}
