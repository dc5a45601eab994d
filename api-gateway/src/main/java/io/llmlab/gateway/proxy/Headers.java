package io.llmlab.gateway.proxy;

import io.llmlab.gateway.auth.Access;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Which headers go through: all but those that belong to one connection only (RFC 9110, section 7.6.1).
final class Headers {

    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /// The client's word on who it is would be believed by the services, so it does not reach them.
    private static final Set<String> OURS =
            Set.of("host", "expect", "forwarded", "x-forwarded-host", "x-forwarded-proto");

    /// What services believe of the gateway only.
    private static final String TRUSTED = "x-llmlab-";

    /// What opens the gateway does not leave it.
    private static final Set<String> CREDENTIALS = Set.of("authorization", "x-api-key", "cookie");

    private Headers() {}

    /// @param access where it is a proof of the request's own, the owner gets to see it
    static void copyRequest(HttpServerRequest from, MultiMap to, Access access) {
        var dropped = hopByHop(from.headers());
        dropped.addAll(OURS);
        dropped.addAll(CREDENTIALS);
        from.headers().names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.startsWith(TRUSTED))
                .forEach(dropped::add);
        if (access == Access.OWN_PROOF) {
            dropped.remove("authorization");
        }
        copy(from.headers(), to, dropped);
        var caller = from.remoteAddress();
        to.set("X-Forwarded-For", caller == null ? "unknown" : caller.hostAddress());
        to.set("X-Forwarded-Proto", String.valueOf(from.scheme()));
        var authority = from.authority();
        if (authority != null) {
            to.set("X-Forwarded-Host", authority.toString());
        }
    }

    /// @param owner the address of who answered: a `Location` there becomes one here
    static void copyResponse(MultiMap from, MultiMap to, URI owner) {
        copy(from, to, hopByHop(from));
        var location = from.get("Location");
        if (location != null) {
            to.set("Location", relative(location, owner));
        }
    }

    private static void copy(MultiMap from, MultiMap to, Set<String> dropped) {
        for (var name : from.names()) {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT))) {
                to.set(name, from.getAll(name));
            }
        }
    }

    private static Set<String> hopByHop(MultiMap headers) {
        var names = new HashSet<>(HOP_BY_HOP);
        for (var value : headers.getAll("Connection")) {
            Arrays.stream(value.split(",", -1))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        }
        return names;
    }

    private static String relative(String location, URI owner) {
        var base = "%s://%s".formatted(owner.getScheme(), owner.getRawAuthority());
        if (!location.startsWith(base)) {
            return location;
        }
        var path = location.substring(base.length());
        var prefix = owner.getRawPath().replaceAll("/$", "");
        return path.startsWith(prefix + "/") ? path.substring(prefix.length()) : path;
    }
}
