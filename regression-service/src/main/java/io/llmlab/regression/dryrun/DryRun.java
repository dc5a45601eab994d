package io.llmlab.regression.dryrun;

import io.llmlab.regression.config.Watches;
import io.llmlab.regression.dryrun.DryRunView.Totals;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// All it takes for a dry run; the run itself is plain computing.
///
/// @param watched the series that the settings watch
/// @param points the newest of the first [#MOST_SERIES] of these, by series
record DryRun(Period period, Instant since, Watches watches, List<Series> watched, Map<Long, List<Point>> points) {

    static final int MOST_SERIES = 100;

    /// A look takes a tenth of a millisecond: nobody waits for longer than some seconds.
    private static final int MOST_LOOKS = 30_000;

    static List<Series> taken(List<Series> watched) {
        return watched.stream().limit(MOST_SERIES).toList();
    }

    DryRunView view() {
        var done = new ArrayList<DryRunView.OfSeries>();
        var replayed = new HashSet<Long>();
        var looks = 0;
        for (var rehearsal : rehearsals()) {
            looks += rehearsal.cost();
            if (looks <= MOST_LOOKS) {
                done.add(rehearsal.replayed());
                replayed.add(rehearsal.series().id());
            }
        }
        return new DryRunView(period.days(), since, Totals.of(done, watched.size() - replayed.size()), done);
    }

    private List<Rehearsal> rehearsals() {
        return taken(watched).stream()
                .flatMap(series -> watches.of(series).stream()
                        .map(watch -> new Rehearsal(
                                series, watch, Past.of(points.getOrDefault(series.id(), List.of()), since))))
                .toList();
    }
}
