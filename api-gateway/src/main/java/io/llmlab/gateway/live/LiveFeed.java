package io.llmlab.gateway.live;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Hands every event to every client of this instance, and keeps the newest ones for those who come back.
@ApplicationScoped
class LiveFeed {

    /// How many events a client may have missed and still get.
    static final int KEPT = 1_000;

    /// A client that reads slower than this fills up is cut off; it comes back with the last id it saw.
    private static final int CLIENT_BUFFER = KEPT + 256;

    private final ArrayDeque<LiveEvent> kept = new ArrayDeque<>();
    private final Set<MultiEmitter<? super LiveEvent>> clients = new HashSet<>();
    private long forgotten;

    /// @param forgottenUpTo the newest id that is not among the events, nor ever will be
    synchronized void start(long forgottenUpTo) {
        forgotten = Math.max(forgotten, forgottenUpTo);
    }

    /// The newest id known here.
    synchronized long newest() {
        return kept.isEmpty() ? forgotten : kept.getLast().id();
    }

    /// Takes in events newer than [#newest], in order, and hands them on.
    synchronized void publish(List<LiveEvent> events) {
        for (var event : events) {
            if (event.id() > newest()) {
                keep(event);
                List.copyOf(clients).forEach(client -> client.emit(event));
            }
        }
    }

    /// What comes after the given event, and then what happens from now on; without an id only the latter. A client
    /// that missed more than is kept is told to load everything anew.
    Multi<LiveEvent> after(@Nullable Long lastSeen) {
        return Multi.createFrom()
                .<LiveEvent>emitter(client -> join(client, lastSeen), BackPressureStrategy.IGNORE)
                .onOverflow()
                .buffer(CLIENT_BUFFER);
    }

    synchronized int clients() {
        return clients.size();
    }

    private synchronized void join(MultiEmitter<? super LiveEvent> client, @Nullable Long lastSeen) {
        client.onTermination(() -> leave(client));
        if (lastSeen != null) {
            replay(client, lastSeen);
        }
        clients.add(client);
    }

    private void replay(MultiEmitter<? super LiveEvent> client, long lastSeen) {
        if (lastSeen < forgotten || lastSeen > newest()) {
            client.emit(new LiveEvent(newest(), LiveEvent.RESET, "{}"));
            return;
        }
        kept.stream().filter(event -> event.id() > lastSeen).forEach(client::emit);
    }

    private synchronized void leave(MultiEmitter<? super LiveEvent> client) {
        clients.remove(client);
    }

    private void keep(LiveEvent event) {
        kept.addLast(event);
        if (kept.size() > KEPT) {
            forgotten = kept.removeFirst().id();
        }
    }
}
