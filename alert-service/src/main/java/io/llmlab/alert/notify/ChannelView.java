package io.llmlab.alert.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A channel without its secrets.
///
/// @param configured whether a message would go out: it is enabled and knows a receiver
/// @param missing what it lacks, or null
@Schema(name = "NotificationChannel")
record ChannelView(
        String name,
        ChannelType type,
        boolean enabled,
        Map<String, Object> config,

        @Schema(description = "Whether a message would go out: it is enabled and knows a receiver")
        boolean configured,

        @Nullable String missing,

        @Schema(description = "Names of the settings that are kept but never returned")
        List<String> secretsSet,

        Instant createdAt,
        Instant updatedAt) {

    static ChannelView of(NotificationChannel channel, ChannelCatalog catalog) {
        var secrets = catalog.secrets(channel.type());
        var open = new TreeMap<>(channel.config());
        open.keySet().removeAll(secrets);
        var missing = catalog.missing(channel.type(), channel.config()).orElse(null);
        return new ChannelView(
                channel.name(),
                channel.type(),
                channel.enabled(),
                open,
                channel.enabled() && missing == null,
                missing,
                channel.config().keySet().stream()
                        .filter(secrets::contains)
                        .sorted()
                        .toList(),
                channel.createdAt(),
                channel.updatedAt());
    }
}
