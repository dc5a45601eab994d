package io.llmlab.runner.run;

/// How a part of a data set's items is drawn.
public enum ItemSelection {
    /// By a hash over the seed and each item's id: the same items in every run.
    SEEDED,
    /// The items that come first in the file.
    FIRST,
    /// Other ones in each run; a retry of a run asks its own.
    RANDOM
}
