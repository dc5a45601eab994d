package io.llmlab.alert.ledger;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Function;

/// Rows that are gathered, and how they are stored. Whoever stores some keeps one of these.
public final class Kind<R> {

    private final Function<List<R>, Uni<Void>> writer;
    private final boolean referred;

    private Kind(Function<List<R>, Uni<Void>> writer, boolean referred) {
        this.writer = writer;
        this.referred = referred;
    }

    /// @param writer stores rows in their order, within the current transaction
    public static <R> Kind<R> of(Function<List<R>, Uni<Void>> writer) {
        return new Kind<>(writer, false);
    }

    /// The same for rows that those of other kinds refer to, and which are therefore stored before them.
    public static <R> Kind<R> ofReferred(Function<List<R>, Uni<Void>> writer) {
        return new Kind<>(writer, true);
    }

    boolean isReferred() {
        return referred;
    }

    Uni<Void> store(List<R> rows) {
        return writer.apply(rows);
    }
}
