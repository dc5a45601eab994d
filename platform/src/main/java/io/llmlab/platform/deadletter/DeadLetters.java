package io.llmlab.platform.deadletter;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.database.PlainSql;
import io.llmlab.platform.deadletter.Replay.Refused;
import io.llmlab.platform.http.Keyset;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.trust.Actor;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;

/// What this service could never process, and what becomes of it.
@ApplicationScoped
public class DeadLetters {

    private final LetterStore store;
    private final Replay replay;
    private final Audit audit;

    DeadLetters(LetterStore store, Replay replay, Audit audit) {
        this.store = store;
        this.replay = replay;
        this.audit = audit;
    }

    /// Keeps an event that can never be processed. One that was put back is kept already.
    public Uni<Void> keep(Message<String> message, Throwable reason) {
        return Buried.of(message)
                .map(event -> store.keep(event, reason))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /// The newest first.
    public Uni<Listing<DeadLetter>> page(LetterFilter filter, Optional<Keyset> before, int limit, boolean counted) {
        return store.page(filter, before, limit, counted);
    }

    /// Puts it back through what takes in its topic. Done again, it says what became of it and has no other effect.
    ///
    /// @return the letter, replayed; a [Conflict] where it was discarded, or could not be processed again
    public Uni<DeadLetter> replay(long id) {
        return store.require(id).chain(letter -> switch (letter.state()) {
            case REPLAYED -> Uni.createFrom().item(letter);
            case DISCARDED -> refused(letter);
            case WAITING -> putBack(letter);
        });
    }

    /// Lets it go. Done again, it changes nothing.
    ///
    /// @return the letter, discarded; a [Conflict] where it was replayed
    public Uni<DeadLetter> discard(long id) {
        return store.require(id).chain(letter -> switch (letter.state()) {
            case DISCARDED -> Uni.createFrom().item(letter);
            case REPLAYED -> refused(letter);
            case WAITING -> settle(letter, LetterState.DISCARDED);
        });
    }

    private Uni<DeadLetter> putBack(DeadLetter letter) {
        return store.event(letter.id())
                .chain(event -> replay.putBack(event)
                        .onFailure(Refused.class)
                        .recoverWithUni(failure -> failedAgain(letter, failure)))
                .chain(() -> settle(letter, LetterState.REPLAYED));
    }

    private Uni<Void> failedAgain(DeadLetter letter, Throwable failure) {
        return store.failedAgain(letter.id(), failure)
                .chain(() -> Uni.createFrom()
                        .failure(new Conflict("It could not be processed again and is kept: %s"
                                .formatted(LetterStore.reasonOf(failure)))));
    }

    private Uni<DeadLetter> settle(DeadLetter letter, LetterState state) {
        return Panache.withTransaction(() -> PlainSql.update(
                                LetterStatements.SETTLE, letter.id(), state.name(), Actor.or(Audit.ANONYMOUS))
                        .chain(settled -> settled == 0
                                ? Uni.createFrom().voidItem()
                                : audit.record(Audit.ANONYMOUS, verb(state), subject(letter))))
                .chain(() -> store.require(letter.id()));
    }

    private static Uni<DeadLetter> refused(DeadLetter letter) {
        return Uni.createFrom()
                .failure(new Conflict("Dead letter %d was %s already".formatted(letter.id(), verb(letter.state()))));
    }

    private static String verb(LetterState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String subject(DeadLetter letter) {
        return "dead letter %d of %s".formatted(letter.id(), letter.topic());
    }
}
