package io.llmlab.alert.incident;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.llmlab.alert.incident.Family.Relative;
import io.llmlab.alert.signal.Severity;
import io.llmlab.platform.database.PlainSql;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The open alerts of other rules about the same series.
@ApplicationScoped
class Relatives {

    private static final String RELATIVES = """
            with mine as materialized (
                select * from unnest($1::int[], $2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[])
                    as mine (place, model_id, dataset_name, metric_type, metric_name, rule_id)
            )
            select mine.place, other.id, other.severity
            from mine
            join alert other on other.model_id = mine.model_id and other.dataset_name = mine.dataset_name
                and other.metric_name = mine.metric_name and other.metric_type = mine.metric_type
                and other.status <> 'RESOLVED' and other.rule_id <> mine.rule_id and other.parts_total = 1
            union
            select mine.place, other.id, other.severity
            from mine
            join alert_part part on part.model_id = mine.model_id and part.dataset_name = mine.dataset_name
                and part.metric_name = mine.metric_name and part.metric_type = mine.metric_type
                and part.cleared_at is null
            join alert other on other.id = part.alert_id and other.status <> 'RESOLVED'
                and other.rule_id <> mine.rule_id""";

    private final Prospects prospects;

    Relatives(Prospects prospects) {
        this.prospects = prospects;
    }

    /// By the place of the item in the list. Alerts that work that is done together has not stored yet are none.
    Uni<Map<Integer, List<Relative>>> of(List<News.Item> items) {
        var places = IntStream.range(0, items.size())
                .filter(place -> mayHaveSome(items.get(place)))
                .boxed()
                .toList();
        return places.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : PlainSql.rows(
                                RELATIVES,
                                places.toArray(Integer[]::new),
                                column(
                                        places,
                                        items,
                                        Long[]::new,
                                        item -> series(item).modelId()),
                                column(
                                        places,
                                        items,
                                        String[]::new,
                                        item -> series(item).dataset()),
                                column(
                                        places,
                                        items,
                                        String[]::new,
                                        item -> series(item).metricType()),
                                column(
                                        places,
                                        items,
                                        String[]::new,
                                        item -> series(item).metricName()),
                                column(
                                        places,
                                        items,
                                        String[]::new,
                                        item -> item.alert().ruleId()))
                        .map(Relatives::byPlace);
    }

    private static Map<Integer, List<Relative>> byPlace(List<Object[]> rows) {
        return rows.stream()
                .collect(groupingBy(
                        row -> (Integer) row[0],
                        mapping(row -> new Relative((Long) row[1], Severity.valueOf((String) row[2])), toList())));
    }

    private boolean mayHaveSome(News.Item item) {
        return series(item).metricName() != null && !prospects.isNotOpen(series(item));
    }

    private static Series series(News.Item item) {
        return item.part().series();
    }

    private static <T> T[] column(
            List<Integer> places,
            List<News.Item> items,
            IntFunction<T[]> array,
            Function<News.Item, @Nullable T> value) {
        return places.stream().map(items::get).map(value).toArray(array);
    }
}
