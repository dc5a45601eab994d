package io.llmlab.alert.incident;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the parts of one alert are told.
@ConfigMapping(prefix = "alert.parts")
interface PartsConfig {

    /// An alert that goes on growing tells it no more often; at least a second. Ends at full multiples of it, so that
    /// instances agree.
    @WithDefault("5m")
    Duration gathered();
}
