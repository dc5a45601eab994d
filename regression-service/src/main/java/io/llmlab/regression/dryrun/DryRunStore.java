package io.llmlab.regression.dryrun;

import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.item.ItemService;
import io.llmlab.regression.series.Point;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Reads what a dry run takes. No connection is held while it computes.
@ApplicationScoped
class DryRunStore {

    /// Runs whose items are read at once.
    private static final int CHUNK = 50;

    private final ConfigService configs;
    private final SeriesService series;
    private final ItemService items;
    private final Clock clock;

    DryRunStore(ConfigService configs, SeriesService series, ItemService items, Clock clock) {
        this.configs = configs;
        this.series = series;
        this.items = items;
        this.clock = clock;
    }

    @WithSession
    Uni<DryRun> prepared(DryRunRequest request) {
        return watches(request).chain(watches -> prepared(request, watches));
    }

    /// The items of these runs, one part after the other.
    @WithSession
    Uni<Map<Long, ItemScores>> itemsOf(List<Long> runs) {
        var known = new HashMap<Long, ItemScores>();
        return Multi.createFrom()
                .iterable(chunks(runs))
                .onItem()
                .transformToUniAndConcatenate(chunk -> items.ofRuns(chunk).invoke(known::putAll))
                .onItem()
                .ignoreAsUni()
                .replaceWith(known);
    }

    private static List<List<Long>> chunks(List<Long> runs) {
        return IntStream.iterate(0, from -> from < runs.size(), from -> from + CHUNK)
                .mapToObj(from -> runs.subList(from, Math.min(from + CHUNK, runs.size())))
                .toList();
    }

    private Uni<Watches> watches(DryRunRequest request) {
        var own = request.configs();
        return own == null ? configs.watches() : Uni.createFrom().item(configs.watches(own));
    }

    private Uni<DryRun> prepared(DryRunRequest request, Watches watches) {
        var since = request.period().start(clock);
        return candidates(request.modelId(), since)
                .map(all -> watched(request, watches, all))
                .chain(watched -> series.newestPoints(ids(watched), Past.MOST_STORED)
                        .chain(points -> items.keptOf(scoredRuns(watched, points))
                                .map(kept -> new DryRun(request.period(), since, watches, watched, points, kept))));
    }

    private static List<Long> scoredRuns(List<Series> watched, Map<Long, List<Point>> points) {
        return watched.stream()
                .filter(Series::mayBeMeanScore)
                .flatMap(one -> points.getOrDefault(one.id(), List.of()).stream())
                .map(point -> point.position().runId())
                .distinct()
                .toList();
    }

    private Uni<List<Series>> candidates(@Nullable Long modelId, Instant since) {
        if (modelId != null) {
            return series.requireModel(modelId).chain(() -> series.ofModel(modelId, since));
        }
        return series.knownModels()
                .chain(models -> Multi.createFrom()
                        .iterable(models)
                        .onItem()
                        .transformToUniAndConcatenate(model -> series.ofModel(model, since))
                        .onItem()
                        .<Series>disjoint()
                        .collect()
                        .asList());
    }

    private static List<Series> watched(DryRunRequest request, Watches watches, List<Series> all) {
        return all.stream()
                .filter(one ->
                        request.datasetName() == null || one.datasetName().equals(request.datasetName()))
                .filter(one -> !watches.of(one).isEmpty())
                .toList();
    }

    private static List<Long> ids(List<Series> watched) {
        return DryRun.taken(watched).stream().map(Series::id).collect(Collectors.toList());
    }
}
