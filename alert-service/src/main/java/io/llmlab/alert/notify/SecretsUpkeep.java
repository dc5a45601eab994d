package io.llmlab.alert.notify;

import io.llmlab.platform.secret.Sealer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/// Seals at the start, and each hour, what is not sealed with the key that seals now: secrets that an older
/// version stored in plain, and those of the key before. Says what cannot be opened.
@ApplicationScoped
class SecretsUpkeep {

    private static final int LOT = 100;

    private final ChannelRepository channels;
    private final ChannelCatalog catalog;
    private final ChannelSecrets secrets;
    private volatile boolean stopped;

    SecretsUpkeep(ChannelRepository channels, ChannelCatalog catalog, ChannelSecrets secrets) {
        this.channels = channels;
        this.catalog = catalog;
        this.secrets = secrets;
    }

    /// A key that is none ends the start here, with a message that says which.
    void start(@Observes StartupEvent event, Sealer sealer) {
        if (!sealer.hasKey()) {
            Log.warn(
                    "LLMLAB_SECRETS_KEYS is not set: no secret of a channel can be stored, and none that is sealed be used");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    @Scheduled(every = "1h", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> tick() {
        return stopped
                ? Uni.createFrom().voidItem()
                : sealAll()
                        .onFailure()
                        .invoke(failure -> Log.warnf("Secrets are sealed later: %s", failure.toString()))
                        .onFailure()
                        .recoverWithNull();
    }

    /// All channels in lots, a transaction each.
    Uni<Void> sealAll() {
        return sealAfter("");
    }

    private Uni<Void> sealAfter(String name) {
        return Panache.withTransaction(() -> channels.lotAfter(name, LOT).invoke(lot -> lot.forEach(this::seal)))
                .chain(lot -> lot.size() < LOT || stopped
                        ? Uni.createFrom().voidItem()
                        : sealAfter(lot.getLast().name()));
    }

    private void seal(NotificationChannel channel) {
        var settings = channel.config();
        var names = catalog.secrets(channel.type());
        catalog.unreadable(settings).ifPresent(why -> Log.errorf("Channel %s sends nothing, %s", channel.name(), why));
        if (secrets.isStale(settings, names)) {
            channel.keep(secrets.sealedAnew(settings, names));
        } else if (!settings.plain(names).isEmpty()) {
            Log.errorf("Channel %s has secrets that are not sealed: %s", channel.name(), settings.plain(names));
        }
    }
}
