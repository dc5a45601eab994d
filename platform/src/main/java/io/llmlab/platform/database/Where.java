package io.llmlab.platform.database;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The conditions of a query that a caller may leave out. Each set of them is a statement of its own, so that each is
/// planned for what it asks.
public final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /// @param condition with `$%d` where the value stands
    /// @param value null where nobody asks for it
    public Where and(String condition, @Nullable Object value) {
        if (value != null) {
            values.add(value);
            conditions.add(condition.formatted(values.size()));
        }
        return this;
    }

    /// What is before a place in a list, which is ordered by two columns, newest first.
    public Where before(String columns, Object first, Object second) {
        values.add(first);
        values.add(second);
        conditions.add("(%s) < ($%d, $%d)".formatted(columns, values.size() - 1, values.size()));
        return this;
    }

    /// `where …`, or nothing.
    public String sql() {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    public Tuple values() {
        // The client writes into the list what it made of the values.
        return Tuple.wrap(new ArrayList<>(values));
    }
}
