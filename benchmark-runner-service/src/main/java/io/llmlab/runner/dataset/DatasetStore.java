package io.llmlab.runner.dataset;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Writes an upload: the version, and its items many at a time, on the connection of the current transaction.
@ApplicationScoped
class DatasetStore {

    /// A row that was there has a deleting transaction of its own (xmax): the one that updates it now.
    private static final String UPSERT = """
            insert into dataset (name, sha256, item_count, format, layout, created_at, uploaded_at)
            values (:name, :sha256, :items, :format, :layout, :at, :at)
            on conflict (name, sha256) do update set uploaded_at = excluded.uploaded_at, deleted_at = null
            returning id, cast(xmax as text) = '0'""";
    private static final String INSERT_ITEMS = """
            insert into dataset_item (dataset_id, position, item_id, content)
            select cast(:dataset as bigint), cast(:first as int) + ordinality - 1, item ->> 'id', item
            from jsonb_array_elements(cast(cast(:items as text) as jsonb)) with ordinality as t (item, ordinality)""";

    private final Vertx vertx;

    DatasetStore(Vertx vertx) {
        this.vertx = vertx;
    }

    /// @param isNew whether this content was never stored under this name
    record Stored(long id, boolean isNew) {}

    /// Stores the version unless it is there; an upload of content that is there makes it the latest again.
    Uni<Stored> store(String name, DatasetFile file, Instant at) {
        return Panache.getSession()
                .chain(session -> upsert(session, name, file, at)
                        .call(stored -> stored.isNew() ? insertItems(session, stored.id(), file.items()) : nothing()));
    }

    private static Uni<Stored> upsert(Session session, String name, DatasetFile file, Instant at) {
        return session.createNativeQuery(UPSERT, Object[].class)
                .setParameter("name", name)
                .setParameter("sha256", file.sha256())
                .setParameter("items", file.summary().items())
                .setParameter("format", file.summary().format())
                .setParameter("layout", file.summary().layout())
                .setParameter("at", at)
                .getSingleResult()
                .map(row -> new Stored(((Number) row[0]).longValue(), (Boolean) row[1]));
    }

    /// The file is read on a worker; the next items are read when the ones before were stored.
    private Uni<Void> insertItems(Session session, long dataset, ItemFile items) {
        return Multi.createBy()
                .repeating()
                .uni(() -> vertx.executeBlocking(items::next, false)
                        .call(batch -> batch.isEmpty() ? nothing() : insert(session, dataset, batch)))
                .until(ItemFile.Batch::isEmpty)
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Integer> insert(Session session, long dataset, ItemFile.Batch batch) {
        return session.createNativeQuery(INSERT_ITEMS)
                .setParameter("dataset", dataset)
                .setParameter("first", batch.first())
                .setParameter("items", "[" + String.join(",", batch.items()) + "]")
                .executeUpdate();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
