package io.llmlab.runner.dataset;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Reads the items of a data set's version, in order. Needs no session.
@ApplicationScoped
public class DatasetItems {

    private static final String IDS = "select item_id from dataset_item where dataset_id = $1 order by position";
    private static final String FIELD = """
            select content -> 'metadata' ->> $2 from dataset_item where dataset_id = $1 order by position""";
    private static final String FIELD_BESIDE = """
            select distinct coalesce(content -> 'metadata' ->> $2, '') from dataset_item
            where dataset_id = $1 and content -> 'metadata' ->> $3 is not null
                and content -> 'metadata' -> $2 is distinct from 'null'::jsonb
            order by 1 limit $4""";
    private static final String CHOICES = """
            select count(*), count(*) filter (where jsonb_array_length(content -> 'choices') > 0)
            from dataset_item where dataset_id = $1""";
    private static final String RANGE = """
            select position, content::text from dataset_item
            where dataset_id = $1 and position >= $2 and position < $3
            order by position""";
    private static final String PICKED = """
            select position, content::text from dataset_item
            where dataset_id = $1 and position = any($2)
            order by position""";

    private final Pool pool;
    private final ObjectMapper mapper;

    DatasetItems(Pool pool, ObjectMapper mapper) {
        this.pool = pool;
        this.mapper = mapper;
    }

    /// The ids of all items; the index in the list is the item's position.
    public Uni<List<String>> ids(long datasetId) {
        return pool.preparedQuery(IDS)
                .execute(Tuple.of(datasetId))
                .map(rows -> stream(rows).map(row -> row.getString(0)).toList());
    }

    /// What each item's metadata says under this name, as text; empty where it says nothing. The index in the list is
    /// the item's position.
    public Uni<List<String>> field(long datasetId, String name) {
        return pool.preparedQuery(FIELD)
                .execute(Tuple.of(datasetId, name))
                .map(rows -> stream(rows)
                        .map(row -> requireNonNullElse(row.getString(0), ""))
                        .toList());
    }

    /// What the metadata of items says under this name where it says something under another one: each value once, as
    /// text, empty where it is not there, at most `limit`. A null is as good as nothing said.
    public Uni<List<String>> valuesBeside(long datasetId, String name, String other, int limit) {
        return pool.preparedQuery(FIELD_BESIDE)
                .execute(Tuple.of(datasetId, name, other, limit))
                .map(rows -> stream(rows).map(row -> row.getString(0)).toList());
    }

    /// How many of the items are multiple choice.
    public Uni<ChoiceShare> choiceShare(long datasetId) {
        return pool.preparedQuery(CHOICES).execute(Tuple.of(datasetId)).map(rows -> {
            var row = rows.iterator().next();
            return new ChoiceShare(row.getLong(0), row.getLong(1));
        });
    }

    /// @param withChoices items that are multiple choice
    public record ChoiceShare(long items, long withChoices) {}

    /// The items from a position (from 0) on, at most `limit`.
    public Uni<List<DatasetItem>> range(long datasetId, int from, int limit) {
        return pool.preparedQuery(RANGE)
                .execute(Tuple.of(datasetId, from, from + limit))
                .map(this::read);
    }

    /// The items at these positions, by ascending position.
    public Uni<List<DatasetItem>> at(long datasetId, Collection<Integer> positions) {
        return pool.preparedQuery(PICKED)
                .execute(Tuple.of(datasetId, positions.toArray(Integer[]::new)))
                .map(this::read);
    }

    /// All items in pages; a page is read when the one before was taken.
    public Multi<List<DatasetItem>> pages(Dataset dataset, int size) {
        return Multi.createFrom()
                .items(() -> IntStream.iterate(0, start -> start < dataset.itemCount(), start -> start + size)
                        .boxed())
                .onItem()
                .transformToUniAndConcatenate(start -> range(dataset.id(), start, size));
    }

    private List<DatasetItem> read(RowSet<Row> rows) {
        return stream(rows)
                .map(row -> read(row.getInteger(0), row.getString(1)))
                .toList();
    }

    private DatasetItem read(int position, String content) {
        try {
            return mapper.readValue(content, ItemContent.class).at(position);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("A stored item is no longer readable", unreadable);
        }
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
