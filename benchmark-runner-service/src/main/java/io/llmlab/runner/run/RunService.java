package io.llmlab.runner.run;

import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.dataset.DatasetRepository;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Puts runs into the queue and reads them.
@ApplicationScoped
public class RunService {

    private final RunRepository runs;
    private final ModelRepository models;
    private final DatasetRepository datasets;
    private final RunAnnouncer announcer;
    private final Clock clock;

    RunService(
            RunRepository runs,
            ModelRepository models,
            DatasetRepository datasets,
            RunAnnouncer announcer,
            Clock clock) {
        this.runs = runs;
        this.models = models;
        this.datasets = datasets;
        this.announcer = announcer;
        this.clock = clock;
    }

    /// Puts a run into the queue, in the caller's transaction where there is one. It is taken up within a second of the
    /// commit, as soon as an executor is free, with the data set's version that is the newest one now.
    ///
    /// @return the run; a failure with [NotFound] where there is no such model. A data set that is not there is no
    /// failure: the run fails when it starts, so that whoever watches it hears of it.
    @WithTransaction
    public Uni<Run> queue(RunOrder order) {
        return models.requireByName(order.modelName())
                .call(model -> runs.announceStart(model, order.datasetName()))
                .chain(model -> store(order, model));
    }

    /// The same for a caller whose transaction holds the lock of the order's model and data set (`pair_lock`) already.
    @WithTransaction
    public Uni<Run> queueLocked(RunOrder order) {
        return models.requireByName(order.modelName()).chain(model -> store(order, model));
    }

    /// The newest run of a job.
    @WithSession
    public Uni<Optional<Run>> latestOfJob(String jobId) {
        return runs.latestOfJob(jobId);
    }

    /// How many runs of a job are queued or running.
    @WithSession
    public Uni<Long> openRunsOf(String jobId) {
        return runs.countOpenOfJob(jobId);
    }

    @WithSession
    Uni<RunView> get(long id) {
        return runs.require(id).map(Run::view);
    }

    @WithSession
    Uni<Listing<RunView>> list(RunFilter filter, Page page) {
        return startOf(page)
                .chain(after -> runs.page(filter, page, after.orElse(null)))
                .map(found -> found.stream().map(Run::view).toList())
                .chain(views -> total(filter, page).map(total -> new Listing<>(views, total)));
    }

    private Uni<Optional<Run>> startOf(Page page) {
        var after = page.after();
        return after == null
                ? Uni.createFrom().item(Optional.empty())
                : runs.findById(after).map(run -> {
                    if (run == null) {
                        throw Invalid.inParameter("after", "there is no run " + after);
                    }
                    return Optional.of(run);
                });
    }

    private Uni<@Nullable Long> total(RunFilter filter, Page page) {
        return page.count() ? runs.count(filter) : Uni.createFrom().nullItem();
    }

    private Uni<Run> store(RunOrder order, Model model) {
        return datasets.latest(order.datasetName())
                .map(dataset -> Run.queued(order, model, dataset.orElse(null), clock.instant()))
                .chain(runs::store)
                .call(run -> announcer.changed(run, model));
    }
}
