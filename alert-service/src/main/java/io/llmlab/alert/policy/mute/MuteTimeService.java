package io.llmlab.alert.policy.mute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.policy.Policy;
import io.llmlab.alert.policy.PolicyChanges;
import io.llmlab.alert.policy.PolicySource;
import io.llmlab.platform.audit.Audit;
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

/// Makes, changes, deletes and finds mute times.
@ApplicationScoped
@Priority(1)
class MuteTimeService implements PolicySource {

    /// Each is asked about every alert that people would be told of.
    private static final int MOST = 200;

    private static final long NONE = 0;

    private final MuteTimeRepository times;
    private final PolicyChanges changes;
    private final Subset subset;
    private final Clock clock;

    MuteTimeService(MuteTimeRepository times, PolicyChanges changes, Subset subset, Clock clock) {
        this.times = times;
        this.changes = changes;
        this.subset = subset;
        this.clock = clock;
    }

    @Override
    public Uni<List<Policy>> policies() {
        return times.all().map(found -> found.stream().<Policy>map(Muted::of).toList());
    }

    @WithSession
    Uni<Listing<MuteTimeView>> list(Page page) {
        return times.page(page)
                .map(found -> found.stream().map(this::view).toList())
                .chain(found -> page.count()
                        ? times.count().map(total -> new Listing<>(found, total))
                        : Uni.createFrom().item(new Listing<>(found, null)));
    }

    @WithSession
    Uni<MuteTimeView> get(long id) {
        return times.require(id).map(this::view);
    }

    @WithTransaction
    Uni<MuteTimeView> create(MuteTimeRequest request) {
        var time = MuteTime.of(request, clock.instant());
        return changes.begin()
                .chain(this::requireRoom)
                .chain(() -> requireFree(time.name(), NONE))
                .chain(() -> times.persistAndFlush(time))
                .call(stored -> changes.made(Audit.ANONYMOUS, Muted.holder(stored.id())))
                .map(this::view);
    }

    @WithTransaction
    Uni<MuteTimeView> change(long id, ObjectNode given) {
        return changes.begin()
                .chain(() -> times.require(id))
                .call(time -> change(time, given))
                .call(() -> changes.changed("changed", Muted.holder(id)))
                .map(this::view);
    }

    @WithTransaction
    Uni<Void> delete(long id) {
        return changes.begin()
                .chain(() -> times.require(id))
                .chain(times::delete)
                .chain(() -> changes.changed("deleted", Muted.holder(id)));
    }

    private Uni<Void> change(MuteTime time, ObjectNode given) {
        var all = subset.apply(MuteTimeRequest.of(time), given, MuteTimeRequest.class);
        return requireFree(all.name(), time.id()).invoke(() -> time.become(all, clock.instant()));
    }

    private Uni<Void> requireRoom() {
        return times.count()
                .invoke(there -> {
                    if (there >= MOST) {
                        throw new Conflict("There are %d mute times; delete some first".formatted(there));
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireFree(String name, long byOtherThan) {
        return times.isTaken(name, byOtherThan)
                .invoke(taken -> {
                    if (taken) {
                        throw new Conflict("There is a mute time %s already".formatted(name));
                    }
                })
                .replaceWithVoid();
    }

    private MuteTimeView view(MuteTime time) {
        return MuteTimeView.of(time, clock.instant());
    }
}
