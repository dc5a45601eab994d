package io.llmlab.platform.outgoing;

import io.llmlab.platform.outgoing.OutgoingConfig.PrivateAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides about hosts and addresses by the settings.
///
/// @param only empty: all
record Policy(
        PrivateAddresses privateAddresses,
        Set<String> schemes,
        List<HostPattern> only,
        List<HostPattern> denied,
        List<HostPattern> internal) {

    /// @throws IllegalArgumentException where a setting names no host
    static Policy of(OutgoingConfig config) {
        return new Policy(
                config.privateAddresses(),
                config.schemes().stream()
                        .map(scheme -> scheme.strip().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toCollection(TreeSet::new)),
                HostPattern.all(config.onlyHosts().orElse(List.of())),
                HostPattern.all(config.deniedHosts().orElse(List.of())),
                HostPattern.all(config.internalHosts().orElse(List.of())));
    }

    /// Whether names have to be looked up for [#require] to mean anything; else the addresses of a name are left out.
    boolean looksAtAddresses() {
        return privateAddresses == PrivateAddresses.REFUSE
                || Stream.of(only, denied).flatMap(List::stream).anyMatch(pattern -> pattern.network() != null);
    }

    /// @throws RefusedDestination where the scheme is none that is called
    void requireScheme(String scheme) {
        if (!schemes.contains(scheme)) {
            throw new RefusedDestination(
                    "%s is not called from here, only %s".formatted(scheme, String.join(" and ", schemes)));
        }
    }

    /// @param host a plain one
    /// @param addresses all that it has
    /// @throws RefusedDestination where any of them may not be called
    void require(String host, List<InetAddress> addresses) {
        if (denied.stream().anyMatch(pattern -> pattern.touches(host, addresses))) {
            throw new RefusedDestination("%s is not called from here (llmlab.outgoing.denied-hosts)".formatted(host));
        }
        if (!only.isEmpty() && only.stream().noneMatch(pattern -> pattern.fits(host, addresses))) {
            throw new RefusedDestination(
                    "%s is none of the hosts that are called from here (llmlab.outgoing.only-hosts)".formatted(host));
        }
        if (internal.stream().noneMatch(pattern -> pattern.fits(host, addresses))) {
            addresses.forEach(address -> requireOrdinary(host, address));
        }
    }

    private void requireOrdinary(String host, InetAddress address) {
        SpecialAddresses.kindOf(address).filter(this::isRefused).ifPresent(kind -> {
            var isIt = HostName.address(host).isPresent() ? "is" : "leads to";
            throw new RefusedDestination(
                    "%s %s %s, which is not called from here unless llmlab.outgoing.internal-hosts names it"
                            .formatted(host, isIt, kind.text()));
        });
    }

    private boolean isRefused(AddressKind kind) {
        return privateAddresses == PrivateAddresses.REFUSE || kind == AddressKind.METADATA;
    }
}
