package io.llmlab.alert.notify;

import io.llmlab.alert.notify.ChannelUsers.Use;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A channel without its secrets.
@Schema(name = "NotificationChannel")
record ChannelView(
        String name,
        ChannelType type,
        boolean enabled,

        @Schema(description = "Why the system disabled it: its receiver answered 410 Gone. Enable it to use it again")
        @Nullable
        String disabledReason,

        @Schema(description = "Messages a minute that it is sent at most; null where there is no limit") @Nullable
        Integer maxPerMinute,

        Map<String, Object> config,

        @Schema(description = "Whether a message would go out: it is enabled and knows a receiver")
        boolean configured,

        @Schema(description = "What it lacks to be configured") @Nullable
        String missing,

        @Schema(
                description =
                        "Whether an alert would reach somebody by it: it is configured, leaves this system, and an enabled rule names it")
        boolean reachesPeople,

        @Schema(description = "The enabled rules that name it, and routes as 'route <name>'")
        List<String> rules,

        @Schema(description = "What keeps it from being as useful as it could be, one sentence each")
        List<String> warnings,

        @Schema(description = "Names of the settings that are kept but never returned")
        List<String> secretsSet,

        @Schema(
                description =
                        "Why its secrets cannot be opened, for example because their key is gone; nothing is sent until they can, or are set anew")
        @Nullable
        String secretsUnreadable,

        Instant createdAt,
        Instant updatedAt) {

    static ChannelView of(
            NotificationChannel channel, ChannelCatalog catalog, ChannelWarnings warnings, List<Use> uses) {
        var secrets = catalog.secrets(channel.type());
        var open = new TreeMap<>(channel.config().open());
        open.keySet().removeAll(secrets);
        var unreadable = catalog.unreadable(channel.config()).orElse(null);
        var missing = catalog.missing(channel.type(), channel.config()).orElse(null);
        var configured = channel.enabled() && missing == null && unreadable == null;
        var rules = uses.stream()
                .filter(use -> use.active() && use.names(channel.name()))
                .map(Use::id)
                .toList();
        return new ChannelView(
                channel.name(),
                channel.type(),
                channel.enabled(),
                channel.disabledReason(),
                limit(channel, catalog),
                open,
                configured,
                missing,
                configured && channel.type().reachesPeople() && !rules.isEmpty(),
                rules,
                warnings.of(channel),
                List.copyOf(channel.config().kept(secrets)),
                unreadable,
                channel.createdAt(),
                channel.updatedAt());
    }

    private static @Nullable Integer limit(NotificationChannel channel, ChannelCatalog catalog) {
        return channel.maxPerMinute() == null ? catalog.limits().get(channel.type()) : channel.maxPerMinute();
    }
}
