package io.llmlab.platform.trust;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/// How the services of the suite know each other.
@ConfigMapping(prefix = "llmlab.service")
public interface ServiceConfig {

    /// `LLMLAB_SERVICE_TOKEN`: secrets of 32 characters or more (`openssl rand -hex 32`), separated by
    /// commas. The first is sent; all are accepted, so that a new one can be put behind the old one everywhere
    /// before it is put in front.
    Optional<List<String>> token();

    /// Whether only services may call this one. The gateway alone answers anybody, and asks for keys instead.
    @WithDefault("true")
    boolean internal();
}
