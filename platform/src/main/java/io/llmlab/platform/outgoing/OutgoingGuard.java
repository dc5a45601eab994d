package io.llmlab.platform.outgoing;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;

/// Decides whether what a person typed in is called from here, and says to which address. Who connects to
/// that very address, and follows no redirect without asking again, cannot be led elsewhere by a name that
/// changes between the look and the call (DNS rebinding).
///
/// Through a proxy the guard can do less: the proxy looks the name up itself. Host and scheme are checked as
/// ever, and the addresses as this machine knows them; a name that only the proxy knows is judged by its
/// spelling alone, and where the proxy is led by its own look-up is for the proxy's rules to say.
///
/// Source: OWASP, Server-Side Request Forgery Prevention.
@ApplicationScoped
public class OutgoingGuard {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Policy policy;
    private final Proxies proxies;
    private final HostResolver resolver;
    private final Optional<TrustOptions> trust;

    /// @throws IllegalArgumentException where a setting names no host, no proxy, or no authorities
    OutgoingGuard(OutgoingConfig config, HostResolver resolver) {
        this.policy = Policy.of(config);
        this.proxies = Proxies.of(config);
        this.resolver = resolver;
        this.trust = config.caBundle().map(Authorities::with);
    }

    /// Made when the service starts, before anything is taken in: what a setting cannot mean is said at once, and not
    /// at
    /// the first call. A service with such a setting does not start.
    void start(@Observes @Priority(1) StartupEvent event) {}

    /// How to call a URL.
    ///
    /// @return fails with [RefusedDestination] where it may not be called, and with [UnresolvedName] where
    ///     nobody knows its host now
    public Uni<Route> routeOf(String url) {
        return Uni.createFrom().item(() -> Place.of(url)).chain(this::routeOf);
    }

    /// Where to connect to for a host that is called otherwise than by URL. The address knows the name, by
    /// which TLS checks the certificate, and its number, by which the connection is made.
    ///
    /// @return fails as [#routeOf] does
    public Uni<SocketAddress> addressOf(String host, int port) {
        return Uni.createFrom().deferred(() -> checked(HostName.plain(host), port));
    }

    /// For every client that calls what the guard lets pass: its TLS believes the authorities that Java knows, and
    /// those of the settings.
    ///
    /// @return the same options
    public <T extends ClientOptionsBase> T trusting(T options) {
        trust.ifPresent(options::setTrustOptions);
        // Those outside are not told of our traces.
        if (options instanceof HttpClientOptions http) {
            http.setTracingPolicy(TracingPolicy.IGNORE);
        }
        return options;
    }

    /// Looks at a URL before it is kept. A name that nobody knows now may be known when it is called.
    ///
    /// @return fails with [RefusedDestination] alone
    public Uni<Void> check(String url) {
        return Uni.createFrom().item(() -> Place.of(url)).chain(place -> {
            policy.requireScheme(place.scheme());
            return check(place.host(), place.port());
        });
    }

    /// The same for a host that is called otherwise than by URL.
    public Uni<Void> check(String host, int port) {
        return Uni.createFrom().deferred(() -> {
            var plain = HostName.plain(host);
            if (policy.looksAtAddresses() || HostName.address(plain).isPresent()) {
                return checked(plain, port)
                        .onFailure(UnresolvedName.class)
                        .recoverWithNull()
                        .replaceWithVoid();
            }
            // Who works without a network waits for no name server.
            policy.require(plain, List.of());
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Route> routeOf(Place place) {
        policy.requireScheme(place.scheme());
        var proxy = proxies.of(place);
        return proxy.isPresent()
                ? checkedForProxy(HostName.plain(place.host())).replaceWith(new Route.Proxied(proxy.get()))
                : addressOf(place.host(), place.port()).map(Route.Direct::new);
    }

    private Uni<Void> checkedForProxy(String host) {
        return HostName.address(host)
                .map(address -> Uni.createFrom().item(List.of(address)))
                .orElseGet(() -> resolved(host).onFailure(UnresolvedName.class).recoverWithItem(List.of()))
                .invoke(addresses -> policy.require(host, addresses))
                .replaceWithVoid();
    }

    private Uni<SocketAddress> checked(String host, int port) {
        var literal = HostName.address(host);
        return literal.isPresent()
                ? Uni.createFrom().item(checked(host, List.of(literal.get()), port))
                : resolved(host).map(addresses -> checked(host, addresses, port));
    }

    private SocketAddress checked(String host, List<InetAddress> addresses, int port) {
        policy.require(host, addresses);
        return SocketAddress.inetSocketAddress(new InetSocketAddress(named(host, oneOf(addresses)), port));
    }

    /// What waits for it goes on where it was.
    private Uni<List<InetAddress>> resolved(String name) {
        return resolver.resolve(name)
                .ifNoItem()
                .after(PATIENCE)
                .failWith(() -> new UnresolvedName("no name server answered for %s".formatted(name)))
                .emitOn(here());
    }

    private static Executor here() {
        var context = Vertx.currentContext();
        return context == null ? Runnable::run : task -> context.runOnContext(_ -> task.run());
    }

    /// IPv4 first: many machines have an address of IPv6 and no way to anywhere by it. Any of several, so
    /// that another attempt may find another one.
    private static InetAddress oneOf(List<InetAddress> addresses) {
        var usual = addresses.stream().filter(Inet4Address.class::isInstance).toList();
        var some = usual.isEmpty() ? addresses : usual;
        return some.get(ThreadLocalRandom.current().nextInt(some.size()));
    }

    private static InetAddress named(String host, InetAddress address) {
        try {
            return InetAddress.getByAddress(host, address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("It is an address already", impossible);
        }
    }
}
