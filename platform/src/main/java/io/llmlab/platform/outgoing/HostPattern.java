package io.llmlab.platform.outgoing;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Names hosts, as settings do.
///
/// @param name in small letters, or what stands behind the `*` with its dot; null where addresses are named
/// @param network null where names are named
record HostPattern(@Nullable String name, @Nullable Network network) {

    /// @throws IllegalArgumentException where it is nothing of that kind
    static HostPattern of(String text) {
        var plain = text.strip().toLowerCase(Locale.ROOT);
        if (plain.indexOf('/') >= 0
                || plain.indexOf(':') >= 0
                || HostName.address(plain).isPresent()) {
            return new HostPattern(null, Network.of(plain));
        }
        return new HostPattern(plain.startsWith("*.") ? plain.substring(1) : plain, null);
    }

    static List<HostPattern> all(List<String> texts) {
        return texts.stream().map(HostPattern::of).toList();
    }

    /// @param host a plain one
    /// @param addresses that it has
    boolean fits(String host, List<InetAddress> addresses) {
        if (network != null) {
            return !addresses.isEmpty() && addresses.stream().allMatch(network::contains);
        }
        return name != null && (name.startsWith(".") ? host.endsWith(name) : host.equals(name));
    }

    /// The same for a ban: one address is enough.
    boolean touches(String host, List<InetAddress> addresses) {
        return network == null ? fits(host, addresses) : addresses.stream().anyMatch(network::contains);
    }
}
