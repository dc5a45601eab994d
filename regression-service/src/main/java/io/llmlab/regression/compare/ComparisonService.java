package io.llmlab.regression.compare;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.compare.ComparedRun.Value;
import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.item.ItemService;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares two runs.
@ApplicationScoped
class ComparisonService {

    private final ComparedRunRepository runs;
    private final ItemService items;
    private final SeriesService series;
    private final BaselineService baselines;
    private final Workers workers;

    ComparisonService(
            ComparedRunRepository runs,
            ItemService items,
            SeriesService series,
            BaselineService baselines,
            Workers workers) {
        this.runs = runs;
        this.items = items;
        this.series = series;
        this.baselines = baselines;
        this.workers = workers;
    }

    private record Pair(ComparedRun first, ComparedRun second) {

        Pair {
            if (!first.datasetName().equals(second.datasetName())) {
                throw Invalid.inParameter(
                        "other",
                        "must be a run on the same dataset: run %d is on '%s', run %d on '%s'"
                                .formatted(first.id(), first.datasetName(), second.id(), second.datasetName()));
            }
        }

        List<Long> ids() {
            return List.of(first.id(), second.id());
        }

        Set<Long> seriesIds() {
            return Stream.of(first, second)
                    .flatMap(run -> run.values().stream())
                    .map(Value::seriesId)
                    .collect(Collectors.toSet());
        }

        Comparison compared(Map<Long, ItemScores> items, Map<Long, Stretch> ends) {
            return Comparison.of(
                    first,
                    items.getOrDefault(first.id(), ItemScores.NONE),
                    second,
                    items.getOrDefault(second.id(), ItemScores.NONE),
                    new OtherRuns(ends, ids()));
        }
    }

    @WithSession
    Uni<Comparison> compare(long firstId, long secondId) {
        return runs.require(firstId)
                .chain(first -> runs.require(secondId).map(second -> new Pair(first, second)))
                .chain(this::compare);
    }

    private Uni<Comparison> compare(Pair pair) {
        return series.byIds(pair.seriesIds())
                .chain(known -> baselines.endsOf(known.values()))
                .chain(ends ->
                        items.ofRuns(pair.ids()).chain(known -> workers.compute(() -> pair.compared(known, ends))));
    }
}
