package io.llmlab.regression.dryrun;

import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tries settings on stored history. It stores nothing and tells nobody.
@ApplicationScoped
class DryRunService {

    private final ConfigService configs;
    private final SeriesService series;
    private final Workers workers;
    private final Clock clock;

    DryRunService(ConfigService configs, SeriesService series, Workers workers, Clock clock) {
        this.configs = configs;
        this.series = series;
        this.workers = workers;
        this.clock = clock;
    }

    @WithSession
    Uni<DryRunView> dryRun(DryRunRequest request) {
        var checked = request.checked();
        return watches(checked).chain(watches -> prepared(checked, watches)).chain(run -> workers.compute(run::view));
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
                        .map(points -> new DryRun(request.period(), since, watches, watched, points)));
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
        return DryRun.taken(watched).stream().map(Series::id).toList();
    }
}
