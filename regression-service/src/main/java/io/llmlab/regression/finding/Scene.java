package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watch;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.llmlab.regression.finding.Decision.Clear;
import io.llmlab.regression.finding.Decision.Confirm;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.finding.Decision.Withdraw;
import io.llmlab.regression.series.Appended;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All it takes to decide what a run means: the series it changed, how they are watched, what is open for them,
/// and their ends. Deciding is plain computing.
///
/// @param watches by series; those that nobody watches have none
/// @param open by series; each has one at most
/// @param ends by series
/// @param own runs of an open finding since it was last told, by series; absent where they are not looked at
/// @param hold what opens nothing now
record Scene(
        Appended appended,
        Map<Long, List<Watch>> watches,
        Map<Long, Finding> open,
        Map<Long, Stretch> ends,
        Map<Long, Stretch> own,
        Hold hold) {

    static Scene of(Appended appended, Watches watches) {
        var bySeries = appended.series().stream().collect(Collectors.toMap(Series::id, watches::of));
        return new Scene(appended, bySeries, Map.of(), Map.of(), Map.of(), Hold.NOTHING);
    }

    /// @param findings may be about other series too
    Scene withOpen(Map<Long, Finding> findings) {
        return new Scene(appended, watches, ofChanged(findings), ends, own, hold);
    }

    /// @param stretches may be of other series too
    Scene withEnds(Map<Long, Stretch> stretches) {
        return new Scene(appended, watches, open, ofChanged(stretches), own, hold);
    }

    /// A repeat opens nothing: it shows whether what is suspected already stays.
    ///
    /// @param waiting series that wait for repeats of a suspected run
    Scene withHeld(Set<Long> waiting) {
        var held = Caution.opensFindings(run()) ? new Hold(waiting, false) : Hold.EVERYTHING;
        return new Scene(appended, watches, open, ends, own, held);
    }

    /// @param stretches may be of other series too
    Scene withOwn(Map<Long, Stretch> stretches) {
        return new Scene(appended, watches, open, ends, ofChanged(stretches), hold);
    }

    private <T> Map<Long, T> ofChanged(Map<Long, T> bySeries) {
        var ofChanged = new LinkedHashMap<Long, T>();
        for (var id : changedIds()) {
            var known = bySeries.get(id);
            if (known != null) {
                ofChanged.put(id, known);
            }
        }
        return ofChanged;
    }

    MeasuredRun run() {
        return appended.run();
    }

    private List<Series> changed() {
        return appended.series();
    }

    List<Long> changedIds() {
        return changed().stream().map(Series::id).toList();
    }

    private List<Watch> watches(Series series) {
        return watches.getOrDefault(series.id(), List.of());
    }

    /// Those that somebody watches: what nobody watches needs no reading.
    List<Series> watched() {
        return changed().stream()
                .filter(series ->
                        open.containsKey(series.id()) || !watches(series).isEmpty())
                .toList();
    }

    /// After a run was taken out, what rested on it and cannot be seen without it was never there.
    ///
    /// @param rule how looks are judged together
    List<Decision> decide(FalseDiscovery rule) {
        var looks = looks(rule);
        return Stream.concat(
                        newFindings(looks),
                        open.values().stream()
                                .flatMap(finding -> (run().excluded()
                                                ? courseWithout(run(), finding)
                                                : course(finding, fell(finding, looks)))
                                        .stream()))
                .toList();
    }

    private Optional<Decision> courseWithout(MeasuredRun run, Finding finding) {
        var course = course(finding, null);
        if (!restsOn(run, finding) || course.filter(Confirm.class::isInstance).isPresent()) {
            return course;
        }
        var end = ends.get(finding.seriesId());
        return changed().stream()
                .filter(series -> series.id() == finding.seriesId())
                .findFirst()
                .map(series -> new Withdraw(finding, end == null ? null : Evaluation.of(series, finding.watch(), end)));
    }

    /// Found with the run, or with the run among the newest ones.
    private boolean restsOn(MeasuredRun run, Finding finding) {
        var end = ends.get(finding.seriesId());
        return finding.runId() == run.id() || end == null || run.position().compareTo(end.recentFrom()) >= 0;
    }

    /// All looks for something new, judged together: one look a method at series without a finding, one at the
    /// own runs of a finding.
    private List<Evaluation> looks(FalseDiscovery rule) {
        var fresh = changed().stream()
                .filter(series -> !open.containsKey(series.id()) && ends.containsKey(series.id()))
                .flatMap(this::looks);
        var further = changed().stream()
                .filter(series -> open.containsKey(series.id()) && own.containsKey(series.id()))
                .map(series -> Evaluation.of(
                        series, requireNonNull(open.get(series.id())).watch(), requireNonNull(own.get(series.id()))));
        return Discoveries.among(Stream.concat(fresh, further).toList(), rule);
    }

    /// Where several methods watch a series, the gravest finding stands for all: of those that hold at once, and
    /// of those that ask for confirmation.
    private Stream<Decision> newFindings(List<Evaluation> looks) {
        return looks.stream()
                .filter(look -> !open.containsKey(look.series().id()) && look.isFinding())
                .collect(Collectors.groupingBy(
                        look -> List.of(look.series().id(), look.watch().confirmRuns() > 0),
                        LinkedHashMap::new,
                        Collectors.maxBy(Evaluation.BY_SEVERITY)))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .map(look -> Open.of(look.explained()));
    }

    private static @Nullable Evaluation fell(Finding finding, List<Evaluation> looks) {
        return looks.stream()
                .filter(look -> look.series().id() == finding.seriesId() && look.isNewLevel())
                .findFirst()
                .orElse(null);
    }

    private Stream<Evaluation> looks(Series series) {
        var end = requireNonNull(ends.get(series.id()));
        return watches(series).stream()
                .filter(watch -> !hold.keeps(series.id(), watch))
                .map(watch -> Evaluation.of(series, watch, end));
    }

    private Optional<Decision> course(Finding finding, @Nullable Evaluation fell) {
        var end = ends.get(finding.seriesId());
        return changed().stream()
                .filter(series -> series.id() == finding.seriesId() && end != null)
                .findFirst()
                .flatMap(series -> course(finding, series, requireNonNull(end), fell));
    }

    private static Optional<Decision> course(Finding finding, Series series, Stretch end, @Nullable Evaluation fell) {
        var evaluation = Evaluation.of(series, finding.watch(), end);
        if (evaluation.isFinding()) {
            return Optional.of(new Confirm(finding, evaluation, fell, Settling.isSettled(finding, evaluation, end)));
        }
        return evaluation.isBack() ? Optional.of(new Clear(finding, evaluation)) : Optional.empty();
    }
}
