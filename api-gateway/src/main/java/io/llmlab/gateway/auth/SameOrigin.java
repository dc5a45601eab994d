package io.llmlab.gateway.auth;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a request of a browser comes from a page of this origin. A cookie is sent by the browser itself, so it does
/// not show that: a page elsewhere could use it (cross-site request forgery).
@ApplicationScoped
class SameOrigin {

    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final Optional<URI> publicUrl;

    SameOrigin(AccessConfig config) {
        this.publicUrl = config.publicUrl();
    }

    /// Whether it changes nothing, or its page is shown to be of this origin.
    boolean isHarmlessOrOwn(HttpServerRequest request) {
        return HARMLESS.contains(request.method()) || isShownToBeOwn(request);
    }

    /// Whether its page is shown to be of another origin; what is no browser says nothing.
    boolean isForeign(HttpServerRequest request) {
        var says = request.getHeader("Origin") != null || request.getHeader("Sec-Fetch-Site") != null;
        return says && !isShownToBeOwn(request);
    }

    private boolean isShownToBeOwn(HttpServerRequest request) {
        var origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null")) {
            return "same-origin".equals(request.getHeader("Sec-Fetch-Site"));
        }
        return isOrigin(origin, request.scheme(), request.authority())
                || publicUrl.filter(url -> isOrigin(origin, url)).isPresent();
    }

    /// Behind a proxy that ends TLS the request itself is one of http.
    private static boolean isOrigin(String origin, @Nullable String scheme, @Nullable HostAndPort authority) {
        return authority != null
                && uri(origin)
                        .filter(page -> "https".equals(page.getScheme())
                                || page.getScheme().equals(scheme))
                        .filter(page -> authority.host().equalsIgnoreCase(page.getHost()))
                        .filter(page -> port(page) == (authority.port() < 0 ? standardPort(page) : authority.port()))
                        .isPresent();
    }

    private static boolean isOrigin(String origin, URI url) {
        return uri(origin)
                .filter(page -> page.getScheme().equals(url.getScheme()))
                .filter(page -> page.getHost().equalsIgnoreCase(url.getHost()))
                .filter(page -> port(page) == port(url))
                .isPresent();
    }

    private static Optional<URI> uri(String origin) {
        try {
            return Optional.of(URI.create(origin)).filter(uri -> uri.getScheme() != null && uri.getHost() != null);
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static int port(URI uri) {
        return uri.getPort() < 0 ? standardPort(uri) : uri.getPort();
    }

    private static int standardPort(URI uri) {
        return "https".equals(uri.getScheme()) ? HTTPS : HTTP;
    }
}
