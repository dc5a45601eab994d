package io.llmlab.runner.delegate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.outgoing.OutgoingGuard;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.exception.ConstraintViolationException;

/// Keeps the outside runners that runs may choose; a change counts from the next run on.
@ApplicationScoped
class RegistrationService {

    private final RegistrationRepository registrations;
    private final OutgoingGuard guard;
    private final Subset subset;
    private final Audit audit;
    private final Clock clock;

    RegistrationService(
            RegistrationRepository registrations, OutgoingGuard guard, Subset subset, Audit audit, Clock clock) {
        this.registrations = registrations;
        this.guard = guard;
        this.subset = subset;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<List<RegistrationView>> list(Page page) {
        return registrations
                .page(page)
                .map(found -> found.stream().map(Registration::view).toList());
    }

    @WithSession
    Uni<RegistrationView> get(String name) {
        return registrations.require(name).map(Registration::view);
    }

    @WithTransaction
    Uni<RegistrationView> create(RegistrationRequest request) {
        return registrations
                .named(request.name())
                .invoke(found -> found.ifPresent(other -> {
                    throw taken(other.name());
                }))
                .chain(() -> requireCallable(request.url()))
                .chain(() -> registrations.persistAndFlush(Registration.described(request, clock.instant())))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> taken(request.name()))
                .call(made -> record("created", made.name()))
                .map(Registration::view);
    }

    @WithTransaction
    Uni<RegistrationView> change(String name, ObjectNode fields) {
        return registrations
                .require(name)
                .call(known -> become(known, subset.apply(known.asRequest(), fields, RegistrationRequest.class)))
                .chain(registrations::persistAndFlush)
                .call(known -> record("changed", name))
                .map(Registration::view);
    }

    @WithTransaction
    Uni<Void> delete(String name) {
        return registrations.require(name).chain(registrations::delete).chain(() -> record("deleted", name));
    }

    private Uni<Void> become(Registration known, RegistrationRequest request) {
        if (!request.name().equals(known.name())) {
            throw Invalid.inBody("/name", "cannot be changed: jobs choose executors by it");
        }
        return requireCallable(request.url()).invoke(() -> known.become(request, clock.instant()));
    }

    private Uni<Void> requireCallable(String url) {
        return guard.check(url)
                .onFailure(RefusedDestination.class)
                .transform(refused -> Invalid.inBody("/url", String.valueOf(refused.getMessage())));
    }

    private Uni<Void> record(String action, String name) {
        return audit.record(Audit.ANONYMOUS, action, "executor " + name);
    }

    private static Conflict taken(String name) {
        return new Conflict("There is an executor named %s already".formatted(name));
    }
}
