package io.llmlab.regression.power;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/// Plans: from numbers that are given, or from what a stored series shows.
@ApplicationScoped
class PowerService {

    private final SeriesService series;
    private final BaselineService baselines;
    private final Workers workers;

    PowerService(SeriesService series, BaselineService baselines, Workers workers) {
        this.series = series;
        this.baselines = baselines;
        this.workers = workers;
    }

    private record Found(Series series, Stretch end) {}

    @WithSession
    Uni<PowerView> power(PowerQuery query) {
        var checked = query.checked();
        return checked.namesASeries()
                ? found(checked)
                        .chain(found -> workers.compute(
                                () -> PowerView.of(Basis.of(checked, History.of(found.series(), found.end())))))
                : workers.compute(() -> PowerView.of(Basis.given(checked)));
    }

    /// Of several streams the one that was used last.
    private Uni<Found> found(PowerQuery query) {
        var modelId = requireNonNull(query.modelId);
        return series.requireModel(modelId)
                .chain(() -> series.ofModel(modelId, Instant.EPOCH))
                .map(all -> chosen(query, all))
                .chain(one -> baselines
                        .endsOf(List.of(one))
                        .map(ends -> new Found(one, ends.getOrDefault(one.id(), new Stretch(List.of(), List.of())))));
    }

    private static Series chosen(PowerQuery query, List<Series> all) {
        return all.stream()
                .filter(one -> one.datasetName().equals(query.datasetName)
                        && one.metricType().equals(query.metricType)
                        && one.metricName().equals(query.metricName))
                .findFirst()
                .orElseThrow(() -> new NotFound(
                        "series",
                        "%s/%s of model %d on %s"
                                .formatted(query.metricType, query.metricName, query.modelId, query.datasetName)));
    }
}
