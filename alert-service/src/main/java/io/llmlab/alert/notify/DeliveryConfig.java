package io.llmlab.alert.notify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How deliveries are sent and tried again.
@ConfigMapping(prefix = "alert.delivery")
public interface DeliveryConfig {

    /// Deliveries under way at once in one instance.
    @WithDefault("256")
    @Min(1)
    @Max(10_000)
    int parallelism();

    /// The wait after the first failure; it doubles with each further one.
    @WithDefault("2s")
    Duration firstRetry();

    /// The longest wait between two attempts, unless the receiver asks for more (`Retry-After`, up to an hour).
    @WithDefault("10m")
    Duration slowestRetry();

    /// After so many attempts a delivery has failed.
    @WithDefault("40")
    @Min(1)
    int maxAttempts();

    /// After so long a delivery has failed.
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
