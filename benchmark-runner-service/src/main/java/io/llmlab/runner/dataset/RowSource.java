package io.llmlab.runner.dataset;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.io.IOException;
import java.util.Optional;

/// Takes the rows of one file apart, one at a time.
interface RowSource {

    /// What the format is called in answers.
    String format();

    /// The next row, or empty at the end.
    ///
    /// @throws Invalid where the row cannot be read; the next call goes on behind it, or gives empty where
    ///     nothing behind can be read either
    Optional<Row> next() throws IOException;
}
