package io.llmlab.platform.outgoing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Asks the system, as everything on this machine does. What it said is believed for some seconds: thousands
/// of messages to one receiver are no reason for thousands of look-ups.
@ApplicationScoped
class SystemResolver implements HostResolver {

    private static final Duration BELIEVED = Duration.ofSeconds(10);
    private static final int MOST_NAMES = 1_000;

    /// Their own: a name server that does not answer must not keep what else is done by workers waiting.
    private static final int THREADS = 16;

    private final Map<String, Uni<List<InetAddress>>> known = new ConcurrentHashMap<>();
    private final Executor threads = threads();

    @Override
    public Uni<List<InetAddress>> resolve(String name) {
        if (known.size() >= MOST_NAMES) {
            known.clear();
        }
        return known.computeIfAbsent(name, this::lookUp);
    }

    private Uni<List<InetAddress>> lookUp(String name) {
        return Uni.createFrom()
                .item(() -> addresses(name))
                .runSubscriptionOn(threads)
                .memoize()
                .forFixedDuration(BELIEVED);
    }

    private static List<InetAddress> addresses(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException unknown) {
            throw new UnresolvedName("the name %s is not known".formatted(name));
        }
    }

    private static Executor threads() {
        var pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("resolver-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
