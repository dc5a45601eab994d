package io.llmlab.platform.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Where a URL points to.
///
/// @param scheme in small letters
record Place(String scheme, String host, int port) {

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

    /// Containers have names with underscores, which are no host names for URLs (RFC 952) and hence none for
    /// Java.
    private static final Pattern CONTAINER = Pattern.compile("([A-Za-z0-9._-]{1,255})(?::(\\d{1,5}))?");

    /// @throws RefusedDestination where it is no URL with a scheme and a host
    static Place of(String url) {
        try {
            return of(new URI(url));
        } catch (URISyntaxException unreadable) {
            throw new RefusedDestination("it is no URL: " + unreadable.getReason());
        }
    }

    private static Place of(URI url) {
        if (url.getScheme() == null || url.getRawAuthority() == null) {
            throw none();
        }
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (url.getHost() != null) {
            return new Place(scheme, url.getHost(), port(scheme, url.getPort()));
        }
        var container = CONTAINER.matcher(url.getRawAuthority());
        if (!container.matches()) {
            throw none();
        }
        var port = container.group(2) == null ? -1 : Integer.parseInt(container.group(2));
        return new Place(scheme, container.group(1), port(scheme, port));
    }

    private static int port(String scheme, int given) {
        return given > 0 ? given : PORTS.getOrDefault(scheme, 0);
    }

    private static RefusedDestination none() {
        return new RefusedDestination("it is no URL with a scheme and a host");
    }
}
