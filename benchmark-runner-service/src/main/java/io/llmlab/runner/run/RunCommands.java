package io.llmlab.runner.run;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.runner.model.Model;
import io.llmlab.runner.model.ModelRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What callers tell runs to do.
@ApplicationScoped
class RunCommands {

    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final RunService service;
    private final RunLifeCycle lifeCycle;
    private final ModelRepository models;
    private final OrderCheck check;
    private final Idempotency idempotency;

    RunCommands(
            RunService service,
            RunLifeCycle lifeCycle,
            ModelRepository models,
            OrderCheck check,
            Idempotency idempotency) {
        this.service = service;
        this.lifeCycle = lifeCycle;
        this.models = models;
        this.check = check;
        this.idempotency = idempotency;
    }

    Uni<Answer<RunView>> request(@Nullable String key, RunRequest request) {
        return idempotency
                .once(key, List.of("POST /benchmark-runs", request), RunView.class, () -> queue(request))
                .invoke(lifeCycle::wakeExecutors);
    }

    Uni<Answer<RunView>> cancel(@Nullable String key, long id) {
        return idempotency.once(
                key,
                List.of("POST /benchmark-runs/cancel", id),
                RunView.class,
                () -> lifeCycle.cancel(id).map(view -> new Answer<>(OK, null, view)));
    }

    Uni<Answer<RunView>> retry(@Nullable String key, long id) {
        return idempotency
                .once(
                        key,
                        List.of("POST /benchmark-runs/retry", id),
                        RunView.class,
                        () -> lifeCycle.retry(id).map(view -> new Answer<>(ACCEPTED, "/benchmark-runs/" + id, view)))
                .invoke(lifeCycle::wakeExecutors);
    }

    private Uni<Answer<RunView>> queue(RunRequest request) {
        return find(request)
                .call(model -> check.require(model, request.datasetName(), request.config()))
                .map(model -> RunOrder.manual(model.name(), request.datasetName(), request.config())
                        .withLabels(request.labelsOrNone()))
                .chain(service::queue)
                .call(run -> lifeCycle.audit("requested", run))
                .map(run -> new Answer<>(ACCEPTED, "/benchmark-runs/" + run.id(), run.view()));
    }

    private Uni<Model> find(RunRequest request) {
        return request.modelName() != null
                ? models.requireByName(request.modelName())
                : models.require(requireNonNull(request.modelId()));
    }
}
