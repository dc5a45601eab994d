package io.llmlab.platform.inbox;

import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.reactive.messaging.Message;

/// Since when events are tried that are not answered yet. An event is known by its place in its topic: however often it
/// is tried, and by whom, its first attempt counts. One that is put back from the dead letters has no place.
final class Attempts {

    private final Clock clock;
    private final Consumer<String> newTopic;
    private final Map<Place, Instant> begun = new ConcurrentHashMap<>();
    private final Set<String> topics = ConcurrentHashMap.newKeySet();

    private record Place(String topic, int partition, long offset) {}

    /// @param newTopic is told of each topic once
    Attempts(Clock clock, Consumer<String> newTopic) {
        this.clock = clock;
        this.newTopic = newTopic;
    }

    void begin(List<? extends Message<String>> messages) {
        messages.forEach(message -> at(message, this::begin));
    }

    private void begin(Place place) {
        begun.putIfAbsent(place, clock.instant());
        if (topics.add(place.topic())) {
            newTopic.accept(place.topic());
        }
    }

    /// They had their effect, or are with the dead letters.
    void end(List<? extends Message<String>> messages) {
        messages.forEach(message -> at(message, begun::remove));
    }

    /// Since the oldest first attempt at an event of the topic that is not answered; zero where there is none.
    Duration oldest(String topic) {
        return begun.entrySet().stream()
                .filter(attempt -> attempt.getKey().topic().equals(topic))
                .map(Map.Entry::getValue)
                .min(Comparator.naturalOrder())
                .map(first -> Duration.between(first, clock.instant()))
                .orElse(Duration.ZERO);
    }

    private static void at(Message<String> message, Consumer<Place> what) {
        message.getMetadata(IncomingKafkaRecordMetadata.class)
                .map(record -> new Place(record.getTopic(), record.getPartition(), record.getOffset()))
                .ifPresent(what);
    }
}
