package io.llmlab.alert.notify;

import io.llmlab.alert.notify.DeliveryRecords.Record;
import io.llmlab.platform.trace.Step;
import io.llmlab.platform.trace.Traces;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Sends what is due: claims in one transaction, sends outside of any, records in a second one. Woken when
/// something was stored here or a slot that was waited for is free; a tick each second finds retries and what
/// others stored.
///
/// One claim is under way at a time, so that it knows what is free; what it brought is sent while the next one
/// is made.
@ApplicationScoped
class DeliveryWorker {

    static final String WAKE = "deliveries-due";

    private static final long GATHERING_MILLIS = 10;
    private static final Duration FIRST_RECORD_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RECORD_RETRY = Duration.ofSeconds(5);

    private final DeliveryQueue queue;
    private final DeliveryRecords records;
    private final GoneReceivers gone;
    private final ChannelCatalog catalog;
    private final AcknowledgeOffer offer;
    private final DeliveryConfig config;
    private final DeliveryFigures figures;
    private final Traces traces;
    private final Vertx vertx;
    private final EventBus bus;
    private final Slots slots;
    private final AtomicBoolean claiming = new AtomicBoolean();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped;

    DeliveryWorker(
            DeliveryQueue queue,
            DeliveryRecords records,
            GoneReceivers gone,
            ChannelCatalog catalog,
            AcknowledgeOffer offer,
            DeliveryConfig config,
            DeliveryFigures figures,
            Traces traces,
            Vertx vertx) {
        this.queue = queue;
        this.records = records;
        this.gone = gone;
        this.catalog = catalog;
        this.offer = offer;
        this.config = config;
        this.figures = figures;
        this.traces = traces;
        this.vertx = vertx;
        this.bus = vertx.eventBus();
        this.slots = new Slots(config.parallelism(), config.perChannel());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Ticks overlap: each lasts as long as what it sends.
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> tick() {
        return leftToWaitOnFailure(Uni.createFrom().deferred(this::takeBack).chain(this::sendDue));
    }

    @ConsumeEvent(WAKE)
    Uni<Void> wake(String reason) {
        return leftToWaitOnFailure(sendDue());
    }

    private static Uni<Void> leftToWaitOnFailure(Uni<Void> sending) {
        return sending.onFailure()
                .invoke(failure -> Log.warnf("Deliveries wait and are sent later: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> takeBack() {
        return stopped
                ? Uni.createFrom().voidItem()
                : queue.takeBack()
                        .invoke(count -> {
                            if (count > 0) {
                                Log.warnf("%d deliveries were under way for too long and are sent again", count);
                            }
                        })
                        .replaceWithVoid();
    }

    /// While one claim is under way a second one only asks it to look again.
    private Uni<Void> sendDue() {
        again.set(true);
        if (stopped || !claiming.compareAndSet(false, true)) {
            return Uni.createFrom().voidItem();
        }
        return claim().onTermination()
                .invoke(() -> claiming.set(false))
                .invoke(this::lookAgainIfAsked)
                .invoke(this::lookAgainAtNextTurn)
                .chain(this::sendAll);
    }

    private Uni<List<Claimed>> claim() {
        again.set(false);
        var free = slots.free();
        return free.all() < 1
                ? Uni.createFrom().item(List.of())
                : queue.claim(free, config.lease()).invoke(claimed -> take(free, claimed));
    }

    /// A claim that brought all it asked for left something, perhaps, for slots that there still are.
    private void take(Slots.Free free, List<Claimed> claimed) {
        slots.take(free, claimed);
        if (claimed.size() >= free.all()) {
            again.set(true);
        }
    }

    private void lookAgainIfAsked() {
        if (again.get()) {
            bus.publish(WAKE, "asked while a claim was under way");
        }
    }

    /// Of the channels that have a limit; the tick alone would let some of their turns pass.
    private void lookAgainAtNextTurn(List<Claimed> claimed) {
        claimed.stream()
                .map(Claimed::pause)
                .filter(Objects::nonNull)
                .map(pause -> Math.max(1, pause.toMillis()))
                .distinct()
                .forEach(millis -> vertx.setTimer(millis, _ -> bus.publish(WAKE, "a channel's turn")));
    }

    private Uni<Void> sendAll(List<Claimed> batch) {
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUni(this::deliver)
                .merge(config.parallelism())
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> deliver(Claimed claimed) {
        var step = begin(claimed);
        return send(claimed)
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> new Outcome.Delayed("no answer within " + config.timeout(), null))
                .invoke(outcome -> leaveIfSent(claimed, outcome))
                .invoke(outcome -> tell(step, outcome))
                .chain(outcome ->
                        record(claimed, recordOf(claimed, outcome, step)).call(() -> gone.look(claimed, outcome)))
                .onTermination()
                .invoke(step::end)
                .onTermination()
                .invoke(() -> release(claimed));
    }

    private Step begin(Claimed claimed) {
        var receiver = claimed.receiver();
        var type = receiver == null ? "nobody" : receiver.type().name().toLowerCase(Locale.ROOT);
        var step = traces.call("notify " + type, claimed.traceparent());
        step.set("llmlab.delivery.id", claimed.id());
        step.set("llmlab.channel.name", claimed.channel());
        step.set("llmlab.channel.type", type);
        return step;
    }

    /// Not the answer itself: it may repeat what it was sent.
    private static void tell(Step step, Outcome outcome) {
        var reply = outcome.reply();
        if (reply != null) {
            step.set("http.response.status_code", reply.status());
        }
        switch (outcome) {
            case Outcome.Sent _, Outcome.Skipped _ -> {}
            case Outcome.Refused _ -> step.fail("refused");
            case Outcome.Delayed _ -> step.fail("to be tried again");
        }
    }

    private Record recordOf(Claimed claimed, Outcome outcome, Step step) {
        try (var _ = step.speaking()) {
            return recordOf(claimed, outcome);
        }
    }

    /// A receiver that refuses or asks for a wait is left alone until that is known to all.
    private void leaveIfSent(Claimed claimed, Outcome outcome) {
        if (outcome instanceof Outcome.Sent && slots.sent(claimed)) {
            gather();
        }
    }

    private void release(Claimed claimed) {
        if (slots.release(claimed)) {
            gather();
        }
    }

    /// Whoever waited for a slot waits for some more: a claim costs about the same for one delivery as for ten.
    private void gather() {
        if (gathering.compareAndSet(false, true)) {
            vertx.setTimer(GATHERING_MILLIS, _ -> claimGathered());
        }
    }

    private void claimGathered() {
        gathering.set(false);
        bus.publish(WAKE, "slots are free");
    }

    /// Tried for as long as the lease surely lasts: a receiver must not hear twice of what only a restart of the
    /// database kept from being written. One that cannot be recorded at all must not take those beside it down: it
    /// is sent again with the same key.
    private Uni<Void> record(Claimed claimed, Record record) {
        return records.write(claimed, record)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RECORD_RETRY, SLOWEST_RECORD_RETRY)
                .expireIn(config.lease().minus(config.timeout()).toMillis())
                .invoke(() -> figures.attempted(claimed, record.status()))
                .onFailure()
                .invoke(failure -> Log.errorf("What became of delivery %d is not recorded: %s", claimed.id(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Outcome> send(Claimed claimed) {
        var dispatch = claimed.dispatch();
        var receiver = claimed.receiver();
        if (dispatch == null) {
            return Uni.createFrom().item(new Outcome.Refused("what is stored of it can no longer be read"));
        }
        if (receiver == null) {
            return Uni.createFrom().item(new Outcome.Skipped("the channel was deleted"));
        }
        if (!receiver.enabled()) {
            return Uni.createFrom().item(new Outcome.Skipped("the channel is disabled"));
        }
        return offer.to(claimed.channel(), dispatch)
                .chain(offered -> catalog.send(receiver.type(), receiver.config(), offered));
    }

    private Record recordOf(Claimed claimed, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> over(DeliveryStatus.SENT, null, sent);
            case Outcome.Skipped skipped -> over(DeliveryStatus.SKIPPED, skipped.answer(), skipped);
            case Outcome.Refused refused -> failed(claimed, refused.answer(), refused);
            case Outcome.Delayed delayed -> recordOf(claimed, delayed);
        };
    }

    private Record recordOf(Claimed claimed, Outcome.Delayed delayed) {
        var next =
                Retries.of(config).after(claimed.tries(), claimed.age(), delayed.after(), ThreadLocalRandom.current());
        return switch (next) {
            case Retries.Next.Again again -> again(delayed, again);
            case Retries.Next.GivenUp givenUp ->
                failed(claimed, "%s; last: %s".formatted(givenUp.why(), delayed.answer()), delayed);
        };
    }

    private static Record again(Outcome.Delayed delayed, Retries.Next.Again again) {
        var reason = again.remark() == null ? delayed.answer() : "%s; %s".formatted(delayed.answer(), again.remark());
        return new Record(
                DeliveryStatus.PENDING,
                reason,
                again.after(),
                again.hold(),
                "failed",
                delayed.answer(),
                delayed.reply());
    }

    private static Record failed(Claimed claimed, String reason, Outcome outcome) {
        Log.errorf("Delivery %d has failed: %s", claimed.id(), Texts.oneLine(reason));
        return over(DeliveryStatus.FAILED, reason, outcome);
    }

    private static Record over(DeliveryStatus status, @Nullable String reason, Outcome outcome) {
        return new Record(
                status,
                reason,
                Duration.ZERO,
                Duration.ZERO,
                status.name().toLowerCase(Locale.ROOT),
                outcome.answer(),
                outcome.reply());
    }
}
