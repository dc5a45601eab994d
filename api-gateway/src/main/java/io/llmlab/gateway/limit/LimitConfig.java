package io.llmlab.gateway.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;

/// How many requests one replica takes from one caller.
@ConfigMapping(prefix = "gateway.limit")
public interface LimitConfig {

    /// Requests a second with one key, in the long run.
    @WithDefault("50")
    @DecimalMin("0.001")
    double keyRate();

    /// Requests at once with one key, after a pause.
    @WithDefault("200")
    @Min(1)
    int keyBurst();

    /// Requests a second from one address without a valid key, in the long run.
    @WithDefault("20")
    @DecimalMin("0.001")
    double addressRate();

    /// Requests at once from one address without a valid key, after a pause.
    @WithDefault("100")
    @Min(1)
    int addressBurst();
}
