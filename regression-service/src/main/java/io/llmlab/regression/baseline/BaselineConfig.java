package io.llmlab.regression.baseline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "regression.baseline")
interface BaselineConfig {

    /// Of how many series at most the end is kept in memory: about 8 KB each.
    @WithDefault("5000")
    long rememberedSeries();
}
