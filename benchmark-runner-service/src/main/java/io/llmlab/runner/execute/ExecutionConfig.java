package io.llmlab.runner.execute;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// How runs are executed.
@ConfigMapping(prefix = "runner.execution")
interface ExecutionConfig {

    /// Runs executed at the same time by all instances together; `MAX_CONCURRENT_JOBS`.
    @WithDefault("5")
    @Min(1)
    int parallelism();

    /// How long a run belongs to an executor that is not heard of; then another one takes it up.
    @WithDefault("20s")
    Duration lease();

    /// How often a run is taken up after its instance was lost; then it fails, because it may be what ends the
    /// process.
    @WithDefault("5")
    @Min(0)
    int maxTakeovers();

    /// How long a run may take that says nothing else, take-overs included.
    @WithDefault("1h")
    Duration runTimeout();

    /// The largest share of technically failed samples with which a run is evidence.
    @WithDefault("0.05")
    @DecimalMin("0")
    @DecimalMax("1")
    double errorLimit();

    /// A run of which no request was answered fails after this many, because nothing can work.
    @WithDefault("20")
    @Min(1)
    int hopelessAfter();

    /// The first pause before a request is sent again; it doubles with each try.
    @WithDefault("500ms")
    Duration firstPause();

    /// No pause is longer, whatever `Retry-After` says.
    @WithDefault("60s")
    Duration longestPause();

    @WithDefault("10s")
    Duration connectTimeout();

    /// The longest response of an endpoint that is read; each request under way may hold as much in memory.
    @WithDefault("8M")
    MemorySize maxResponse();
}
