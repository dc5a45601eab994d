package io.llmlab.gateway.admin;

import io.llmlab.gateway.admin.Services.Question;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.retention.Retention;
import io.llmlab.platform.retention.RetentionReport;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Asks every service what is too old, or has it forgotten.
@ApplicationScoped
class RetentionService {

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /// A bounded part of each kind, in short transactions.
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(1);

    private final Services services;
    private final Retention own;
    private final Audit audit;

    RetentionService(Services services, Retention own, Audit audit) {
        this.services = services;
        this.own = own;
        this.audit = audit;
    }

    Uni<RetentionView> look() {
        return ask(HttpMethod.GET, PATIENCE, own.look()).map(gathered -> RetentionView.of(false, gathered));
    }

    /// Who asked for it is kept before anything goes.
    Uni<RetentionView> cleanUp() {
        return Panache.withTransaction(() -> audit.record(Audit.ANONYMOUS, "cleaned up", "what is kept no longer"))
                .chain(() -> ask(HttpMethod.POST, LONG_PATIENCE, own.cleanUp()))
                .map(gathered -> RetentionView.of(true, gathered));
    }

    private Uni<Gathered<RetentionReport>> ask(HttpMethod method, Duration patience, Uni<RetentionReport> mine) {
        var question = new Question(method, _ -> "/internal/retention", services.type(RetentionReport.class), patience);
        return services.ask(question, mine);
    }
}
