package io.llmlab.gateway.auth;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Whom the gateway lets in.
@ConfigMapping(prefix = "gateway.access")
public interface AccessConfig {

    /// Whether keys are asked for.
    enum Mode {
        KEYS,
        OPEN
    }

    /// `API_ACCESS`; without it `open` on the loopback interface where no admin key is set, else `keys`.
    Optional<Mode> mode();

    /// `API_ADMIN_KEY`: the first key, with scope `admin`, of 32 characters or more.
    Optional<String> adminKey();

    /// `API_ADMIN_KEY_FILE`: a file that holds it, instead.
    Optional<Path> adminKeyFile();

    /// `PUBLIC_URL`: what browsers call the gateway, where a proxy changes it on the way.
    Optional<URI> publicUrl();

    /// How long what the database said of a key is believed; within it each replica sees a revocation.
    @WithDefault("5s")
    Duration cache();

    /// How long a browser's session lasts.
    @WithDefault("12h")
    Duration session();
}
