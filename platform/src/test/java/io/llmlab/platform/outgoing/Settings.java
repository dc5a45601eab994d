package io.llmlab.platform.outgoing;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Settings of the guard as a test wants them.
record Settings(
        PrivateAddresses privateAddresses,
        Set<String> schemes,
        Optional<List<String>> onlyHosts,
        Optional<List<String>> deniedHosts,
        Optional<List<String>> internalHosts,
        Leading leading)
        implements OutgoingConfig {

    /// Those of a server.
    static final Settings SERVER = new Settings(
            PrivateAddresses.REFUSE,
            Set.of("http", "https"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Leading.STRAIGHT);

    static final Settings LAPTOP = new Settings(
            PrivateAddresses.ALLOW,
            SERVER.schemes(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Leading.STRAIGHT);

    Settings only(String... hosts) {
        return new Settings(
                privateAddresses, schemes, Optional.of(List.of(hosts)), deniedHosts, internalHosts, leading);
    }

    Settings denied(String... hosts) {
        return new Settings(privateAddresses, schemes, onlyHosts, Optional.of(List.of(hosts)), internalHosts, leading);
    }

    Settings internal(String... hosts) {
        return new Settings(privateAddresses, schemes, onlyHosts, deniedHosts, Optional.of(List.of(hosts)), leading);
    }

    Settings speaking(String... schemes) {
        return new Settings(privateAddresses, Set.of(schemes), onlyHosts, deniedHosts, internalHosts, leading);
    }

    Settings leading(Leading other) {
        return new Settings(privateAddresses, schemes, onlyHosts, deniedHosts, internalHosts, other);
    }

    @Override
    public Optional<String> httpProxy() {
        return leading.httpProxy();
    }

    @Override
    public Optional<String> httpsProxy() {
        return leading.httpsProxy();
    }

    @Override
    public Optional<String> allProxy() {
        return Optional.empty();
    }

    @Override
    public Optional<String> noProxy() {
        return leading.noProxy();
    }

    @Override
    public Optional<Path> caBundle() {
        return leading.caBundle();
    }

    /// Which way calls take, and whom they believe.
    record Leading(
            Optional<String> httpProxy,
            Optional<String> httpsProxy,
            Optional<String> noProxy,
            Optional<Path> caBundle) {

        static final Leading STRAIGHT =
                new Leading(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

        static Leading by(String proxy) {
            return new Leading(Optional.of(proxy), Optional.of(proxy), Optional.empty(), Optional.empty());
        }

        Leading but(String exceptions) {
            return new Leading(httpProxy, httpsProxy, Optional.of(exceptions), caBundle);
        }

        Leading believing(Path bundle) {
            return new Leading(httpProxy, httpsProxy, noProxy, Optional.of(bundle));
        }
    }
}
