package io.llmlab.detect.picture;

import java.util.Locale;

/// What a mark in a chart means; its colours, on light and on dark ground, stand in [Page].
enum Ink {
    /// The runs themselves.
    RUNS,
    /// What counts as normal.
    BASELINE,
    /// Where the line lies that must not be crossed.
    LIMIT,
    /// What is told.
    ALARM,
    /// What the method sees, besides.
    SEEN;

    String css() {
        return name().toLowerCase(Locale.ROOT);
    }
}
