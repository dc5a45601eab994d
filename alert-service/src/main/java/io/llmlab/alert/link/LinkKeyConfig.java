package io.llmlab.alert.link;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How links are signed that need no login.
@ConfigMapping(prefix = "alert.link")
interface LinkKeyConfig {

    int SHORTEST_KEY = 32;

    /// ALERT_LINK_KEYS, separated by commas: the first one signs, all of them are believed. Without any, the database
    /// keeps keys that are made here.
    Optional<List<@Size(min = SHORTEST_KEY) String>> keys();

    /// How long a link works after the message that it came with.
    @WithDefault("7d")
    Duration validFor();

    /// How long a key signs that is made here.
    @WithDefault("90d")
    Duration keyAge();
}
