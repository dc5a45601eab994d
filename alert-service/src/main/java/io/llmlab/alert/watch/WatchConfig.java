package io.llmlab.alert.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "alert.watch")
interface WatchConfig {

    /// How late a job may be fired, and a run may come, beyond what was promised.
    @WithDefault("5m")
    Duration grace();
}
