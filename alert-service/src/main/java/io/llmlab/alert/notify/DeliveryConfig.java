package io.llmlab.alert.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How deliveries are sent and tried again.
@ConfigMapping(prefix = "alert.delivery")
public interface DeliveryConfig {

    /// Deliveries under way at once in one instance, to all channels.
    @WithDefault("1024")
    @Min(1)
    @Max(10_000)
    int parallelism();

    /// Of these, at most so many to one channel: a receiver that is dead or slow holds them and no more.
    @WithDefault("64")
    @Min(1)
    @Max(10_000)
    int perChannel();

    /// The wait after the first failure; it doubles with each further one.
    @WithDefault("2s")
    Duration firstRetry();

    /// The longest wait between two attempts, unless the receiver asks for more (`Retry-After`, up to a day).
    @WithDefault("10m")
    Duration slowestRetry();

    /// After so many attempts a delivery has failed.
    @WithDefault("40")
    @Min(1)
    int maxAttempts();

    /// After so long since its first attempt a delivery has failed; a wait that the receiver asked for does not count.
    @WithDefault("6h")
    Duration giveUpAfter();

    /// The longest an attempt may take.
    @WithDefault("60s")
    Duration timeout();

    /// After so long without a word an attempt counts as lost with its process, and the delivery is claimed again. Must
    /// be longer than the time-out.
    @WithDefault("2m")
    Duration lease();
}
