package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.ItemSelection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which items of a data set a run asks.
///
/// A seeded or random part is drawn by a hash over seed and item id: the items with the smallest hashes. So the same
/// seed takes the same items on every machine, and nearly the same ones of a version that has a few more.
///
/// @param name for the fingerprint: `all`, `first:<n>`, `seeded:<n>:<seed>` or `random:<n>`
/// @param stratifiedBy the field whose values share the part, or null
/// @param asked how many items were asked for where that is not fewer than there are, else null
/// @param positions ascending
record Selection(
        String name,
        @Nullable String stratifiedBy,
        @Nullable Integer asked,
        List<Integer> positions) {

    /// @param ids of all items, by position
    /// @param strata each item's value of the field to stratify by; not read where none is named
    /// @param runId the seed where each run draws anew: so a retried run draws the same
    static Selection of(BenchmarkConfig config, List<String> ids, List<String> strata, long runId) {
        var size = config.sampleSize();
        if (size == null || size >= ids.size()) {
            return new Selection("all", null, size, positions(ids).toList());
        }
        var seed = config.drawn() == ItemSelection.RANDOM ? runId : config.seedOrDefault();
        var name = switch (config.drawn()) {
            case FIRST -> "first:" + size;
            case SEEDED -> "seeded:%d:%d".formatted(size, seed);
            case RANDOM -> "random:" + size;
        };
        return new Selection(name, config.stratifyBy(), null, drawn(config, size, ids, strata, seed));
    }

    /// Writes what tells this item set from others into a fingerprint.
    ///
    /// Two jobs that ask for different numbers stay two streams where the data set is smaller than both.
    void describe(ObjectNode fingerprint) {
        fingerprint.put("items", name);
        if (stratifiedBy != null) {
            fingerprint.put("stratified_by", stratifiedBy);
        }
        if (asked != null) {
            fingerprint.put("sample_size", asked);
        }
    }

    private static List<Integer> drawn(
            BenchmarkConfig config, int size, List<String> ids, List<String> strata, long seed) {
        if (config.drawn() == ItemSelection.FIRST) {
            return positions(ids).limit(size).toList();
        }
        var draw = new Draw(ids, seed);
        return (config.stratifyBy() == null ? draw.of(positions(ids).toList(), size) : stratified(draw, strata, size))
                .sorted()
                .toList();
    }

    private static Stream<Integer> stratified(Draw draw, List<String> strata, int size) {
        Map<String, List<Integer>> members = IntStream.range(0, strata.size())
                .boxed()
                .collect(Collectors.groupingBy(strata::get, TreeMap::new, Collectors.toList()));
        var counts = members.values().stream().mapToInt(List::size).toArray();
        var shares = Shares.of(counts, size);
        var groups = List.copyOf(members.values());
        return IntStream.range(0, groups.size()).boxed().flatMap(group -> draw.of(groups.get(group), shares[group]));
    }

    private static Stream<Integer> positions(List<String> ids) {
        return IntStream.range(0, ids.size()).boxed();
    }
}
