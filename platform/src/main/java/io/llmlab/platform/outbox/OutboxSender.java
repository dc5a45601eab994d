package io.llmlab.platform.outbox;

import io.llmlab.platform.trace.TraceParent;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/// Puts outbox rows onto Kafka as CloudEvents 1.0 in binary mode (CloudEvents Kafka protocol binding 1.0.2, 3.2).
@ApplicationScoped
class OutboxSender {

    private final MutinyEmitter<String> emitter;
    private final String source;

    OutboxSender(
            @Channel("outbox") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 1024)
                    MutinyEmitter<String> emitter,
            @ConfigProperty(name = "quarkus.application.name") String application) {
        this.emitter = emitter;
        this.source = "/llmlab/" + application;
    }

    /// Completes when the broker has acknowledged all of them; fails when it refused one or the time is up.
    Uni<Void> send(List<Row> rows) {
        return Uni.join()
                .all(rows.stream().map(this::send).toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private Uni<Void> send(Row row) {
        var record = OutgoingKafkaRecordMetadata.<String>builder()
                .withTopic(row.getString("topic"))
                .withKey(row.getString("key"))
                .withHeaders(headers(row))
                .build();
        return emitter.sendMessage(Message.of(row.getString("payload"), Metadata.of(record)));
    }

    private RecordHeaders headers(Row row) {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", row.getLong("id").toString());
        add(headers, "ce_source", source);
        add(headers, "ce_type", row.getString("type"));
        add(headers, "ce_time", time(row.getOffsetDateTime("created_at")));
        add(headers, "content-type", "application/json");
        var traceparent = row.getString("traceparent");
        if (traceparent != null) {
            add(headers, TraceParent.HEADER, traceparent);
        }
        return headers;
    }

    private static String time(OffsetDateTime at) {
        return at.withOffsetSameInstant(ZoneOffset.UTC).toString();
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
