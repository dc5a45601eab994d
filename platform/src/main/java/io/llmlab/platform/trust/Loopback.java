package io.llmlab.platform.trust;

import java.util.Locale;
import java.util.Set;

/// Whether an address to listen on can be reached from this machine only.
public final class Loopback {

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private Loopback() {}

    /// @param address a name or address to listen on, or the host of a URL
    public static boolean isLoopback(String address) {
        return NAMES.contains(address.toLowerCase(Locale.ROOT));
    }
}
