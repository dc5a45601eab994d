package io.llmlab.runner.execute;

import io.llmlab.runner.run.BenchmarkConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// Which items of a data set a run asks.
///
/// A part is drawn by a hash over seed and item id: the items with the smallest hashes. So the same seed takes the same
/// items on every machine, and nearly the same ones of a version that has a few more.
///
/// @param name for the fingerprint: `all`, `seeded:<n>:<seed>` or `random:<n>`
/// @param positions ascending
record Selection(String name, List<Integer> positions) {

    private static final long FIXED_SEED = 0;

    /// @param ids of all items, by position
    /// @param runId the seed where each run draws anew: so a retried run draws the same
    static Selection of(BenchmarkConfig config, List<String> ids, long runId) {
        var size = config.sampleSize();
        if (size == null || size >= ids.size()) {
            return new Selection("all", IntStream.range(0, ids.size()).boxed().toList());
        }
        var seed = config.drawsAnew() ? runId : FIXED_SEED;
        var name = config.drawsAnew() ? "random:" + size : "seeded:%d:%d".formatted(size, seed);
        return new Selection(name, draw(ids, size, seed));
    }

    private static List<Integer> draw(List<String> ids, int size, long seed) {
        record Ranked(String hash, int position) {}
        return IntStream.range(0, ids.size())
                .mapToObj(position -> new Ranked(hash(seed, ids.get(position)), position))
                .sorted(Comparator.comparing(Ranked::hash))
                .limit(size)
                .map(Ranked::position)
                .sorted()
                .toList();
    }

    private static String hash(long seed, String id) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest((seed + "\n" + id).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JDK has SHA-256", missing);
        }
    }
}
