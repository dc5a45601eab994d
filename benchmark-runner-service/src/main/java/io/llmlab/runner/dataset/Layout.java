package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.problem.DomainException.Invalid;
import java.util.List;
import java.util.Set;

/// How the rows of a file name what they hold. The first row decides which of [Layouts#ALL] it is; all rows of a
/// file have one layout.
sealed interface Layout permits Own, Gsm8k, Mmlu, Arc, HellaSwag, TruthfulQa {

    /// What it is called in answers.
    String name();

    /// The columns that it knows, in their spelling: a CSV file may write `Best Answer` for `best_answer`.
    Set<String> columns();

    /// What keeps the row from being of this layout, in words; empty where it is.
    List<String> lacks(Row row);

    /// The row in the project's own form, which [ItemLine] checks; what the layout does not use stays metadata.
    ///
    /// @throws Invalid where the row cannot be brought into that form
    ObjectNode line(Row row);

    /// Whether a row without id is named by its content, which it keeps when rows come before it, and not by its
    /// number.
    default boolean isNamedByContent() {
        return true;
    }

    /// The columns of a CSV file whose first row is an item already; empty where it is none of this layout.
    default List<String> columnsWithoutHeader(List<String> firstRow) {
        return List.of();
    }
}
