package io.llmlab.platform.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

@ConfigMapping(prefix = "llmlab.audit")
interface AuditConfig {

    /// How long is known who changed what: a day or more.
    @WithDefault("400d")
    Duration kept();
}
