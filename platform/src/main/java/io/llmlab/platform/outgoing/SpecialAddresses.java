package io.llmlab.platform.outgoing;

import static java.util.Map.entry;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;

/// Tells the internet's addresses from all others.
///
/// Sources: IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890), and what clouds
/// document of their metadata.
final class SpecialAddresses {

    /// The narrower ones first.
    private static final List<Entry<Network, AddressKind>> NETWORKS = List.of(
            of("169.254.169.254/32", AddressKind.METADATA), // AWS, Azure, Google, Oracle and others
            of("169.254.170.2/32", AddressKind.METADATA), // AWS ECS
            of("169.254.170.23/32", AddressKind.METADATA), // AWS EKS
            of("168.63.129.16/32", AddressKind.METADATA), // Azure
            of("100.100.100.200/32", AddressKind.METADATA), // Alibaba
            of("192.0.0.192/32", AddressKind.METADATA), // Oracle
            of("fd00:ec2::254/128", AddressKind.METADATA), // AWS
            of("fd00:ec2::23/128", AddressKind.METADATA), // AWS EKS
            of("fd20:ce::254/128", AddressKind.METADATA), // Google
            of("0.0.0.0/8", AddressKind.UNSPECIFIED),
            of("10.0.0.0/8", AddressKind.PRIVATE),
            of("100.64.0.0/10", AddressKind.SHARED),
            of("127.0.0.0/8", AddressKind.LOOPBACK),
            of("169.254.0.0/16", AddressKind.LINK_LOCAL),
            of("172.16.0.0/12", AddressKind.PRIVATE),
            of("192.0.0.0/24", AddressKind.RESERVED),
            of("192.0.2.0/24", AddressKind.RESERVED),
            of("192.88.99.0/24", AddressKind.RESERVED),
            of("192.168.0.0/16", AddressKind.PRIVATE),
            of("198.18.0.0/15", AddressKind.RESERVED),
            of("198.51.100.0/24", AddressKind.RESERVED),
            of("203.0.113.0/24", AddressKind.RESERVED),
            of("224.0.0.0/4", AddressKind.MULTICAST),
            of("240.0.0.0/4", AddressKind.RESERVED),
            of("::/128", AddressKind.UNSPECIFIED),
            of("::1/128", AddressKind.LOOPBACK),
            of("64:ff9b:1::/48", AddressKind.PRIVATE),
            of("100::/64", AddressKind.RESERVED),
            of("2001::/23", AddressKind.RESERVED),
            of("2001:db8::/32", AddressKind.RESERVED),
            of("3fff::/20", AddressKind.RESERVED),
            of("5f00::/16", AddressKind.RESERVED),
            of("fc00::/7", AddressKind.PRIVATE),
            of("fe80::/10", AddressKind.LINK_LOCAL),
            of("fec0::/10", AddressKind.PRIVATE),
            of("ff00::/8", AddressKind.MULTICAST));

    /// Networks of IPv6 whose addresses lead to one of IPv4, and where in them that stands.
    private static final List<Entry<Network, Integer>> BRIDGES = List.of(
            entry(new Network(address(new byte[16]), 96), 12), // IPv4-compatible, RFC 4291
            entry(Network.of("64:ff9b::/96"), 12), // NAT64, RFC 6052
            entry(Network.of("2002::/16"), 2)); // 6to4, RFC 3056

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private SpecialAddresses() {}

    /// What it is, or empty where it is one of the internet's.
    static Optional<AddressKind> kindOf(InetAddress address) {
        var own = kindOf(address.getAddress());
        return own.isPresent() ? own : bridged(address.getAddress()).flatMap(SpecialAddresses::kindOf);
    }

    private static Optional<AddressKind> kindOf(byte[] address) {
        return NETWORKS.stream()
                .filter(network -> network.getKey().contains(address))
                .map(Entry::getValue)
                .findFirst();
    }

    /// The address of IPv4 that one of IPv6 leads to. Java itself turns mapped ones into IPv4 mostly, but
    /// need not.
    private static Optional<byte[]> bridged(byte[] address) {
        if (address.length == 16 && Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length)) {
            return Optional.of(Arrays.copyOfRange(address, 12, 16));
        }
        return BRIDGES.stream()
                .filter(bridge -> bridge.getKey().contains(address))
                .map(bridge -> Arrays.copyOfRange(address, bridge.getValue(), bridge.getValue() + 4))
                .findFirst();
    }

    private static Entry<Network, AddressKind> of(String network, AddressKind kind) {
        return entry(Network.of(network), kind);
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("An address has 4 or 16 bytes", impossible);
        }
    }
}
