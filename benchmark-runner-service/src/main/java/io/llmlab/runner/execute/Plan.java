package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.score.Scorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is decided before the first request of a run.
///
/// @param missing positions that have not been asked yet, ascending
/// @param total samples of the whole run
/// @param key for the endpoint, or null where it needs none
/// @param pattern of the regex scorer, or null
record Plan(
        long datasetId,
        BenchmarkConfig config,
        List<Integer> missing,
        int total,
        @Nullable String key,
        Scorer scorer,
        @Nullable String pattern,
        Fingerprint fingerprint) {

    int alreadyDone() {
        return total - missing.size();
    }
}
