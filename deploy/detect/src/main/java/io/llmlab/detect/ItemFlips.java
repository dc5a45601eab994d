package io.llmlab.detect;

import io.llmlab.formats.ParsedRun;
import io.llmlab.formats.ParsedSample;
import io.llmlab.regression.detect.classic.UnpairedTest;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.paired.PairedTest;
import io.llmlab.regression.detect.paired.SharedItems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How two runs differ on the items they share.
///
/// @param before index of the earlier run among the runs of the series
/// @param after index of the later one
/// @param matched share of the larger run's items that the other has too, 0 to 1
/// @param lost ids of items that fell, those that fell most first; at most [#NAMED]
/// @param gained ids of items that rose, likewise
record ItemFlips(
        int before, int after, int items, double matched, PairedTest test, List<String> lost, List<String> gained) {

    static final int NAMED = 20;

    private static final double CONFIDENCE = .95;
    private static final double POWER = .8;

    /// The smallest difference that the items show with a chance of 80 %, two-sided.
    double smallestVisible() {
        return UnpairedTest.smallestVisible(test.error(), 1 - CONFIDENCE, POWER);
    }

    /// @return empty where too few items match to stand for the runs
    static Optional<ItemFlips> between(List<ParsedRun> runs, int before, int after) {
        var ids = new Ids();
        var shared = SharedItems.of(ids.scores(runs.get(before)), ids.scores(runs.get(after)));
        if (shared.items() < PairedTest.LEAST_ITEMS || shared.matched() < SharedItems.ENOUGH) {
            return Optional.empty();
        }
        return Optional.of(new ItemFlips(
                before,
                after,
                shared.items(),
                shared.matched(),
                PairedTest.of(shared.scores(), CONFIDENCE),
                ids.named(shared.lost(NAMED)),
                ids.named(shared.gained(NAMED))));
    }

    /// Items by number, as the engine takes them, and back.
    private static final class Ids {

        private final Map<String, String> keys = new HashMap<>();
        private final Map<String, String> clusters = new HashMap<>();
        private final List<String> ids = new ArrayList<>();

        ItemScores scores(ParsedRun run) {
            var items = new ArrayList<String>();
            var scores = new ArrayList<@Nullable Double>();
            var groups = new ArrayList<@Nullable String>();
            run.samples().forEach(sample -> {
                items.add(key(sample));
                scores.add(sample.score());
                groups.add(cluster(sample.cluster()));
            });
            return ItemScores.of(items, scores, groups);
        }

        /// Counted down from -1: an item without one is a cluster by its own number.
        private @Nullable String cluster(@Nullable String named) {
            return named == null
                    ? null
                    : clusters.computeIfAbsent(named, _ -> "%016x".formatted(-1L - clusters.size()));
        }

        private String key(ParsedSample sample) {
            return keys.computeIfAbsent(sample.id(), id -> {
                ids.add(id);
                return "%016x".formatted(ids.size() - 1);
            });
        }

        List<String> named(List<String> hexadecimal) {
            return hexadecimal.stream()
                    .map(key -> ids.get(Integer.parseInt(key, 16)))
                    .toList();
        }
    }
}
