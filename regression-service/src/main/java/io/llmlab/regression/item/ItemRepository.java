package io.llmlab.regression.item;

import io.llmlab.regression.detect.paired.ItemScores;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Item scores, one row a run: twelve bytes an item, read and written whole.
@ApplicationScoped
class ItemRepository {

    private static final String KEEP = """
            insert into run_items (run_id, at, item_keys, scores)
            values (:run, cast(cast(:at as text) as timestamptz), cast(cast(:keys as text) as bigint[]),
                    cast(cast(:scores as text) as real[]))
            on conflict do nothing""";
    private static final String OF_RUNS = """
            select run_id, array_to_string(item_keys, ','), array_to_string(scores, ',') from run_items
            where run_id in (:runs)""";

    Uni<Void> keep(long runId, Instant at, ItemScores items) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(KEEP)
                        .setParameter("run", runId)
                        .setParameter("at", at.toString())
                        .setParameter("keys", array(Arrays.toString(items.keys())))
                        .setParameter("scores", array(Arrays.toString(items.scores())))
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Map<Long, ItemScores>> ofRuns(Collection<Long> runIds) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_RUNS, Object[].class)
                        .setParameter("runs", runIds)
                        .getResultList())
                .map(ItemRepository::byRun);
    }

    private static Map<Long, ItemScores> byRun(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> (Long) row[0], row -> new ItemScores(keys((String) row[1]), scores((String) row[2]))));
    }

    private static long[] keys(String text) {
        return Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
    }

    private static double[] scores(String text) {
        return Arrays.stream(text.split(",")).mapToDouble(Double::parseDouble).toArray();
    }

    private static String array(String list) {
        return "{" + list.substring(1, list.length() - 1) + "}";
    }
}
