package io.llmlab.platform.deadletter;

import io.smallrye.reactive.messaging.ce.IncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.impl.BaseCloudEventMetadata;
import io.smallrye.reactive.messaging.ce.impl.DefaultIncomingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jspecify.annotations.Nullable;

/// The event in a dead letter.
///
/// @param source with the id and the type as CloudEvents has them; null where the record had no such headers
record Buried(
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String source,
        @Nullable String eventId,
        @Nullable String type,
        String payload) {

    /// Of a record as it came from the broker; nothing where it did not, since it was put back.
    static Optional<Buried> of(Message<String> message) {
        return message.getMetadata(IncomingKafkaRecordMetadata.class).map(record -> {
            var event = message.getMetadata(IncomingCloudEventMetadata.class);
            return new Buried(
                    record.getTopic(),
                    record.getPartition(),
                    record.getOffset(),
                    record.getKey() == null ? null : record.getKey().toString(),
                    event.map(of -> of.getSource().toString()).orElse(null),
                    event.map(IncomingCloudEventMetadata::getId).orElse(null),
                    event.map(IncomingCloudEventMetadata::getType).orElse(null),
                    // A record without a value is none that anybody here sends.
                    Objects.requireNonNullElse(message.getPayload(), ""));
        });
    }

    /// As it came, but not from the broker: its answer goes to the given future.
    Message<String> message(CompletableFuture<Void> answered) {
        Supplier<CompletionStage<Void>> ack = () -> {
            answered.complete(null);
            return CompletableFuture.completedFuture(null);
        };
        Function<Throwable, CompletionStage<Void>> nack = reason -> {
            answered.completeExceptionally(reason);
            return CompletableFuture.completedFuture(null);
        };
        return Message.of(payload, source == null ? Metadata.empty() : Metadata.of(envelope(source)), ack, nack);
    }

    private IncomingCloudEventMetadata<String> envelope(String from) {
        return new DefaultIncomingCloudEventMetadata<>(new BaseCloudEventMetadata<>(
                "1.0", eventId, URI.create(from), type, null, null, null, null, Map.of(), null));
    }
}
