package io.llmlab.regression.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long things are kept after they arrived, at least: a day or more each.
@ConfigMapping(prefix = "regression.retention")
interface RetentionConfig {

    /// How often is cleared up; `off`: never.
    @WithDefault("10m")
    String every();

    /// The values of runs, and that a run was taken in. A month of them goes at once, when the last one is old enough.
    @WithDefault("400d")
    Duration points();

    /// What runs scored item by item.
    @WithDefault("90d")
    Duration items();

    /// Suspicions after they were decided, and their repeats.
    @WithDefault("400d")
    Duration suspicions();
}
