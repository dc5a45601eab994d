package io.llmlab.platform.outgoing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What may be called from here. A host is a name (`hooks.example.org`), all names below one
/// (`*.example.org`), an address or a network (`10.1.0.0/16`).
@ConfigMapping(prefix = "llmlab.outgoing")
public interface OutgoingConfig {

    /// Whether addresses are called that are not the internet's: loopback, private, link-local and the like.
    /// `refuse` for a server, whose users must not reach its own network by it; `allow` for a machine that
    /// its user owns. Those at which clouds tell machines their credentials are refused in both.
    @WithDefault("refuse")
    PrivateAddresses privateAddresses();

    /// Of URLs.
    @WithDefault("http,https")
    Set<String> schemes();

    /// If any are named, nothing else is called.
    Optional<List<String>> onlyHosts();

    /// Never called.
    Optional<List<String>> deniedHosts();

    /// Called whatever their addresses are: what stands in one's own network on purpose.
    Optional<List<String>> internalHosts();

    /// The proxy that `http` URLs are called by, `http://[user:password@]host[:port]`.
    Optional<String> httpProxy();

    /// The same for `https` URLs.
    Optional<String> httpsProxy();

    /// The one for URLs of a scheme without a proxy of its own; a setting apart, as an empty one above must not hide
    /// it.
    Optional<String> allProxy();

    /// What is called directly nevertheless, in the words of `NO_PROXY`.
    Optional<String> noProxy();

    /// PEM files with authorities that are trusted beside those that Java knows.
    Optional<Path> caBundle();

    /// What to do about addresses that are not the internet's.
    enum PrivateAddresses {
        ALLOW,
        REFUSE
    }
}
