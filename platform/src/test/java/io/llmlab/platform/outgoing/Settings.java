package io.llmlab.platform.outgoing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the guard as a test wants them.
record Settings(
        PrivateAddresses privateAddresses,
        Set<String> schemes,
        Optional<List<String>> onlyHosts,
        Optional<List<String>> deniedHosts,
        Optional<List<String>> internalHosts)
        implements OutgoingConfig {

    /// Those of a server.
    static final Settings SERVER = new Settings(
            PrivateAddresses.REFUSE, Set.of("http", "https"), Optional.empty(), Optional.empty(), Optional.empty());

    static final Settings LAPTOP = new Settings(
            PrivateAddresses.ALLOW, SERVER.schemes(), Optional.empty(), Optional.empty(), Optional.empty());

    Settings only(String... hosts) {
        return new Settings(privateAddresses, schemes, Optional.of(List.of(hosts)), deniedHosts, internalHosts);
    }

    Settings denied(String... hosts) {
        return new Settings(privateAddresses, schemes, onlyHosts, Optional.of(List.of(hosts)), internalHosts);
    }

    Settings internal(String... hosts) {
        return new Settings(privateAddresses, schemes, onlyHosts, deniedHosts, Optional.of(List.of(hosts)));
    }

    Settings speaking(String... schemes) {
        return new Settings(privateAddresses, Set.of(schemes), onlyHosts, deniedHosts, internalHosts);
    }
}
