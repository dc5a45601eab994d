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
    private static final int LAST_PORT = 65_535;

    /// @throws IllegalArgumentException where a setting names no proxy
    static Proxies of(OutgoingConfig config) {
        var usual = config.allProxy().map(setting -> proxy("ALL_PROXY", setting));
        return new Proxies(
                config.httpProxy().map(setting -> proxy("HTTP_PROXY", setting)).or(() -> usual),
                config.httpsProxy()
                        .map(setting -> proxy("HTTPS_PROXY", setting))
                        .or(() -> usual),
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

    /// No message repeats a password.
    private static ProxyOptions proxy(String variable, String setting) {
        var text = setting.strip();
        var url = parsed(text.contains("://") ? text : "http://" + text);
        if (!"http".equalsIgnoreCase(url.getScheme()) || url.getHost() == null || url.getPort() > LAST_PORT) {
            throw new IllegalArgumentException(
                    "%s: %s is no proxy that is spoken to here: http://[user:password@]host[:port] is"
                            .formatted(variable, withoutPassword(text)));
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

    /// As it stands, but for what may be a user's: all before the last `@`, and behind a colon what is no port.
    private static String withoutPassword(String text) {
        var start = text.contains("://") ? text.indexOf("://") + "://".length() : 0;
        var end = text.lastIndexOf('@');
        var place = text.substring(Math.max(start, end + 1)).replaceAll(":(?!\\d+(/|$)).*", ":***");
        return text.substring(0, start) + (end < start ? "" : "***@") + place;
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
