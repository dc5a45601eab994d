package io.llmlab.alert.notify;

import io.llmlab.alert.link.LinkConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// What keeps a channel from being as useful as it could be.
@ApplicationScoped
class ChannelWarnings {

    static final String NO_LINKS =
            "PUBLIC_URL is not set: messages have no links, to the alert or to acknowledge it. Set it to where people reach this system";

    private final LinkConfig links;
    private final ChannelRepository channels;
    private final ChannelCatalog catalog;

    ChannelWarnings(LinkConfig links, ChannelRepository channels, ChannelCatalog catalog) {
        this.links = links;
        this.channels = channels;
        this.catalog = catalog;
    }

    /// One sentence each; none of what is told to people by nobody.
    List<String> of(NotificationChannel channel) {
        return links.publicUrl().isEmpty() && tellsPeople(channel) ? List.of(NO_LINKS) : List.of();
    }

    private boolean tellsPeople(NotificationChannel channel) {
        return channel.type().reachesPeople()
                && channel.enabled()
                && catalog.missing(channel.type(), channel.config()).isEmpty();
    }

    /// Soon after the start, and each day again.
    @Scheduled(every = "24h", delayed = "5s")
    Uni<Void> say() {
        return links.publicUrl().isPresent()
                ? Uni.createFrom().voidItem()
                : Panache.withSession(channels::enabled)
                        .invoke(this::warn)
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(failure -> Log.warnf("Channels could not be looked at: %s", failure.toString()))
                        .onFailure()
                        .recoverWithNull();
    }

    private void warn(List<NotificationChannel> all) {
        var affected = all.stream()
                .filter(this::tellsPeople)
                .map(NotificationChannel::name)
                .toList();
        if (!affected.isEmpty()) {
            Log.warnf("Channels %s: %s", String.join(", ", affected), NO_LINKS);
        }
    }
}
