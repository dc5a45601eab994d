package io.llmlab.alert.incident;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Where people reach the suite.
@ConfigMapping(prefix = "alert")
interface LinkConfig {

    /// PUBLIC_URL: what links in notifications begin with. Without it there are none.
    Optional<String> publicUrl();
}
