package io.llmlab.alert.notify;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One message to one channel, with its attempts.
@RegisterForReflection(ignoreNested = false)
@Schema(name = "Delivery")
public record DeliveryView(
        long id,
        String channel,

        @Schema(description = "What it says of the alert: opened, resolved")
        String kind,

        @Schema(description = "pending, sending, sent, failed, skipped or cancelled")
        String status,

        @Nullable String reason,

        @Schema(description = "The same on every attempt: webhook-id, and part of an e-mail's Message-ID")
        String messageKey,

        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable Instant nextAttemptAt,

        @Schema(description = "How many attempts there were")
        int attemptCount,

        @Schema(description = "The last 20 of them, the oldest of these first")
        List<Attempt> attempts) {

    /// @param outcome `sent`, `failed` or `skipped`; null while it is under way, or where its process died
    /// @param answer what came of it, in a line
    /// @param statusCode of a receiver's answer by HTTP or SMTP
    /// @param response the first 2 KB of what the receiver said, without the channel's secrets
    @Schema(name = "DeliveryAttempt")
    public record Attempt(
            int attempt,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String outcome,
            @Nullable String answer,
            @Nullable Integer statusCode,

            @Schema(
                    description =
                            "The first 2 KB of what the receiver said by HTTP or SMTP, without the channel's secrets")
            @Nullable
            String response) {}
}
