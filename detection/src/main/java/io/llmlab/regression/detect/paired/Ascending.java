package io.llmlab.regression.detect.paired;

/// The scores of a run, asked for by ascending keys: each is some steps behind the last, so that nothing is searched.
final class Ascending {

    private final ItemScores run;
    private int place;

    Ascending(ItemScores run) {
        this.run = run;
    }

    /// Whether the run has an item of this key, whose score [#score] then is.
    ///
    /// @param key not below the last one
    boolean has(long key) {
        while (place < run.items() && run.keys()[place] < key) {
            place++;
        }
        return place < run.items() && run.keys()[place] == key;
    }

    double score() {
        return run.scores()[place];
    }
}
