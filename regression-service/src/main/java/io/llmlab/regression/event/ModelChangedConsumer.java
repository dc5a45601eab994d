package io.llmlab.regression.event;

import io.llmlab.platform.deadletter.Intake;
import io.llmlab.platform.inbox.Inbox;
import io.llmlab.regression.series.SeriesService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

@ApplicationScoped
class ModelChangedConsumer implements Intake {

    private final Inbox inbox;
    private final SeriesService series;

    ModelChangedConsumer(Inbox inbox, SeriesService series) {
        this.inbox = inbox;
        this.series = series;
    }

    @Incoming("model-changed")
    Uni<Void> consume(Message<String> message) {
        return inbox.once(message, ModelChanged.class, event -> series.know(List.of(event.modelRef())));
    }

    @Override
    public Map<String, Function<Message<String>, Uni<Void>>> takers() {
        return Map.of("llmlab.model-changed.v1", this::consume);
    }
}
