package io.llmlab.regression.finding;

import static java.util.Objects.requireNonNull;

import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.detect.classic.FalseDiscovery;
import io.llmlab.regression.finding.Decision.Clear;
import io.llmlab.regression.finding.Decision.Confirm;
import io.llmlab.regression.finding.Decision.Open;
import io.llmlab.regression.finding.Decision.Withdraw;
import io.llmlab.regression.series.MeasuredRun;
import io.llmlab.regression.series.Series;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All it takes to decide what a run means: the series it changed, how they are watched, what is open for them,
/// and their ends. Deciding is plain computing.
///
/// @param open by series; each has one at most
/// @param ends by series
/// @param held series for which nothing new is opened: they wait for repeats of a suspected run
record Scene(List<Series> changed, Watches watches, Map<Long, Finding> open, Map<Long, Stretch> ends, Set<Long> held) {

    private static final Comparator<Evaluation> BY_SEVERITY =
            Comparator.comparing(evaluation -> evaluation.outcome().severity());

    static Scene of(List<Series> changed, Watches watches) {
        return new Scene(changed, watches, Map.of(), Map.of(), Set.of());
    }

    Scene withOpen(Map<Long, Finding> findings) {
        return new Scene(changed, watches, findings, ends, held);
    }

    Scene withEnds(Map<Long, Stretch> stretches) {
        return new Scene(changed, watches, open, stretches, held);
    }

    Scene withHeld(Set<Long> series) {
        return new Scene(changed, watches, open, ends, series);
    }

    List<Long> changedIds() {
        return changed.stream().map(Series::id).toList();
    }

    /// Those that somebody watches: what nobody watches needs no reading.
    List<Series> watched() {
        return changed.stream()
                .filter(series ->
                        open.containsKey(series.id()) || !watches.of(series).isEmpty())
                .toList();
    }

    /// @param rule how looks are judged together
    List<Decision> decide(FalseDiscovery rule) {
        return Stream.concat(newFindings(rule), open.values().stream().flatMap(finding -> course(finding).stream()))
                .toList();
    }

    /// After a run was taken out. What rested on it and cannot be seen without it was never there.
    List<Decision> decideWithout(MeasuredRun run, FalseDiscovery rule) {
        return Stream.concat(
                        newFindings(rule),
                        open.values().stream().flatMap(finding -> courseWithout(run, finding).stream()))
                .toList();
    }

    private Optional<Decision> courseWithout(MeasuredRun run, Finding finding) {
        var course = course(finding);
        if (!restsOn(run, finding) || course.filter(Confirm.class::isInstance).isPresent()) {
            return course;
        }
        var end = ends.get(finding.seriesId());
        return changed.stream()
                .filter(series -> series.id() == finding.seriesId())
                .findFirst()
                .map(series -> new Withdraw(finding, end == null ? null : Evaluation.of(series, finding.watch(), end)));
    }

    /// Found with the run, or with the run among the newest ones.
    private boolean restsOn(MeasuredRun run, Finding finding) {
        var end = ends.get(finding.seriesId());
        return finding.runId() == run.id() || end == null || run.position().compareTo(end.recentFrom()) >= 0;
    }

    /// Where several methods watch a series, the gravest finding stands for all.
    private Stream<Decision> newFindings(FalseDiscovery rule) {
        var looks = changed.stream()
                .filter(series ->
                        !open.containsKey(series.id()) && !held.contains(series.id()) && ends.containsKey(series.id()))
                .flatMap(this::looks)
                .toList();
        return Discoveries.among(looks, rule).stream()
                .filter(Evaluation::isFinding)
                .collect(Collectors.groupingBy(
                        look -> look.series().id(), LinkedHashMap::new, Collectors.maxBy(BY_SEVERITY)))
                .values()
                .stream()
                .flatMap(Optional::stream)
                .map(look -> new Open(look.explained()));
    }

    private Stream<Evaluation> looks(Series series) {
        var end = requireNonNull(ends.get(series.id()));
        return watches.of(series).stream().map(watch -> Evaluation.of(series, watch, end));
    }

    private Optional<Decision> course(Finding finding) {
        var end = ends.get(finding.seriesId());
        return changed.stream()
                .filter(series -> series.id() == finding.seriesId() && end != null)
                .findFirst()
                .flatMap(series -> course(finding, series, requireNonNull(end)));
    }

    private static Optional<Decision> course(Finding finding, Series series, Stretch end) {
        var evaluation = Evaluation.of(series, finding.watch(), end);
        if (evaluation.isFinding()) {
            return Optional.of(new Confirm(finding, evaluation.explained()));
        }
        return evaluation.isBack() ? Optional.of(new Clear(finding, evaluation)) : Optional.empty();
    }
}
