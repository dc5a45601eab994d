package io.llmlab.alert.notify;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What became of a channel's deliveries.
///
/// @param successRate null where none was sent or failed
@Schema(name = "ChannelDeliveries")
public record ChannelDeliveries(
        long sent,
        long failed,
        long skipped,
        long cancelled,

        @Schema(description = "The sent ones among those sent or failed, 0 to 1") @Nullable
        Double successRate) {

    static ChannelDeliveries of(long sent, long failed, long skipped, long cancelled) {
        var ended = sent + failed;
        return new ChannelDeliveries(sent, failed, skipped, cancelled, ended == 0 ? null : (double) sent / ended);
    }
}
