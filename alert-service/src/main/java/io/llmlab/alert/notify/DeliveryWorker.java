package io.llmlab.alert.notify;

import io.llmlab.alert.notify.DeliveryQueue.Record;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Sends what is due: claims in one transaction, sends outside of any, records in a second one. Woken when something
/// was stored here; a tick each second finds retries and what others stored.
@ApplicationScoped
class DeliveryWorker {

    static final String WAKE = "deliveries-due";

    private static final int BATCH = 32;
    private static final Duration FIRST_RECORD_RETRY = Duration.ofMillis(200);
    private static final int RECORD_RETRIES = 5;

    private final DeliveryQueue queue;
    private final ChannelCatalog catalog;
    private final DeliveryConfig config;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopped;

    DeliveryWorker(DeliveryQueue queue, ChannelCatalog catalog, DeliveryConfig config) {
        this.queue = queue;
        this.catalog = catalog;
        this.config = config;
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Ticks overlap, so that a slow receiver holds up only its own batch.
    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.PROCEED)
    Uni<Void> tick() {
        return sendDue();
    }

    @ConsumeEvent(WAKE)
    Uni<Void> wake(String reason) {
        return sendDue();
    }

    private Uni<Void> sendDue() {
        return Uni.createFrom()
                .deferred(this::sendBatch)
                .repeat()
                .whilst(claimed -> claimed == BATCH && !stopped)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.warnf("Deliveries wait and are sent later: %s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> sendBatch() {
        var free = Math.min(BATCH, config.parallelism() - underWay.get());
        if (free < 1 || stopped) {
            return Uni.createFrom().item(0);
        }
        return queue.claim(free, config.lease()).chain(this::sendAll);
    }

    private Uni<Integer> sendAll(List<Claimed> batch) {
        underWay.addAndGet(batch.size());
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUni(this::deliver)
                .merge(BATCH)
                .onItem()
                .ignoreAsUni()
                .replaceWith(batch.size());
    }

    private Uni<Void> deliver(Claimed claimed) {
        return send(claimed)
                .ifNoItem()
                .after(config.timeout())
                .recoverWithItem(() -> new Outcome.Delayed("no answer within " + config.timeout(), null))
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Delayed(Texts.atMost(300, failure.toString()), null))
                .chain(outcome -> record(claimed, recordOf(claimed, outcome)))
                .onTermination()
                .invoke(underWay::decrementAndGet);
    }

    /// One that cannot be recorded must not take those beside it down: its lease runs out, and it is sent again with
    /// the same key.
    private Uni<Void> record(Claimed claimed, Record record) {
        return queue.record(claimed, record)
                .onFailure()
                .retry()
                .withBackOff(FIRST_RECORD_RETRY)
                .atMost(RECORD_RETRIES)
                .onFailure()
                .invoke(failure -> Log.errorf("What became of delivery %d is not recorded: %s", claimed.id(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Outcome> send(Claimed claimed) {
        var receiver = claimed.receiver();
        if (receiver == null) {
            return Uni.createFrom().item(new Outcome.Skipped("the channel was deleted"));
        }
        if (!receiver.enabled()) {
            return Uni.createFrom().item(new Outcome.Skipped("the channel is disabled"));
        }
        return Uni.createFrom().deferred(() -> catalog.send(receiver.type(), receiver.config(), claimed.dispatch()));
    }

    private Record recordOf(Claimed claimed, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Sent sent -> new Record(DeliveryStatus.SENT, null, Duration.ZERO, "sent", sent.answer());
            case Outcome.Skipped skipped ->
                new Record(DeliveryStatus.SKIPPED, skipped.answer(), Duration.ZERO, "skipped", skipped.answer());
            case Outcome.Refused refused -> failed(claimed, refused.answer(), refused.answer());
            case Outcome.Delayed delayed -> recordOf(claimed, delayed);
        };
    }

    private Record recordOf(Claimed claimed, Outcome.Delayed delayed) {
        var next = Retries.of(config)
                .after(claimed.attempt(), claimed.age(), delayed.after(), ThreadLocalRandom.current());
        return switch (next) {
            case Retries.Next.Again again ->
                new Record(DeliveryStatus.PENDING, delayed.answer(), again.after(), "failed", delayed.answer());
            case Retries.Next.GivenUp givenUp ->
                failed(claimed, "%s; last: %s".formatted(givenUp.why(), delayed.answer()), delayed.answer());
        };
    }

    private static Record failed(Claimed claimed, String reason, String answer) {
        Log.errorf("Delivery %d has failed: %s", claimed.id(), Texts.oneLine(reason));
        return new Record(DeliveryStatus.FAILED, reason, Duration.ZERO, "failed", answer);
    }
}
