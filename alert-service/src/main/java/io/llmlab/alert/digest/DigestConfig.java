package io.llmlab.alert.digest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How digests are made.
@ConfigMapping(prefix = "alert.digest")
public interface DigestConfig {

    /// How often it is looked whether one is due; `off`: never.
    @WithDefault("30s")
    String tick();

    /// Where regression-service is, which knows what would have been seen.
    @WithDefault("http://127.0.0.1:8002")
    String regressionUrl();

    /// How long its answer is waited for; a digest without it says so.
    @WithDefault("5s")
    Duration patience();

    /// How late a digest is still told, once; later it is left out.
    @WithDefault("1d")
    Duration late();
}
