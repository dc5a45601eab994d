package io.llmlab.regression.item;

import io.llmlab.platform.database.PlainSql;
import io.llmlab.regression.detect.paired.ItemScores;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Item scores, one row a run: twelve bytes an item, twenty where items belong to clusters; read and written whole.
@ApplicationScoped
class ItemRepository {

    private static final String KEEP = """
            insert into run_items (run_id, at, item_keys, scores, item_clusters)
            values ($1, $2::text::timestamptz, $3::text::bigint[], $4::text::real[],
                nullif($5::text, '{}')::bigint[])
            on conflict do nothing""";
    private static final String OF_RUNS = """
            select run_id, array_to_string(item_keys, ','), array_to_string(scores, ','),
                array_to_string(item_clusters, ',')
            from run_items where run_id = any($1)""";
    private static final String KEPT = "select run_id from run_items where run_id = any($1)";

    Uni<Void> keep(long runId, Instant at, ItemScores items) {
        return PlainSql.update(
                        KEEP,
                        runId,
                        at.toString(),
                        array(Arrays.toString(items.keys())),
                        array(Arrays.toString(items.scores())),
                        array(Arrays.toString(items.clusters())))
                .replaceWithVoid();
    }

    Uni<Map<Long, ItemScores>> ofRuns(Collection<Long> runIds) {
        return PlainSql.rows(OF_RUNS, (Object) runIds.toArray(Long[]::new)).map(ItemRepository::byRun);
    }

    Uni<Set<Long>> keptOf(Collection<Long> runIds) {
        return PlainSql.rows(KEPT, (Object) runIds.toArray(Long[]::new))
                .map(rows -> rows.stream().map(row -> (Long) row[0]).collect(Collectors.toSet()));
    }

    private static Map<Long, ItemScores> byRun(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> (Long) row[0],
                        row -> new ItemScores(
                                numbers((String) row[1]), scores((String) row[2]), numbers((String) row[3]))));
    }

    private static long[] numbers(@Nullable String text) {
        return text == null
                ? new long[0]
                : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static double[] scores(String text) {
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static String array(String list) {
        return "{" + list.substring(1, list.length() - 1) + "}";
    }
}
