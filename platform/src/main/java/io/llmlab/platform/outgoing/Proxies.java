package io.llmlab.platform.outgoing;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The HTTP proxies that lead out, as curl reads them: one for each scheme of URL, and hosts that are called directly.
/// Other than with curl, what is on this machine itself is never asked of a proxy.
///
/// Source: curl's manual, "ENVIRONMENT".
///
/// @param http empty: `http` is called directly
/// @param https empty: `https` is called directly
record Proxies(Optional<ProxyOptions> http, Optional<ProxyOptions> https, List<ProxyException> exceptions) {

    private static final int USUAL_PORT = 1080;

    /// @throws IllegalArgumentException where a setting names no proxy
    static Proxies of(OutgoingConfig config) {
        return new Proxies(
                config.httpProxy().map(Proxies::proxy),
                config.httpsProxy().map(Proxies::proxy),
                config.noProxy().map(ProxyException::all).orElse(List.of()));
    }

    /// Which proxy to call a place by; empty where it is called directly.
    ///
    /// @throws RefusedDestination where the host is an address in an unusual spelling
    Optional<ProxyOptions> of(Place place) {
        var host = HostName.plain(place.host());
        if (isHere(host) || exceptions.stream().anyMatch(exception -> exception.covers(host))) {
            return Optional.empty();
        }
        return place.scheme().equals("https") ? https : http;
    }

    private static boolean isHere(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || HostName.address(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    /// No message repeats the setting: it may hold a password.
    private static ProxyOptions proxy(String setting) {
        var text = setting.strip();
        var url = parsed(text.contains("://") ? text : "http://" + text);
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "HTTPS_PROXY, HTTP_PROXY and ALL_PROXY take http://[user:password@]host[:port] and nothing else");
        }
        var options = new ProxyOptions()
                .setType(ProxyType.HTTP)
                .setHost(HostName.plain(url.getHost()))
                .setPort(url.getPort() < 0 ? USUAL_PORT : url.getPort());
        if (url.getRawUserInfo() != null) {
            var parts = url.getRawUserInfo().split(":", 2);
            options.setUsername(decoded(parts[0])).setPassword(parts.length < 2 ? "" : decoded(parts[1]));
        }
        return options;
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException unreadable) {
            // Its message, and hence the cause, would repeat the password.
            return URI.create("none:/");
        }
    }

    private static String decoded(String part) {
        // A plus means itself here.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
