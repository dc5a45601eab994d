package io.llmlab.regression.cause;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A kind of others, and how many of them got worse at the same time.
///
/// @param moved those with a finding whose beginning lies in the same window
/// @param comparable those that could have shown one: measured before the window and within it
/// @param names of those that moved, at most twenty
@Schema(name = "Peers")
public record Peers(int moved, int comparable, List<String> names) {

    private static final int MOST_NAMES = 20;

    /// @param kind which series belong to it
    /// @param name what is counted: several series of one name are one
    static Peers of(Collection<PeerSeries> series, Predicate<PeerSeries> kind, Function<PeerSeries, String> name) {
        Map<String, Boolean> moved = new TreeMap<>();
        series.stream().filter(kind).forEach(peer -> moved.merge(name.apply(peer), peer.moved(), Boolean::logicalOr));
        var names = moved.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
        return new Peers(
                names.size(), moved.size(), names.stream().limit(MOST_NAMES).toList());
    }

    /// At least half of those that could.
    boolean mostMoved() {
        return moved > 0 && 2 * moved >= comparable;
    }

    /// There are some to compare with, and most of them are as they were.
    boolean mostStayed() {
        return comparable > 0 && !mostMoved();
    }

    /// There is nobody to compare with.
    boolean isNobody() {
        return comparable == 0;
    }

    /// `2 of 3`.
    String share() {
        return "%d of %d".formatted(moved, comparable);
    }
}
