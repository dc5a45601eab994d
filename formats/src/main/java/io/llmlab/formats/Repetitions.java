package io.llmlab.formats;

import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs that say the same scores under different times: maybe one run that was exported twice.
final class Repetitions {

    private Repetitions() {}

    static List<String> among(List<ParsedBatch> batches) {
        var first = new HashMap<String, String>();
        return batches.stream()
                .flatMap(batch -> batch.runs().stream()
                        .filter(run -> !run.metrics().isEmpty())
                        .map(run ->
                                warning(first.putIfAbsent(ContentHash.ofScoresAlone(run), batch.file()), batch, run)))
                .filter(warning -> !warning.isEmpty())
                .toList();
    }

    private static String warning(@Nullable String earlier, ParsedBatch batch, ParsedRun run) {
        return earlier == null || earlier.equals(batch.file())
                ? ""
                : "%s and %s hold the same scores of %s on %s"
                        .formatted(
                                earlier,
                                batch.file(),
                                run.model().name(),
                                run.task().name());
    }
}
