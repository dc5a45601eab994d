package io.llmlab.gateway.proxy;

import io.llmlab.platform.trust.ServiceToken;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;

/// The connections to the services and their addresses.
@ApplicationScoped
class Owners {

    private static final int CONNECTIONS = 256;
    private static final int WAITING = 2_048;

    private final ProxyConfig config;
    private final ServiceToken token;
    private final HttpClient client;

    Owners(Vertx vertx, ProxyConfig config, ServiceToken token) {
        this.config = config;
        this.token = token;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) config.connectTimeout().toMillis())
                        .setKeepAliveTimeout(20)
                        .setMaxWaitQueueSize(WAITING),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    @PreDestroy
    void close() {
        var _ = client.close();
    }

    HttpClient client() {
        return client;
    }

    /// @param path path and query, still encoded
    /// @param stillness how long nothing may move before the request fails
    RequestOptions request(Owner owner, HttpMethod method, String path, Duration stillness) {
        var base = addressOf(owner);
        var secure = "https".equals(base.getScheme());
        var standardPort = secure ? 443 : 80;
        var request = new RequestOptions()
                .setMethod(method)
                .setHost(base.getHost())
                .setPort(base.getPort() < 0 ? standardPort : base.getPort())
                .setSsl(secure)
                .setURI(base.getRawPath().replaceAll("/$", "") + path)
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(stillness.toMillis());
        token.toSend().ifPresent(secret -> request.putHeader(ServiceToken.HEADER, secret));
        return request;
    }

    URI addressOf(Owner owner) {
        return switch (owner) {
            case RUNNER -> config.runnerUrl();
            case REGRESSION -> config.regressionUrl();
            case ALERT -> config.alertUrl();
            case GATEWAY -> throw new IllegalArgumentException("The gateway does not call itself");
        };
    }

    /// What people call the service.
    static String nameOf(Owner owner) {
        return switch (owner) {
            case RUNNER -> "benchmark-runner-service";
            case REGRESSION -> "regression-service";
            case ALERT -> "alert-service";
            case GATEWAY -> "api-gateway";
        };
    }
}
