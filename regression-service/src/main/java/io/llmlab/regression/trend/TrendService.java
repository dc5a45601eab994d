package io.llmlab.regression.trend;

import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Draws a line through each series of a model.
@ApplicationScoped
class TrendService {

    private final SeriesService series;
    private final Workers workers;
    private final Clock clock;

    TrendService(SeriesService series, Workers workers, Clock clock) {
        this.series = series;
        this.workers = workers;
        this.clock = clock;
    }

    private record Material(List<Series> series, Map<Long, List<Point>> points, long runs) {}

    @WithSession
    Uni<TrendsView> of(long modelId, Period period) {
        return material(modelId, period.start(clock))
                .chain(material -> workers.compute(() -> view(modelId, period, material)));
    }

    private Uni<Material> material(long modelId, Instant since) {
        return series.requireModel(modelId)
                .chain(() -> series.ofModel(modelId, since))
                .chain(found -> withPoints(found, since))
                .chain(material -> withRuns(material, modelId, since));
    }

    private Uni<Material> withPoints(List<Series> found, Instant since) {
        return series.pointsSince(since, found.stream().map(Series::id).toList())
                .map(points -> new Material(found, points, 0));
    }

    private Uni<Material> withRuns(Material material, long modelId, Instant since) {
        return series.runsOf(modelId, since).map(runs -> new Material(material.series(), material.points(), runs));
    }

    private static TrendsView view(long modelId, Period period, Material material) {
        var keys = TrendKeys.of(material.series());
        var trends = new LinkedHashMap<String, Trend>();
        for (var one : material.series()) {
            var points = material.points().getOrDefault(one.id(), List.of());
            if (points.size() >= TrendLine.LEAST_POINTS) {
                trends.put(keys.keyOf(one), TrendLine.through(points));
            }
        }
        return new TrendsView(modelId, period.days(), material.runs(), trends.size(), trends);
    }
}
