package io.llmlab.alert.event;

import io.llmlab.alert.notify.Notifications;
import io.llmlab.platform.inbox.Transience;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.common.header.Headers;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/// Events that some service could never process, this one included. They are looked at from outside only: whatever is
/// wrong with them must not be wrong here as well.
@ApplicationScoped
class DeadLetterConsumer {

    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);

    private final DeadLetters letters;
    private final Notifications notifications;

    DeadLetterConsumer(DeadLetters letters, Notifications notifications) {
        this.letters = letters;
        this.notifications = notifications;
    }

    @Incoming("dead-letters")
    Uni<Void> consume(Message<String> message) {
        return letters.take(letter(message))
                .onFailure(Transience::mayPass)
                .retry()
                .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
                .indefinitely()
                .invoke(notifications::wake)
                .chain(() -> Uni.createFrom().completionStage(message.ack()));
    }

    private static DeadLetter letter(Message<String> message) {
        var record = message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
        return new DeadLetter(
                record.getTopic(),
                record.getPartition(),
                record.getOffset(),
                header("dead-letter-reason", record.getHeaders()));
    }

    private static @Nullable String header(String name, Headers headers) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
