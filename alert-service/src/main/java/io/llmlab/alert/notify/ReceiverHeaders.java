package io.llmlab.alert.notify;

import io.llmlab.platform.problem.DomainException.Invalid;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Checks the headers that a receiver wants to see, for example a token.
public final class ReceiverHeaders {

    private static final int MOST = 50;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]{0,4000}");
    private static final Set<String> OF_HTTP =
            Set.of("content-type", "content-length", "transfer-encoding", "host", "connection");

    private ReceiverHeaders() {}

    /// @param ours names in lower case that the channel sets by itself
    /// @return the same; none where there are none
    /// @throws Invalid at `/headers` unless each can be sent and is the caller's to set
    public static Map<String, String> require(@Nullable Map<String, String> headers, Set<String> ours) {
        if (headers == null) {
            return Map.of();
        }
        if (headers.size() > MOST) {
            throw Invalid.inBody("/headers", "must be at most %d".formatted(MOST));
        }
        headers.forEach((name, value) -> require(name, value, ours));
        return Map.copyOf(headers);
    }

    private static void require(String name, @Nullable String value, Set<String> ours) {
        if (value == null
                || !NAME.matcher(name).matches()
                || !VALUE.matcher(value).matches()) {
            throw Invalid.inBody("/headers/" + name, "is no HTTP header: letters, digits and '-'; a value in ASCII");
        }
        var lower = name.toLowerCase(Locale.ROOT);
        if (OF_HTTP.contains(lower) || ours.contains(lower)) {
            throw Invalid.inBody("/headers/" + name, "is set by the service itself");
        }
    }
}
