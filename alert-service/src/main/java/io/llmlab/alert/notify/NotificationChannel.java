package io.llmlab.alert.notify;

import io.llmlab.alert.signal.JsonObject;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A receiver that rules name.
@Entity
public class NotificationChannel {

    static final String NOT_CONFIGURED = "not configured";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;

    @Enumerated(EnumType.STRING)
    private ChannelType type;

    private boolean enabled;
    private @Nullable String disabledReason;
    private @Nullable Integer maxPerMinute;

    @Convert(converter = JsonObject.class)
    private Map<String, Object> config;

    @Convert(converter = SealedColumn.class)
    private Map<String, String> secrets;

    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private int version;

    protected NotificationChannel() {} // for Hibernate

    static NotificationChannel of(String name, ChannelType type, Instant at) {
        var channel = new NotificationChannel();
        channel.name = name;
        channel.type = type;
        channel.enabled = true;
        channel.config = Map.of();
        channel.secrets = Map.of();
        channel.createdAt = at;
        channel.updatedAt = at;
        return channel;
    }

    /// @param messages a minute, or null: as many as its type allows
    void limit(@Nullable Integer messages) {
        maxPerMinute = messages;
    }

    /// Takes over what is given.
    void change(@Nullable Boolean enabled, @Nullable ChannelSettings settings, Instant at) {
        if (enabled != null) {
            this.enabled = enabled;
            disabledReason = null;
        }
        if (settings != null) {
            keep(settings);
        }
        updatedAt = at;
    }

    /// The same settings, stored in another way: no change of the channel.
    void keep(ChannelSettings settings) {
        config = settings.open();
        secrets = settings.sealed();
    }

    String name() {
        return name;
    }

    ChannelType type() {
        return type;
    }

    boolean enabled() {
        return enabled;
    }

    /// Whether what is to be sent waits until a person has looked at it: nobody chose that it is not sent.
    boolean isOutOfUse() {
        return !enabled && disabledReason != null;
    }

    /// Why the system itself disabled it; null where it is enabled, or a person disabled it.
    @Nullable
    String disabledReason() {
        return disabledReason;
    }

    /// Messages a minute; null where the type's own limit holds.
    @Nullable
    Integer maxPerMinute() {
        return maxPerMinute;
    }

    ChannelSettings config() {
        return new ChannelSettings(name, config, secrets);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
