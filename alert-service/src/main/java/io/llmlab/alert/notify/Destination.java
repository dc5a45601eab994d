package io.llmlab.alert.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a channel calls because its settings say so, looked at before they are kept.
public sealed interface Destination {

    /// JSON pointer to the setting within the channel's.
    String pointer();

    record Url(String pointer, String url) implements Destination {}

    /// A server that speaks something else than HTTP.
    record Server(String pointer, String host, int port) implements Destination {}

    /// None where the setting is left out.
    static List<Destination> ofUrl(String pointer, @Nullable String url) {
        return url == null ? List.of() : List.of(new Url(pointer, url));
    }
}
