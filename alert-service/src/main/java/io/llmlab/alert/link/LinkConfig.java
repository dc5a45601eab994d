package io.llmlab.alert.link;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Where people reach the suite.
@ConfigMapping(prefix = "alert")
public interface LinkConfig {

    /// PUBLIC_URL: what links in notifications begin with. Without it there are none.
    Optional<String> publicUrl();

    /// @param path begins with a slash
    /// @return a link to it, or empty where nobody said what links begin with
    default Optional<String> to(String path) {
        return publicUrl().map(base -> base.replaceAll("/+$", "") + path);
    }
}
