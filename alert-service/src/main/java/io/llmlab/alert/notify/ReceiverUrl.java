package io.llmlab.alert.notify;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.net.URI;
import java.net.URISyntaxException;

/// Checks the address of a receiver.
public final class ReceiverUrl {

    private ReceiverUrl() {}

    /// @param pointer JSON pointer to the setting
    /// @throws Invalid unless it is an http or https URL with a host and without credentials
    public static void require(String url, String pointer) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException unreadable) {
            throw Invalid.inBody(pointer, "is no URL: " + unreadable.getReason());
        }
        var scheme = uri.getScheme();
        if (uri.getHost() == null
                || scheme == null
                || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))) {
            throw Invalid.inBody(pointer, "must be an http or https URL with a host");
        }
        if (uri.getUserInfo() != null) {
            throw Invalid.inBody(pointer, "must not carry credentials; use a header, which is kept secret");
        }
    }
}
