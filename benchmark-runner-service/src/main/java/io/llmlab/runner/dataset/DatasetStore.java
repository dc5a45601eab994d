package io.llmlab.runner.dataset;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/// Writes an upload: the version, and its items many at a time, on the connection of the current transaction.
@ApplicationScoped
class DatasetStore {

    private static final int ITEMS_AT_ONCE = 1000;
    private static final int CHARACTERS_AT_ONCE = 4 * 1024 * 1024;

    private static final String FORMAT = "jsonl";

    /// A row that was there has a deleting transaction of its own (xmax): the one that updates it now.
    private static final String UPSERT = """
            insert into dataset (name, sha256, item_count, format, created_at, uploaded_at)
            values (:name, :sha256, :items, :format, :at, :at)
            on conflict (name, sha256) do update set uploaded_at = excluded.uploaded_at, deleted_at = null
            returning id, cast(xmax as text) = '0'""";
    private static final String INSERT_ITEMS = """
            insert into dataset_item (dataset_id, position, item_id, content)
            select cast(:dataset as bigint), cast(:first as int) + ordinality - 1, item ->> 'id', item
            from jsonb_array_elements(cast(cast(:items as text) as jsonb)) with ordinality as t (item, ordinality)""";

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
                .setParameter("items", file.items().size())
                .setParameter("format", FORMAT)
                .setParameter("at", at)
                .getSingleResult()
                .map(row -> new Stored(((Number) row[0]).longValue(), (Boolean) row[1]));
    }

    private static Uni<Void> insertItems(Session session, long dataset, List<String> items) {
        return Multi.createFrom()
                .iterable(batches(items))
                .onItem()
                .transformToUniAndConcatenate(batch -> session.createNativeQuery(INSERT_ITEMS)
                        .setParameter("dataset", dataset)
                        .setParameter("first", batch.first())
                        .setParameter("items", "[" + String.join(",", batch.items()) + "]")
                        .executeUpdate())
                .onItem()
                .ignoreAsUni();
    }

    /// @param first position of the first item
    /// @param items each as JSON
    private record Batch(int first, List<String> items) {}

    private static List<Batch> batches(List<String> items) {
        var batches = new ArrayList<Batch>();
        var batch = new Batch(0, new ArrayList<>());
        var characters = 0;
        for (var position = 0; position < items.size(); position++) {
            var json = items.get(position);
            if (batch.items().size() == ITEMS_AT_ONCE || characters + json.length() > CHARACTERS_AT_ONCE) {
                batches.add(batch);
                batch = new Batch(position, new ArrayList<>());
                characters = 0;
            }
            batch.items().add(json);
            characters += json.length();
        }
        batches.add(batch);
        return batches;
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
