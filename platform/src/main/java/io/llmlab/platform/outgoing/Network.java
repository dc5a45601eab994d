package io.llmlab.platform.outgoing;

import java.net.InetAddress;

/// A range of addresses that begin alike.
///
/// @param bits how many of the first bits are its own
record Network(InetAddress address, int bits) {

    /// @param text `10.0.0.0/8`, or one address
    /// @throws IllegalArgumentException where it is neither
    static Network of(String text) {
        var slash = text.indexOf('/');
        var address = HostName.requireAddress(slash < 0 ? text : text.substring(0, slash));
        var all = address.getAddress().length * Byte.SIZE;
        var bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("'%s' is no network: its length must be 0 to %d".formatted(text, all));
        }
        return new Network(address, bits);
    }

    boolean contains(InetAddress other) {
        return contains(other.getAddress());
    }

    boolean contains(byte[] other) {
        var own = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            var mask = 0x80 >> bit % Byte.SIZE;
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
