package io.llmlab.regression.baseline;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.trust.Actor;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What people chose as normal, and how they choose it.
@ApplicationScoped
class BaselineCatalog {

    private static final String PATH = "/regression-detection/baselines/";

    private final ChosenBaselineRepository baselines;
    private final BaselineLedger ledger;
    private final ChosenRuns runs;
    private final SeriesService series;
    private final Idempotency idempotency;

    BaselineCatalog(
            ChosenBaselineRepository baselines,
            BaselineLedger ledger,
            ChosenRuns runs,
            SeriesService series,
            Idempotency idempotency) {
        this.baselines = baselines;
        this.ledger = ledger;
        this.runs = runs;
        this.series = series;
        this.idempotency = idempotency;
    }

    @WithSession
    Uni<Listing<BaselineView>> list(BaselineFilter filter, Page page) {
        var items = baselines.newestFirst(filter, page).chain(this::views);
        return page.count()
                ? items.chain(found -> baselines.countOf(filter).map(total -> new Listing<>(found, total)))
                : items.map(found -> new Listing<>(found, null));
    }

    @WithSession
    Uni<BaselineView> get(long id) {
        return baselines.require(id).chain(this::view);
    }

    Uni<Answer<BaselineView>> choose(@Nullable String key, BaselineRequest request) {
        var checked = request.checked();
        return idempotency.once(key, List.of("POST", PATH, checked), BaselineView.class, () -> store(checked));
    }

    /// @param by null: nobody says who
    @WithTransaction
    Uni<Void> release(long id, @Nullable String by) {
        return baselines
                .require(id)
                .call(baseline -> series.lock(baseline.seriesId()))
                .chain(baseline ->
                        ledger.release(baseline, by == null || by.isBlank() ? Actor.or(Audit.ANONYMOUS) : by));
    }

    private Uni<Answer<BaselineView>> store(BaselineRequest request) {
        return runs.of(request)
                .chain(chosen -> ledger.choose(chosen, request))
                .chain(this::view)
                .map(view -> new Answer<>(201, PATH + view.id(), view));
    }

    private Uni<BaselineView> view(Baseline baseline) {
        return views(List.of(baseline)).map(List::getFirst);
    }

    private Uni<List<BaselineView>> views(List<Baseline> found) {
        return baselines.runsOf(found.stream().map(Baseline::id).toList()).map(known -> views(found, known));
    }

    private static List<BaselineView> views(List<Baseline> found, Map<Long, List<Long>> runs) {
        return found.stream()
                .map(baseline -> BaselineView.of(baseline, runs.getOrDefault(baseline.id(), List.of())))
                .toList();
    }
}
