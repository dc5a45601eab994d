package io.llmlab.alert.ledger;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What one piece of work has added and looked up so far.
final class Gathered {

    private final Map<Kind<?>, Rows<?>> rows = new LinkedHashMap<>();
    private final Map<Object, Object> found = new HashMap<>();

    private record Rows<R>(Kind<R> kind, List<R> list) {

        private boolean isReferred() {
            return kind.isReferred();
        }

        private Uni<Void> store() {
            return kind.store(list);
        }
    }

    // By its kind each list holds rows of that kind alone.
    @SuppressWarnings("unchecked")
    <R> Uni<Void> add(Kind<R> kind, List<R> further) {
        var gathered = (Rows<R>) rows.computeIfAbsent(kind, _ -> new Rows<>(kind, new ArrayList<>()));
        gathered.list().addAll(further);
        return Uni.createFrom().voidItem();
    }

    // Whoever asks for a key is who put it there.
    @SuppressWarnings("unchecked")
    <V> Uni<V> once(Object key, Supplier<Uni<V>> look) {
        var known = found.get(key);
        return known == null
                ? look.get().invoke(value -> found.put(key, value))
                : Uni.createFrom().item((V) known);
    }

    // Whoever asks for a key is who put it there.
    @SuppressWarnings("unchecked")
    <V> Optional<V> known(Object key) {
        return Optional.ofNullable((V) found.get(key));
    }

    Uni<Void> store() {
        var all = new ArrayList<>(rows.values());
        rows.clear();
        // Entities before the rows that refer to them.
        return Panache.flush()
                .chain(() -> store(all, Rows::isReferred))
                .chain(() -> store(all, kept -> !kept.isReferred()));
    }

    /// The statements go out without one waiting for the answer to another; the connection keeps their order.
    private static Uni<Void> store(List<Rows<?>> all, Predicate<Rows<?>> which) {
        var stored = all.stream().filter(which).map(Rows::store).toList();
        return stored.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(stored).andCollectFailures().replaceWithVoid();
    }
}
