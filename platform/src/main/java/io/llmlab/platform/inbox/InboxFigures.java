package io.llmlab.platform.inbox;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.reactive.messaging.Message;

/// How long events take to have their effect, and whether one does not get to it.
@ApplicationScoped
class InboxFigures implements FigureSource {

    private static final Figure DELAY = Figure.timer(
            "llmlab.event.delay",
            "From when its producer stored an event until its effect here was committed. Of `llmlab.run-completed.v1` at"
                    + " the regression service it is the time until a run is judged",
            "topic");

    private static final Figure STUCK = Figure.gauge(
            "llmlab.event.stuck",
            "seconds",
            "Since this replica first tried the oldest event of the topic that has not had its effect; 0 where none is"
                    + " tried. The events behind it in its partition wait",
            "topic");

    private final Figures figures;
    private final Clock clock;
    private final Attempts attempts;

    InboxFigures(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
        this.attempts = new Attempts(clock, this::watch);
    }

    private void watch(String topic) {
        figures.watch(STUCK, () -> attempts.oldest(topic).toMillis() / 1000.0, topic);
    }

    @Override
    public List<Figure> figures() {
        return List.of(DELAY, STUCK);
    }

    Attempts attempts() {
        return attempts;
    }

    /// One that is put back from the dead letters came from no topic, and does not count: the delay is a person's.
    void taken(List<? extends Message<String>> messages) {
        messages.forEach(message -> message.getMetadata(IncomingKafkaRecordMetadata.class)
                .ifPresent(record -> figures.time(DELAY, since(stored(message, record)), record.getTopic())));
    }

    /// CloudEvents leaves the time to the producer; without it that of the record stands in.
    private static Instant stored(Message<String> message, IncomingKafkaRecordMetadata<?, ?> record) {
        return message.getMetadata(IncomingCloudEventMetadata.class)
                .flatMap(InboxFigures::timeOf)
                .orElseGet(record::getTimestamp);
    }

    private static Optional<Instant> timeOf(IncomingCloudEventMetadata<?> envelope) {
        return envelope.getTimeStamp().map(ZonedDateTime::toInstant);
    }

    private Duration since(Instant stored) {
        return Duration.between(stored, clock.instant());
    }
}
