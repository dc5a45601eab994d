package io.llmlab.gateway.stats;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked of the aggregates, as SQL: only what is asked is in it, so that each question finds its index.
final class Conditions {

    private final List<String> sql = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private Conditions() {}

    static Conditions of(AggregateFilter filter, Instant now) {
        var conditions = new Conditions();
        conditions.add("r.period_type =", filter.periodType().id());
        conditions.add("r.period_start >=", filter.since(now).atOffset(ZoneOffset.UTC));
        conditions.add("s.model_id =", filter.modelId());
        conditions.add("s.dataset_name =", filter.datasetName());
        conditions.add("s.metric_type =", filter.metricType());
        conditions.add("s.metric_name =", filter.metricName());
        return conditions;
    }

    String sql() {
        return String.join(" and ", sql);
    }

    List<Object> values() {
        return values;
    }

    private void add(String condition, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            sql.add("%s $%d".formatted(condition, values.size()));
        }
    }
}
