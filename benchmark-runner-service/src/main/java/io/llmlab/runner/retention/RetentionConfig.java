package io.llmlab.runner.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long things are kept after they arrived, at least: a day or more each. A month goes at once, when the last of it
/// is old enough.
@ConfigMapping(prefix = "runner.retention")
interface RetentionConfig {

    /// How often is cleared up; `off`: never.
    @WithDefault("1h")
    String every();

    /// Runs and their metrics.
    @WithDefault("400d")
    Duration runs();

    /// What was asked and answered, item by item.
    @WithDefault("90d")
    Duration samples();
}
