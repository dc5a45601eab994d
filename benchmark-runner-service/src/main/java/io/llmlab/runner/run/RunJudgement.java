package io.llmlab.runner.run;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.runner.model.ModelRepository;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What people say of a run's worth as evidence. Whoever heard of the run's end hears of it again, in the same
/// transaction.
@ApplicationScoped
public class RunJudgement {

    private static final int OK = 200;

    private final RunRepository runs;
    private final ModelRepository models;
    private final RunResults results;
    private final RunAnnouncer announcer;
    private final Idempotency idempotency;
    private final Clock clock;

    RunJudgement(
            RunRepository runs,
            ModelRepository models,
            RunResults results,
            RunAnnouncer announcer,
            Idempotency idempotency,
            Clock clock) {
        this.runs = runs;
        this.models = models;
        this.results = results;
        this.announcer = announcer;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    Uni<Answer<RunView>> exclude(@Nullable String key, long id, ExclusionRequest request) {
        return idempotency.once(
                key,
                List.of("POST /benchmark-runs/exclude", id, request),
                RunView.class,
                () -> runs.requireLocked(id)
                        .call(run -> exclude(run, request.byOrAnonymous(), request.reason()))
                        .map(run -> new Answer<>(OK, null, run.view())));
    }

    Uni<Answer<RunView>> include(@Nullable String key, long id) {
        return idempotency.once(
                key,
                List.of("POST /benchmark-runs/include", id),
                RunView.class,
                () -> runs.requireLocked(id)
                        .invoke(Run::include)
                        .call(run -> tell(run, Audit.ANONYMOUS, "included"))
                        .map(run -> new Answer<>(OK, null, run.view())));
    }

    /// Excludes a run on the word of whoever resolved an alert about it. A run that is not there, is executed
    /// again or is excluded already stays as it is: the word came too late.
    ///
    /// @param reason is cut where it is longer than one may be
    @WithTransaction
    public Uni<Void> excludeWherePossible(long id, String by, String reason) {
        return runs.findById(id, LockModeType.PESSIMISTIC_WRITE).chain(run -> {
            if (run == null || !run.isExcludable()) {
                Log.infof("Run %d, which %s calls bad, cannot be excluded", id, by);
                return Uni.createFrom().voidItem();
            }
            return exclude(run, by, cut(reason));
        });
    }

    private Uni<Void> exclude(Run run, String by, String reason) {
        run.exclude(by, reason, clock.instant());
        return tell(run, by, "excluded");
    }

    private Uni<Void> tell(Run run, String actor, String action) {
        return models.require(run.modelId())
                .chain(model -> results.metrics(run)
                        .chain(metrics ->
                                results.items(run).chain(items -> announcer.judgedAnew(run, model, metrics, items))))
                .chain(() -> announcer.audit(actor, action, run));
    }

    private static String cut(String reason) {
        return reason.length() <= ExclusionRequest.LONGEST_REASON
                ? reason
                : reason.substring(0, ExclusionRequest.LONGEST_REASON);
    }
}
