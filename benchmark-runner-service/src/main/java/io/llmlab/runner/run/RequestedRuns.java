package io.llmlab.runner.run;

import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/// Queues the runs that another service asks for, each request once.
@ApplicationScoped
public class RequestedRuns {

    private static final String CLAIM = """
            insert into run_request (request_id, model_id, dataset_name, runs, reason, received_at)
            values (:request, :model, :dataset, :runs, :reason, now())
            on conflict do nothing""";

    private final ModelRepository models;
    private final OrderCheck check;
    private final RunService service;
    private final RunAnnouncer announcer;

    RequestedRuns(ModelRepository models, OrderCheck check, RunService service, RunAnnouncer announcer) {
        this.models = models;
        this.check = check;
        this.service = service;
        this.announcer = announcer;
    }

    /// What is asked for.
    ///
    /// @param id repeated in the `run-completed` of each of its runs
    /// @param count of runs
    public record Request(
            String id,
            long modelId,
            String datasetName,
            BenchmarkConfig config,
            Map<String, String> labels,
            int count,
            String reason) {

        RunOrder order(Model model) {
            return new RunOrder(model.name(), datasetName, config, TriggerType.ALERT, null, id, labels, null);
        }
    }

    /// Puts its runs into the queue, in the caller's transaction where there is one; one whose id came before adds
    /// nothing. It fails, and nothing stays, where a run could only fail: an unknown or deactivated model, a data
    /// set that is not there, a configuration that its executor refuses.
    @WithTransaction
    public Uni<Void> queue(Request request) {
        return models.require(request.modelId())
                .invoke(() -> requireRealAnswers(request))
                .call(model -> check.require(model, request.datasetName(), request.config()))
                .chain(model -> claim(request)
                        .chain(first ->
                                first ? queue(request, model) : Uni.createFrom().voidItem()));
    }

    private static void requireRealAnswers(Request request) {
        if (request.config().usesCache()) {
            throw Invalid.inBody(
                    "/benchmark_config/use_cache", "is for runs that a person starts: kept answers are no evidence");
        }
    }

    /// After the commit: runs wait.
    public void wakeExecutors() {
        announcer.wakeExecutors();
    }

    private Uni<Void> queue(Request request, Model model) {
        Log.infof(
                "Request %s queues %d runs of %s on %s: %s",
                request.id(), request.count(), model.name(), request.datasetName(), request.reason());
        var order = request.order(model);
        return Multi.createFrom()
                .range(0, request.count())
                .onItem()
                .transformToUniAndConcatenate(_ ->
                        service.queue(order).call(run -> announcer.audit("request " + request.id(), "requested", run)))
                .onItem()
                .ignoreAsUni();
    }

    private static Uni<Boolean> claim(Request request) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(CLAIM)
                        .setParameter("request", request.id())
                        .setParameter("model", request.modelId())
                        .setParameter("dataset", request.datasetName())
                        .setParameter("runs", request.count())
                        .setParameter("reason", request.reason())
                        .executeUpdate())
                .map(inserted -> inserted == 1);
    }
}
