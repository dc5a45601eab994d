package io.llmlab.gateway.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How open dashboards are kept up to date.
@ConfigMapping(prefix = "gateway.live")
public interface LiveConfig {

    /// A comment is sent this often, so that nobody in between takes the connection for dead.
    @WithDefault("15s")
    Duration heartbeat();
}
