package io.llmlab.runner.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
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
import java.util.Objects;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/// Keeps the models under test; every change is audited and announced as `model-changed`.
@ApplicationScoped
public class ModelService {

    private final ModelRepository models;
    private final ModelChanges changes;
    private final Idempotency idempotency;
    private final OutgoingGuard guard;
    private final Subset subset;
    private final Clock clock;

    ModelService(
            ModelRepository models,
            ModelChanges changes,
            Idempotency idempotency,
            OutgoingGuard guard,
            Subset subset,
            Clock clock) {
        this.guard = guard;
        this.models = models;
        this.changes = changes;
        this.idempotency = idempotency;
        this.subset = subset;
        this.clock = clock;
    }

    /// The model of this name; where there is none it is made, with provider `custom`. Safe to call from several sides
    /// at once.
    @WithTransaction
    public Uni<Model> findOrCreateCustom(String name) {
        return models.insertCustomUnlessThere(name, clock.instant())
                .chain(made -> models.requireByName(name).call(model -> made ? announce("created", model) : nothing()));
    }

    @WithSession
    Uni<Listing<ModelView>> list(boolean activeOnly, @Nullable Provider provider, Page page) {
        return models.page(activeOnly, provider, page)
                .map(found -> found.stream().map(ModelView::of).toList())
                .chain(views -> total(activeOnly, provider, page).map(total -> new Listing<>(views, total)));
    }

    /// The model as it is now, read in a session of its own, or a failure with NotFound.
    @WithSession
    public Uni<Model> require(long id) {
        return models.require(id);
    }

    @WithSession
    Uni<ModelView> get(long id) {
        return models.require(id).map(ModelView::of);
    }

    Uni<Answer<ModelView>> create(@Nullable String key, ModelRequest request) {
        return idempotency.once(
                key,
                List.of("POST /models", request),
                ModelView.class,
                () -> make(request).map(view -> new Answer<>(201, "/models/" + view.id(), view)));
    }

    @WithTransaction
    Uni<ModelView> change(long id, ObjectNode fields) {
        return models.require(id)
                .call(model -> become(model, subset.apply(model.asRequest(), fields, ModelRequest.class)))
                .call(model -> announce("changed", model))
                .map(ModelView::of);
    }

    @WithTransaction
    Uni<ModelView> deactivate(long id) {
        return models.require(id)
                .invoke(model -> model.deactivate(clock.instant()))
                .call(model -> announce("deactivated", model))
                .map(ModelView::of);
    }

    private Uni<ModelView> make(ModelRequest request) {
        return requireFree(request.name())
                .chain(() -> requireCallable(request.baseUrl()))
                .chain(() -> models.persistAndFlush(Model.described(request, clock.instant())))
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> taken(request.name()))
                .call(model -> announce("created", model))
                .map(ModelView::of);
    }

    private Uni<Void> become(Model model, ModelRequest request) {
        var moves = !Objects.equals(model.baseUrl(), request.baseUrl());
        return (model.name().equals(request.name()) ? nothing() : requireFree(request.name()))
                .chain(() -> moves ? requireCallable(request.baseUrl()) : nothing())
                .invoke(() -> model.become(request, clock.instant()))
                .chain(models::flush)
                .onFailure(ConstraintViolationException.class)
                .transform(_ -> taken(request.name()));
    }

    private Uni<Void> requireFree(String name) {
        return models.named(name)
                .invoke(found -> found.ifPresent(other -> {
                    throw other.isActive() ? taken(name) : takenByInactive(other);
                }))
                .replaceWithVoid();
    }

    private Uni<Void> requireCallable(@Nullable String baseUrl) {
        return baseUrl == null
                ? nothing()
                : guard.check(baseUrl)
                        .onFailure(RefusedDestination.class)
                        .transform(refused -> Invalid.inBody("/base_url", String.valueOf(refused.getMessage())));
    }

    private Uni<Void> announce(String action, Model model) {
        return changes.record(action, model);
    }

    private Uni<@Nullable Long> total(boolean activeOnly, @Nullable Provider provider, Page page) {
        return page.count()
                ? models.count(activeOnly, provider)
                : Uni.createFrom().nullItem();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    private static Conflict taken(String name) {
        return new Conflict("There is a model named %s already".formatted(name));
    }

    private static Conflict takenByInactive(Model model) {
        return new Conflict("The name %s belongs to the deactivated model %d; PUT {\"active\": true} brings it back"
                .formatted(model.name(), model.id()));
    }
}
