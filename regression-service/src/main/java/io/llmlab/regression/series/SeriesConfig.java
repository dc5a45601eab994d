package io.llmlab.regression.series;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How series take in what arrives.
@ConfigMapping(prefix = "regression.series")
interface SeriesConfig {

    /// A run that is older when it arrives is backfill: what it shows is kept, and nobody is notified.
    @WithDefault("24h")
    Duration backfillAge();
}
