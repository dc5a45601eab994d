package io.llmlab.alert.digest;

import io.llmlab.alert.notify.Channels;
import io.llmlab.platform.audit.Audit;
import io.llmlab.platform.problem.DomainException.NotFound;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/// Sets when channels get digests.
@ApplicationScoped
class DigestService {

    private final DigestPlans plans;
    private final Channels channels;
    private final Audit audit;
    private final Clock clock;

    DigestService(DigestPlans plans, Channels channels, Audit audit, Clock clock) {
        this.plans = plans;
        this.channels = channels;
        this.audit = audit;
        this.clock = clock;
    }

    @WithSession
    Uni<DigestView> get(String channel) {
        return plans.of(channel).map(found -> DigestView.of(first(channel, found)));
    }

    @WithTransaction
    Uni<DigestView> set(String channel, DigestRequest request) {
        var plan = DigestPlan.of(channel, request.cronOrUsual(), request.zoneOrUsual(), clock.instant());
        return channels.requireReadable(channel)
                .chain(() -> plans.set(plan))
                .call(() -> audit.record(Audit.ANONYMOUS, "set", "digest of notification channel " + channel))
                .chain(() -> plans.of(channel))
                .map(found -> DigestView.of(first(channel, found)));
    }

    @WithTransaction
    Uni<Void> remove(String channel) {
        return plans.remove(channel)
                .invoke(removed -> requireOne(channel, removed))
                .chain(() -> audit.record(Audit.ANONYMOUS, "removed", "digest of notification channel " + channel));
    }

    private static DigestPlan first(String channel, List<DigestPlan> found) {
        requireOne(channel, found.size());
        return found.getFirst();
    }

    private static void requireOne(String channel, int found) {
        if (found == 0) {
            throw new NotFound("digest of notification channel", channel);
        }
    }
}
