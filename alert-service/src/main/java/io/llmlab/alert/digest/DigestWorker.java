package io.llmlab.alert.digest;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Notifications;
import io.llmlab.alert.notify.SystemMessages;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Tells the digests that are due. Each time is a row: whoever moves it on, in the transaction that stores the
/// message, tells it; a restart neither forgets nor repeats one. What is looked up and asked for lies before
/// that transaction.
@ApplicationScoped
class DigestWorker {

    private final DigestPlans plans;
    private final Past past;
    private final Lookback lookback;
    private final Notifications notifications;
    private final DigestConfig config;
    private final Clock clock;

    DigestWorker(
            DigestPlans plans,
            Past past,
            Lookback lookback,
            Notifications notifications,
            DigestConfig config,
            Clock clock) {
        this.plans = plans;
        this.past = past;
        this.lookback = lookback;
        this.notifications = notifications;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "{alert.digest.tick}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return tellDue()
                .onFailure()
                .invoke(failure -> Log.warnf("Digests wait and are told later: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> tellDue() {
        return Panache.withSession(() -> plans.dueAt(clock.instant()))
                .chain(due -> Multi.createFrom()
                        .iterable(due)
                        .onItem()
                        .transformToUniAndConcatenate(this::tellOrWait)
                        .onItem()
                        .ignoreAsUni());
    }

    /// One that fails keeps no other from being told.
    private Uni<Void> tellOrWait(DigestPlan plan) {
        return Uni.createFrom()
                .deferred(() -> tell(plan))
                .onFailure()
                .invoke(failure -> Log.warnf(
                        "The digest of channel %s waits and is told later: %s", plan.channel(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /// One that was missed while the lab was down is told once, unless that is long ago.
    private Uni<Void> tell(DigestPlan plan) {
        var now = clock.instant();
        if (Duration.between(plan.nextAt(), now).compareTo(config.late()) > 0) {
            Log.warnf("The digest of channel %s of %s is left out: it is too late", plan.channel(), plan.nextAt());
            return Panache.withTransaction(() -> plans.advance(plan, plan.after(now, null)))
                    .replaceWithVoid();
        }
        return past.between(plan.since(now), now)
                .chain(bygone -> lookback.at(bygone).map(sight -> message(bygone, sight)))
                .chain(message -> Panache.withTransaction(() -> store(plan, plan.after(now, now), message)))
                .invoke(notifications::wake);
    }

    private static Message message(Bygone bygone, Sight sight) {
        return SystemMessages.digest(DigestText.title(bygone), DigestText.lines(bygone, sight), bygone.until());
    }

    private Uni<Void> store(DigestPlan plan, DigestPlan next, Message message) {
        return plans.advance(plan, next)
                .chain(isOurs -> isOurs
                        ? notifications
                                .enqueue(message, List.of(), List.of(plan.channel()))
                                .replaceWithVoid()
                        : Uni.createFrom().voidItem());
    }
}
