package io.llmlab.regression.dryrun;

import io.llmlab.regression.config.Watches;
import io.llmlab.regression.dryrun.DryRunView.OfSeries;
import io.llmlab.regression.dryrun.DryRunView.Totals;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What is to be replayed, within bounds.
///
/// @param watched the series that the settings watch
/// @param points the newest of the first [#MOST_SERIES] of these, by series
/// @param withItems runs whose items are kept
record DryRun(
        Period period,
        Instant since,
        Watches watches,
        List<Series> watched,
        Map<Long, List<Point>> points,
        Set<Long> withItems) {

    static final int MOST_SERIES = 100;

    /// A look takes a tenth of a millisecond: nobody waits for longer than some seconds.
    private static final int MOST_LOOKS = 30_000;

    static List<Series> taken(List<Series> watched) {
        return watched.stream().limit(MOST_SERIES).toList();
    }

    /// Those of one series together, so that its items are read once and forgotten then.
    List<List<Rehearsal>> affordable() {
        var bySeries = new LinkedHashMap<Long, List<Rehearsal>>();
        var looks = 0;
        for (var rehearsal : rehearsals()) {
            looks += rehearsal.cost();
            if (looks <= MOST_LOOKS) {
                bySeries.computeIfAbsent(rehearsal.series().id(), _ -> new ArrayList<>())
                        .add(rehearsal);
            }
        }
        return List.copyOf(bySeries.values());
    }

    private List<Rehearsal> rehearsals() {
        return taken(watched).stream().flatMap(this::rehearsals).toList();
    }

    private Stream<Rehearsal> rehearsals(Series series) {
        var past = Past.of(points.getOrDefault(series.id(), List.of()), since);
        var paired = series.mayBeMeanScore() ? ItemBudget.taken(past.points(), withItems) : List.<Long>of();
        return watches.of(series).stream().map(watch -> new Rehearsal(series, watch, past, paired));
    }

    /// @param done what was replayed of each series, once for each configuration
    DryRunView view(List<List<OfSeries>> done) {
        var all = done.stream().flatMap(List::stream).toList();
        return new DryRunView(period.days(), since, Totals.of(all, watched.size() - done.size()), all);
    }
}
