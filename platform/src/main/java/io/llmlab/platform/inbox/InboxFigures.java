package io.llmlab.platform.inbox;

import io.llmlab.platform.figure.Figure;
import io.llmlab.platform.figure.FigureSource;
import io.llmlab.platform.figure.Figures;
import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Message;

/// How long events take to have their effect.
@ApplicationScoped
class InboxFigures implements FigureSource {

    private static final Figure DELAY = Figure.timer(
            "llmlab.event.delay",
            "From when its producer stored an event until its effect here was committed. Of `llmlab.run-completed.v1` at"
                    + " the regression service it is the time until a run is judged",
            "topic");

    private final Figures figures;
    private final Clock clock;

    InboxFigures(Figures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    @Override
    public List<Figure> figures() {
        return List.of(DELAY);
    }

    /// One that is put back from the dead letters came from no topic, and does not count: the delay is a person's.
    void taken(List<? extends Message<String>> messages) {
        messages.forEach(message -> message.getMetadata(IncomingKafkaRecordMetadata.class)
                .ifPresent(record -> message.getMetadata(IncomingCloudEventMetadata.class)
                        .flatMap(IncomingCloudEventMetadata::getTimeStamp)
                        .ifPresent(stored -> figures.time(DELAY, since((ZonedDateTime) stored), record.getTopic()))));
    }

    private Duration since(ZonedDateTime stored) {
        return Duration.between(stored.toInstant(), clock.instant());
    }
}
