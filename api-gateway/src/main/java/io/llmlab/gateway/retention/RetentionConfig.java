package io.llmlab.gateway.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the read model keeps things after it was last told of them: a day or more each. As long as their owners by
/// default: with less, a rebuild brings back for a while what has gone.
@ConfigMapping(prefix = "gateway.retention")
interface RetentionConfig {

    /// How often is cleared up; `off`: never.
    @WithDefault("1h")
    String every();

    /// Runs that are over, and their metrics.
    @WithDefault("400d")
    Duration runs();

    /// Alerts that are resolved.
    @WithDefault("400d")
    Duration alerts();
}
