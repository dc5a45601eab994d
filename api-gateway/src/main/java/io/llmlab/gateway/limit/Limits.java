package io.llmlab.gateway.limit;

import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Says whether a caller asks too often.
@ApplicationScoped
public class Limits {

    private static final int MOST_CALLERS = 50_000;

    private final Bucket keys;
    private final Bucket addresses;

    Limits(LimitConfig config) {
        this.keys = new Bucket(config.keyRate(), config.keyBurst(), MOST_CALLERS);
        this.addresses = new Bucket(config.addressRate(), config.addressBurst(), MOST_CALLERS);
    }

    /// @param key what names the key, not the key itself
    /// @return zero, or how long to wait
    public Duration takeOfKey(String key) {
        return keys.take(key, System.nanoTime());
    }

    /// As [#takeOfKey] for one whose proof is checked by somebody else.
    public Duration takeOfProof(@Nullable SocketAddress address) {
        return keys.take("proof/" + network(address), System.nanoTime());
    }

    /// For one who has shown no valid key.
    ///
    /// @return zero, or how long to wait
    public Duration takeOfAddress(@Nullable SocketAddress address) {
        return addresses.take(network(address), System.nanoTime());
    }

    /// Of IPv6 the first 64 bits: one machine has all the others (RFC 4291, section 2.5.4).
    static String network(@Nullable SocketAddress address) {
        var text = address == null ? null : address.hostAddress();
        if (text == null) {
            return "unknown";
        }
        try {
            return InetAddress.getByName(text) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
                    : text;
        } catch (UnknownHostException none) {
            return text;
        }
    }
}
