package io.llmlab.alert.notify;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A delivery that this instance may send now.
///
/// @param attempt counts from 1 and fences the record of the outcome
/// @param age how long ago it was asked for
/// @param receiver null where the channel is gone
record Claimed(
        long id,
        int attempt,
        Duration age,
        Dispatch dispatch,
        @Nullable Receiver receiver) {

    /// The channel as it is now, not as it was when the delivery was asked for.
    record Receiver(ChannelType type, boolean enabled, Map<String, Object> config) {}
}
