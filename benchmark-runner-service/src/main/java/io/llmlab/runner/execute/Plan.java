package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is decided before the first request of a run.
///
/// @param missing positions that have not been asked yet, ascending
/// @param unjudged positions that an earlier attempt asked and nobody judged, ascending
/// @param total samples of the whole run
/// @param key for the endpoint, or null where it needs none
/// @param scoring what judges the answers
/// @param protocol the API that the endpoint speaks
/// @param items of the data set; a position beyond them is one of an item that is asked again
record Plan(
        long datasetId,
        BenchmarkConfig config,
        List<Integer> missing,
        List<Integer> unjudged,
        int total,
        @Nullable String key,
        Scoring scoring,
        Protocol protocol,
        int items,
        Fingerprint fingerprint) {

    /// Which of several answers to its item a sample is; null where each item is asked once.
    @Nullable
    Integer epoch(int position) {
        return config.repeatsOrDefault() == 1 ? null : position / items;
    }

    /// Place of a sample's item in the data set.
    int item(int position) {
        return position % items;
    }

    /// How many an earlier attempt asked and judged.
    int alreadyDone() {
        return total - left();
    }

    int left() {
        return missing.size() + unjudged.size();
    }
}
