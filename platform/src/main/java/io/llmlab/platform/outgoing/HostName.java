package io.llmlab.platform.outgoing;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a host as it stands in a URL.
final class HostName {

    private static final Pattern BYTE_WISE =
            Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");

    /// A host whose last part is a number is an address of IPv4 for some (WHATWG URL, "ends in a number"), be
    /// it decimal, octal, hexadecimal or of fewer parts; what it is for others is another matter.
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private HostName() {}

    /// In small letters, without the brackets of IPv6 and the dot at the end.
    static String plain(String host) {
        var plain = host.toLowerCase(Locale.ROOT);
        if (plain.startsWith("[") && plain.endsWith("]")) {
            return plain.substring(1, plain.length() - 1);
        }
        return plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain;
    }

    /// The address that it is itself, or empty where it is a name.
    ///
    /// @param host a plain one
    /// @throws RefusedDestination where it is an address in an unusual spelling
    static Optional<InetAddress> address(String host) {
        if (host.indexOf(':') >= 0) {
            return Optional.of(ofIpv6(host));
        }
        if (BYTE_WISE.matcher(host).matches()) {
            return Optional.of(InetAddress.ofLiteral(host));
        }
        if (ENDS_IN_A_NUMBER.matcher(host).matches()) {
            throw new RefusedDestination(
                    "%s is no name and no usual spelling of an address: four decimal numbers, or a name"
                            .formatted(host));
        }
        return Optional.empty();
    }

    /// @throws IllegalArgumentException where it is none
    static InetAddress requireAddress(String text) {
        try {
            return address(plain(text))
                    .orElseThrow(() -> new IllegalArgumentException("'%s' is no address".formatted(text)));
        } catch (RefusedDestination unusual) {
            throw new IllegalArgumentException("'%s' is no address".formatted(text), unusual);
        }
    }

    private static InetAddress ofIpv6(String host) {
        if (host.indexOf('%') >= 0) {
            throw new RefusedDestination("%s names a zone, which means nothing here".formatted(host));
        }
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException none) {
            throw new RefusedDestination("%s is no address".formatted(host));
        }
    }
}
