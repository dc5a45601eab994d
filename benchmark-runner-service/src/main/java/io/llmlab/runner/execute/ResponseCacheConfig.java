package io.llmlab.runner.execute;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Answers that are kept while somebody works on a benchmark.
@ConfigMapping(prefix = "runner.response-cache")
interface ResponseCacheConfig {

    /// Whether runs may ask for it (`use_cache`); for development, never where models are watched.
    @WithDefault("false")
    boolean enabled();

    /// All answers together, in memory; what was not used for the longest time goes first.
    @WithDefault("64M")
    MemorySize maxSize();

    /// How long an answer is kept.
    @WithDefault("24h")
    Duration maxAge();
}
