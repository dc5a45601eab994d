package io.llmlab.platform.outgoing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One word of `NO_PROXY`: a name and all below it (`example.org`, the same as `.example.org`), an address, a network
/// (`10.0.0.0/8`), or `*` for all. Addresses are compared with those that stand in a URL; no name is looked up.
///
/// @param name empty: every host; null where addresses are named
/// @param network null where names are named
record ProxyException(@Nullable String name, @Nullable Network network) {

    /// @param words with commas or blanks between them; one of dots alone names nothing
    static List<ProxyException> all(String words) {
        return Arrays.stream(words.split("[,\\s]+"))
                .filter(word -> !word.matches("\\.*"))
                .map(ProxyException::of)
                .toList();
    }

    private static ProxyException of(String word) {
        if (word.equals("*")) {
            return new ProxyException("", null);
        }
        return network(word).map(network -> new ProxyException(null, network)).orElseGet(() -> named(word));
    }

    private static ProxyException named(String word) {
        var plain = HostName.plain(word.toLowerCase(Locale.ROOT));
        return new ProxyException(plain.startsWith(".") ? plain.substring(1) : plain, null);
    }

    private static Optional<Network> network(String word) {
        try {
            return Optional.of(Network.of(word));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    /// @param host a plain one
    boolean covers(String host) {
        if (network != null) {
            return HostName.address(host).filter(network::contains).isPresent();
        }
        return name != null && (name.isEmpty() || host.equals(name) || isBelow(host, name));
    }

    private static boolean isBelow(String host, String name) {
        return HostName.address(host).isEmpty() && host.endsWith("." + name);
    }
}
