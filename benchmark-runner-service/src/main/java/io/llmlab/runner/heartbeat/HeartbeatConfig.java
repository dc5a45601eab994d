package io.llmlab.runner.heartbeat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How often the lab shows that it is alive.
@ConfigMapping(prefix = "runner.heartbeat")
public interface HeartbeatConfig {

    /// From one heartbeat to the next, of all instances together; zero or less: there is none.
    @WithDefault("1m")
    Duration interval();
}
