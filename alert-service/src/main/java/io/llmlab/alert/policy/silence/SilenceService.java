package io.llmlab.alert.policy.silence;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.policy.Policy;
import io.llmlab.alert.policy.PolicyChanges;
import io.llmlab.alert.policy.PolicySource;
import io.llmlab.platform.http.Listing;
import io.llmlab.platform.http.Page;
import io.llmlab.platform.http.Subset;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes, changes, ends and finds silences.
@ApplicationScoped
@Priority(2)
class SilenceService implements PolicySource {

    /// Each is asked about every alert that people would be told of.
    private static final int MOST_AT_A_TIME = 1000;

    private final SilenceRepository silences;
    private final PolicyChanges changes;
    private final Subset subset;
    private final Clock clock;

    SilenceService(SilenceRepository silences, PolicyChanges changes, Subset subset, Clock clock) {
        this.silences = silences;
        this.changes = changes;
        this.subset = subset;
        this.clock = clock;
    }

    @Override
    public Uni<List<Policy>> policies() {
        return silences.endingAfter(clock.instant())
                .map(found -> found.stream().<Policy>map(Silenced::of).toList());
    }

    @WithSession
    Uni<Listing<SilenceView>> list(@Nullable SilenceStatus status, Page page) {
        var now = clock.instant();
        return silences.page(status, now, page)
                .map(found -> found.stream()
                        .map(silence -> SilenceView.of(silence, now))
                        .toList())
                .chain(found -> page.count()
                        ? silences.count(status, now).map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<SilenceView> get(long id) {
        return silences.require(id).map(this::view);
    }

    @WithTransaction
    Uni<SilenceView> create(SilenceRequest request) {
        var silence = Silence.of(request, clock.instant());
        return changes.begin()
                .chain(this::requireRoom)
                .chain(() -> silences.persistAndFlush(silence))
                .call(stored -> changes.made(stored.createdBy(), Silenced.holder(stored.id()), stored.startsAt()))
                .map(this::view);
    }

    @WithTransaction
    Uni<SilenceView> change(long id, ObjectNode given) {
        return changes.begin()
                .chain(() -> silences.require(id))
                .invoke(silence -> silence.become(
                        subset.apply(SilenceRequest.of(silence), given, SilenceRequest.class), clock.instant()))
                .call(silence -> changes.changed(Silenced.holder(id), silence.startsAt()))
                .map(this::view);
    }

    @WithTransaction
    Uni<Void> expire(long id) {
        return changes.begin()
                .chain(() -> silences.require(id))
                .chain(silence -> silence.expire(clock.instant())
                        ? changes.changed("ended", Silenced.holder(id))
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> requireRoom() {
        return silences.countEndingAfter(clock.instant())
                .invoke(lasting -> {
                    if (lasting >= MOST_AT_A_TIME) {
                        throw new Conflict(
                                "There are %d silences that are not over; end some first".formatted(lasting));
                    }
                })
                .replaceWithVoid();
    }

    private SilenceView view(Silence silence) {
        return SilenceView.of(silence, clock.instant());
    }
}
