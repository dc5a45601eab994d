package io.llmlab.gateway.event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Message;

/// How far this instance's part of the read model is behind the topics: the age of the oldest event that is being
/// worked on (or tried again), or the time since the broker was last connected, whichever is more.
@ApplicationScoped
public class Freshness {

    /// The header that tells clients, in whole seconds.
    public static final String HEADER = "X-Read-Model-Lag-Seconds";

    /// A broker that is away for less than this may only have been restarted.
    private static final Duration TOLERATED = Duration.ofSeconds(5);

    private final KafkaClientService kafka;
    private final Clock clock;
    private final Map<Object, Instant> inWork = new ConcurrentHashMap<>();
    private volatile Instant lastConnected;

    Freshness(KafkaClientService kafka, Clock clock) {
        this.kafka = kafka;
        this.clock = clock;
        this.lastConnected = clock.instant();
    }

    /// @return zero when nothing waits
    public Duration lag() {
        var now = clock.instant();
        var oldest = inWork.values().stream().min(Comparator.naturalOrder()).orElse(now);
        var waiting = Duration.between(oldest, now);
        var cutOff = isConnected() ? Duration.ZERO : Duration.between(lastConnected, now);
        return max(Duration.ZERO, max(waiting, cutOff));
    }

    /// Whether events can arrive at all.
    public boolean isConnected() {
        return Duration.between(lastConnected, clock.instant()).compareTo(TOLERATED) < 0;
    }

    Uni<Void> during(Message<?> message, Uni<Void> work) {
        var key = new Object();
        var sent = message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(IncomingKafkaRecordMetadata::getTimestamp)
                .orElseGet(clock::instant);
        return work.onSubscription()
                .invoke(() -> inWork.put(key, sent))
                .onTermination()
                .invoke(() -> inWork.remove(key));
    }

    @Scheduled(every = "1s")
    void look() {
        if (kafka.getConsumerChannels().stream().allMatch(this::hasConnection)) {
            lastConnected = clock.instant();
        }
    }

    private boolean hasConnection(String channel) {
        return kafka.getConsumer(channel).unwrap().metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .anyMatch(metric -> metric.getValue().metricValue() instanceof Double count && count > 0);
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
