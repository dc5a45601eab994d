package io.llmlab.platform.figure;

import java.util.List;

/// A feature that has figures.
public interface FigureSource {

    /// All of them, those of [#readings] included.
    List<Figure> figures();

    /// Those that the database knows.
    default List<Reading> readings() {
        return List.of();
    }
}
