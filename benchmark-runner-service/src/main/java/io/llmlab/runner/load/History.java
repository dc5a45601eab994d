package io.llmlab.runner.load;

import io.llmlab.formats.ParsedBatch;
import io.llmlab.formats.ParsedRun;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Tells what of an import is history, for which nobody is to be woken: several new runs of one kind that come at once.
/// A single new one is news, also where older ones that are known lie beside it, as in a folder that grows.
///
/// The age of a run counts beside that: whoever receives it takes over 24 hours for history as well.
final class History {

    private record Kind(String model, String task, Map<String, Object> fingerprint) {
        static Kind of(ParsedRun run) {
            return new Kind(run.model().name(), run.task().name(), run.fingerprint());
        }
    }

    private History() {}

    /// @param known content that is stored already
    static Set<ParsedRun> of(List<ParsedBatch> batches, Set<String> known) {
        var fresh = batches.stream()
                .flatMap(batch -> batch.runs().stream())
                .filter(run -> !known.contains(run.contentHash()))
                .toList();
        var count = new HashMap<Kind, Integer>();
        fresh.forEach(run -> count.merge(Kind.of(run), 1, Integer::sum));
        Set<ParsedRun> history = Collections.newSetFromMap(new IdentityHashMap<>());
        fresh.stream().filter(run -> count.getOrDefault(Kind.of(run), 0) > 1).forEach(history::add);
        return history;
    }
}
