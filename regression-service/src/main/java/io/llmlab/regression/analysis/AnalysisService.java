package io.llmlab.regression.analysis;

import io.llmlab.regression.baseline.Absent;
import io.llmlab.regression.baseline.BaselineService;
import io.llmlab.regression.baseline.Stretch;
import io.llmlab.regression.compute.Workers;
import io.llmlab.regression.config.ConfigService;
import io.llmlab.regression.config.Watches;
import io.llmlab.regression.finding.Evaluation;
import io.llmlab.regression.finding.Judge;
import io.llmlab.regression.series.Period;
import io.llmlab.regression.series.Series;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at series on demand: at those that got a run in the period asked for, with the same windows as when a run
/// arrives, and what one run caused judged together, so that both agree. It stores nothing and tells nobody.
@ApplicationScoped
class AnalysisService {

    private final ConfigService configs;
    private final SeriesService series;
    private final BaselineService baselines;
    private final Judge judge;
    private final Workers workers;
    private final Clock clock;

    AnalysisService(
            ConfigService configs,
            SeriesService series,
            BaselineService baselines,
            Judge judge,
            Workers workers,
            Clock clock) {
        this.configs = configs;
        this.series = series;
        this.baselines = baselines;
        this.judge = judge;
        this.workers = workers;
        this.clock = clock;
    }

    private record Material(Watches watches, List<Series> series, Map<Long, Stretch> ends, Map<Long, Absent> absent) {}

    /// @param request null: with the stored configurations
    @WithSession
    Uni<AnalysisView> analyze(long modelId, Period period, @Nullable AnalyzeRequest request) {
        return series.requireModel(modelId)
                .chain(() -> watches(request))
                .chain(watches -> analyze(modelId, period, watches));
    }

    /// @param modelIds none: all that are known
    @WithSession
    Uni<SummaryView> summary(List<Long> modelIds, Period period) {
        return chosen(modelIds).chain(ids -> summaryOf(ids, period));
    }

    private Uni<SummaryView> summaryOf(List<Long> modelIds, Period period) {
        return configs.watches()
                .chain(watches -> analyses(modelIds, period, watches))
                .map(SummaryView::of);
    }

    private Uni<Watches> watches(@Nullable AnalyzeRequest request) {
        return request == null || request.configs() == null
                ? configs.watches()
                : Uni.createFrom().item(configs.watches(Objects.requireNonNull(request.configs())));
    }

    private Uni<List<Long>> chosen(List<Long> modelIds) {
        if (modelIds.isEmpty()) {
            return series.knownModels();
        }
        var distinct = modelIds.stream().distinct().toList();
        return Multi.createFrom()
                .iterable(distinct)
                .onItem()
                .call(series::requireModel)
                .collect()
                .asList();
    }

    private Uni<List<AnalysisView>> analyses(List<Long> modelIds, Period period, Watches watches) {
        return Multi.createFrom()
                .iterable(modelIds)
                .onItem()
                .transformToUniAndConcatenate(id -> analyze(id, period, watches))
                .collect()
                .asList();
    }

    private Uni<AnalysisView> analyze(long modelId, Period period, Watches watches) {
        return series.ofModel(modelId, period.start(clock))
                .chain(found -> material(watches, found))
                .chain(material -> workers.compute(() -> view(modelId, period, material)));
    }

    private Uni<Material> material(Watches watches, List<Series> found) {
        var watched = found.stream().filter(one -> !watches.of(one).isEmpty()).toList();
        return baselines
                .endsOf(watched)
                .chain(ends -> baselines.absentIn(ends).map(absent -> new Material(watches, watched, ends, absent)));
    }

    private AnalysisView view(long modelId, Period period, Material material) {
        var now = clock.instant();
        var results = material.series().stream()
                .filter(one -> material.ends().containsKey(one.id()))
                .flatMap(one -> evaluations(one, material))
                .collect(Collectors.groupingBy(
                        evaluation -> evaluation.stretch().newestRunId(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .flatMap(ofOneRun -> judge.together(ofOneRun).stream())
                .map(Evaluation::explained)
                .map(look ->
                        look.noting(material.absent().getOrDefault(look.series().id(), Absent.NOTHING)))
                .map(look -> ResultView.of(look, now))
                .toList();
        return AnalysisView.of(modelId, period.days(), results);
    }

    private static Stream<Evaluation> evaluations(Series one, Material material) {
        return material.watches().of(one).stream()
                .map(watch -> Evaluation.of(
                        one, watch, Objects.requireNonNull(material.ends().get(one.id()))));
    }
}
