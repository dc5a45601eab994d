package io.llmlab.gateway.proxy;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where the services are and how long they may take.
@ConfigMapping(prefix = "gateway.proxy")
public interface ProxyConfig {

    /// Base address of benchmark-runner-service: scheme, host, port, and a path where one stands before it.
    URI runnerUrl();

    /// Base address of regression-service.
    URI regressionUrl();

    /// Base address of alert-service.
    URI alertUrl();

    /// How long a service may take to accept a connection.
    @WithDefault("2s")
    Duration connectTimeout();

    /// How long a request may stand still, in either direction.
    @WithDefault("30s")
    Duration timeout();

    /// The largest request body that is taken.
    @WithDefault("64M")
    MemorySize maxBody();

    /// The largest body of an import.
    @WithDefault("1G")
    MemorySize maxImport();

    /// How long an import may stand still: it is stored before it is answered.
    @WithDefault("30m")
    Duration importTimeout();
}
