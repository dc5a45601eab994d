package io.llmlab.regression.stream;

import static java.util.Objects.requireNonNull;

import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.idempotency.Answer;
import io.llmlab.platform.idempotency.Idempotency;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.llmlab.platform.trust.Actor;
import io.llmlab.regression.series.Position;
import io.llmlab.regression.series.SeriesService;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows streams, and keeps which of them people declared comparable.
@ApplicationScoped
class StreamService {

    static final String PATH = "/regression-detection/streams/comparable/";

    private final StreamRepository streams;
    private final SeriesService series;
    private final Idempotency idempotency;
    private final Audit audit;
    private final Clock clock;

    StreamService(StreamRepository streams, SeriesService series, Idempotency idempotency, Audit audit, Clock clock) {
        this.streams = streams;
        this.series = series;
        this.idempotency = idempotency;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<Listing<StreamView>> ofModel(long modelId, @Nullable String dataset, Page page) {
        var items = series.requireModel(modelId).chain(() -> streams.ofModel(modelId, dataset, page));
        return page.count()
                ? items.chain(found -> streams.countOf(modelId, dataset).map(total -> new Listing<>(found, total)))
                : items.map(found -> new Listing<>(found, null));
    }

    @WithSession
    Uni<Listing<ComparableView>> declarations(ComparableFilter filter, Page page) {
        var items = streams.newestFirst(filter, page)
                .map(found -> found.stream().map(ComparableView::of).toList());
        return page.count()
                ? items.chain(found -> streams.countOf(filter).map(total -> new Listing<>(found, total)))
                : items.map(found -> new Listing<>(found, null));
    }

    @WithSession
    Uni<ComparableView> get(long id) {
        return streams.require(id).map(ComparableView::of);
    }

    Uni<Answer<ComparableView>> declare(@Nullable String key, ComparableRequest request) {
        var checked = request.checked();
        return idempotency.once(key, List.of("POST", PATH, checked), ComparableView.class, () -> store(checked));
    }

    /// @param by null: nobody says who
    @WithTransaction
    Uni<Void> withdraw(long id, @Nullable String by) {
        var who = by == null || by.isBlank() ? Actor.or(Audit.ANONYMOUS) : by;
        return streams.require(id)
                .invoke(declared -> declared.withdraw(who, clock.instant()))
                .call(() -> audit.record(who, "withdrew", "comparable streams %d".formatted(id)))
                .replaceWithVoid();
    }

    private Uni<Answer<ComparableView>> store(ComparableRequest request) {
        var model = requireNonNull(request.modelId());
        var dataset = requireNonNull(request.datasetName());
        var later = requireNonNull(request.stream());
        var earlier = requireNonNull(request.continues());
        return series.requireModel(model)
                .chain(streams::queue)
                .chain(() -> first(model, dataset, earlier))
                .chain(before -> first(model, dataset, later).invoke(after -> requireOrder(before, after)))
                .chain(() -> streams.inForce(model, dataset, later))
                .invoke(StreamService::refuseSecond)
                .chain(() -> streams.persistAndFlush(ComparableStreams.declared(request, clock.instant())))
                .call(declared ->
                        audit.record(request.by(), "declared", "comparable streams %d".formatted(declared.id())))
                .map(ComparableView::of)
                .map(view -> new Answer<>(201, PATH + view.id(), view));
    }

    private Uni<Position> first(long model, String dataset, String stream) {
        return streams.firstOf(model, dataset, stream)
                .map(found -> found.orElseThrow(
                        () -> new NotFound("stream", "%s of model %d on %s".formatted(stream, model, dataset))));
    }

    private static void requireOrder(Position earlier, Position later) {
        if (earlier.compareTo(later) > 0) {
            throw Invalid.inBody("/continues", "must have begun before the other stream, not after it");
        }
    }

    private static void refuseSecond(Optional<ComparableStreams> inForce) {
        inForce.ifPresent(declared -> {
            throw new Conflict("This stream continues %s already (declaration %d): withdraw that first"
                    .formatted(declared.earlier(), declared.id()));
        });
    }
}
