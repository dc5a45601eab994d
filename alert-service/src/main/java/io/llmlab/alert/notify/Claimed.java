package io.llmlab.alert.notify;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A delivery that this instance may send now.
///
/// @param attempt counts from 1 and fences the record of the outcome
/// @param tries those of the attempts that count against its patience
/// @param age how long ago it was tried first, or the last wait ended that the receiver asked for
/// @param dispatch null where what is stored cannot be read
/// @param receiver null where the channel is gone
/// @param pause how long the channel is left alone after it, or null where it has no limit
/// @param traceparent the span that the message comes of, or null
record Claimed(
        long id,
        String channel,
        int attempt,
        int tries,
        Duration age,
        @Nullable Dispatch dispatch,
        @Nullable Receiver receiver,
        @Nullable Duration pause,
        @Nullable String traceparent) {

    /// The channel as it is now, not as it was when the delivery was asked for.
    ///
    /// @param version changes with every change of the channel
    record Receiver(ChannelType type, boolean enabled, ChannelSettings config, int version) {}

    /// Of the channel's settings that it is sent with; null where the channel is gone.
    @Nullable
    Integer version() {
        return receiver == null ? null : receiver.version();
    }
}
