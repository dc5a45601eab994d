package io.llmlab.alert.ledger;

import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Gathers the rows that a transaction only adds, and stores them at its end, in one statement of each kind: most of
/// what a row costs is its statement. What many events have to look up is looked up once as well.
///
/// Whoever reads such rows calls [#settle] before: it would not see them.
@ApplicationScoped
public class Ledger {

    private static final String OPEN = Ledger.class.getName();

    /// Does the work within the current transaction, and then stores what it added.
    public Uni<Void> together(Supplier<Uni<Void>> work) {
        return Uni.createFrom().deferred(() -> {
            var gathered = new Gathered();
            ContextLocals.put(OPEN, gathered);
            return work.get().chain(gathered::store).onTermination().invoke(() -> ContextLocals.remove(OPEN));
        });
    }

    /// Stores the rows: at the end of work that is done together, or now.
    public <R> Uni<Void> add(Kind<R> kind, List<R> rows) {
        return open().map(gathered -> gathered.add(kind, rows)).orElseGet(() -> kind.store(rows));
    }

    /// What was looked up for the same key, by work that is done together; else it is looked up now.
    public <V> Uni<V> once(Object key, Supplier<Uni<V>> look) {
        return open().map(gathered -> gathered.once(key, look)).orElseGet(look);
    }

    /// What was looked up for the key before, by work that is done together.
    public <V> Optional<V> known(Object key) {
        return open().flatMap(gathered -> gathered.known(key));
    }

    /// To be called before such rows are read: stores what has been added so far.
    public Uni<Void> settle() {
        return open().map(Gathered::store).orElseGet(Uni.createFrom()::voidItem);
    }

    private static Optional<Gathered> open() {
        return VertxContext.isOnDuplicatedContext() ? ContextLocals.get(OPEN) : Optional.empty();
    }
}
