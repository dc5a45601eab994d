package io.llmlab.regression.baseline;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.detect.Window;
import io.llmlab.regression.item.ItemService;
import io.llmlab.regression.series.Advance;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Knows what counts as normal for a series: the runs that a person pinned, else up to 64 runs before the newest three,
/// since the last change that was accepted and without those that belong to a finding. While a finding is open its
/// baseline therefore stays what it was, and after it the regressed runs do not count either, unless a person says so.
/// Its methods run within the caller's transaction or session.
@ApplicationScoped
public class BaselineService {

    private final BaselineRepository baselines;
    private final LeftOutRepository leftOut;
    private final BaselineLedger ledger;
    private final ItemService items;
    private final SeriesService series;
    private final EndMemory memory;

    BaselineService(
            BaselineRepository baselines,
            LeftOutRepository leftOut,
            BaselineLedger ledger,
            ItemService items,
            SeriesService series,
            EndMemory memory) {
        this.baselines = baselines;
        this.leftOut = leftOut;
        this.ledger = ledger;
        this.items = items;
        this.series = series;
        this.memory = memory;
    }

    /// The ends of these series; one without points is absent.
    public Uni<Map<Long, Stretch>> endsOf(Collection<Series> series) {
        return endsAfter(series, List.of());
    }

    /// The same for series that a run was just added to: what is remembered of these is not read again.
    ///
    /// @param advances may be of other series too; at most one of each
    public Uni<Map<Long, Stretch>> endsAfter(Collection<Series> series, Collection<Advance> advances) {
        var ids = series.stream().map(Series::id).collect(Collectors.toSet());
        var advancing = advances.stream()
                .filter(advance -> ids.contains(advance.seriesId()))
                .toList();
        var known = new HashMap<Long, Stretch>();
        advancing.forEach(
                advance -> memory.after(advance).ifPresent(end -> known.put(advance.seriesId(), end.stretch())));
        ids.removeAll(known.keySet());
        return read(ids, advancing).invoke(known::putAll).chain(() -> withItems(known, scored(series)));
    }

    private Uni<Map<Long, Stretch>> read(Set<Long> ids, List<Advance> advancing) {
        return ids.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : baselines
                        .ends(ids)
                        .invoke(ends -> advancing.stream()
                                .filter(advance -> ends.containsKey(advance.seriesId()))
                                .forEach(advance ->
                                        memory.remember(advance, requireNonNull(ends.get(advance.seriesId())))))
                        .map(BaselineService::stretches);
    }

    private static Map<Long, Stretch> stretches(Map<Long, End> ends) {
        return ends.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().stretch()));
    }

    private static Set<Long> scored(Collection<Series> series) {
        return series.stream().filter(Series::mayBeMeanScore).map(Series::id).collect(Collectors.toSet());
    }

    /// The same, divided at another place: what lies before it is the baseline of all that follows. A series without
    /// points since then is absent.
    ///
    /// @param since by series
    public Uni<Map<Long, Stretch>> endsSince(Collection<Series> series, Map<Long, Position> since) {
        if (series.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return baselines
                .ends(series.stream().map(Series::id).toList())
                .map(ends -> divided(stretches(ends), since))
                .chain(ends -> withItems(ends, scored(series)));
    }

    private static Map<Long, Stretch> divided(Map<Long, Stretch> ends, Map<Long, Position> since) {
        var divided = new HashMap<Long, Stretch>();
        ends.forEach((id, end) -> divided.put(id, end.since(requireNonNull(since.get(id)))));
        divided.values().removeIf(end -> end.recent().isEmpty());
        return divided;
    }

    private Uni<Map<Long, Stretch>> withItems(Map<Long, Stretch> ends, Set<Long> scored) {
        var runs = ends.entrySet().stream()
                .filter(end -> scored.contains(end.getKey()))
                .flatMap(end -> end.getValue().runsToPair().stream())
                .collect(Collectors.toSet());
        return items.ofRuns(runs)
                .map(known -> ends.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                end -> scored.contains(end.getKey())
                                        ? end.getValue().with(known)
                                        : end.getValue())));
    }

    /// The newest runs of each series from a place on, by themselves: what came before is no baseline of them. A series
    /// without points since then is absent.
    ///
    /// @param since by series
    public Uni<Map<Long, Stretch>> newestSince(Map<Long, Position> since) {
        return series.newestPoints(since, Window.RECENT_RUNS + Window.BASELINE_RUNS)
                .map(newest -> newest.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, points -> Stretch.of(points.getValue()))));
    }

    /// The newest run before this place that is normal, be it far before what a look takes in; absent where there is
    /// none.
    public Uni<Optional<Position>> lastNormalBefore(long seriesId, Position place) {
        return leftOut.lastNormalBefore(seriesId, place);
    }

    /// What is missing among the runs of each stretch.
    ///
    /// @param stretches by series, each with a run at least
    /// @return a series of which nothing is missing is absent
    public Uni<Map<Long, Absent>> absentIn(Map<Long, Stretch> stretches) {
        var begins = new HashMap<Long, Position>();
        stretches.forEach((id, stretch) -> begins.put(id, stretch.begins()));
        return begins.isEmpty() ? Uni.createFrom().item(Map.of()) : leftOut.absentSince(begins);
    }

    /// From here on the series is no baseline, until the finding is over.
    public Uni<Void> leaveOut(long findingId, long seriesId, Position from) {
        return leftOut.leaveOut(findingId, seriesId, from);
    }

    /// The runs of a suspicion that its repeats did not bear out, from where it begins to the suspected one, are
    /// neither baseline nor new any more: they were judged, and a wild one would make good runs look strange.
    public Uni<Void> drop(long suspicionId, long seriesId, Position from, Position suspected) {
        return leftOut.drop(suspicionId, seriesId, from, new Position(suspected.at(), suspected.runId() + 1));
    }

    /// The finding is over: from here on the series is normal again.
    public Uni<Void> takeIn(long findingId, Position from) {
        return leftOut.end(findingId, from);
    }

    /// There was nothing: all of the series is normal.
    public Uni<Void> takeAllIn(long findingId) {
        return leftOut.withdraw(findingId);
    }

    /// What the finding shows is normal from its onset on.
    ///
    /// @param by who says so
    public Uni<Void> accept(long findingId, Series series, String by, @Nullable String reason) {
        return ledger.accept(findingId, series, by, reason);
    }

    /// What the finding covers was normal after all: its runs are baseline, and are never taken for new again.
    public Uni<Void> settle(long findingId) {
        return leftOut.settle(findingId);
    }
}
