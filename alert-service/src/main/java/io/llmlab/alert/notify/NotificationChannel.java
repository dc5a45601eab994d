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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
        channel.createdAt = at;
        channel.updatedAt = at;
        return channel;
    }

    /// @param messages a minute, or null: as many as its type allows
    void limit(@Nullable Integer messages) {
        maxPerMinute = messages;
    }

    /// Takes over what is given. A secret that is left out of the settings stays; one that is null goes.
    void change(@Nullable Boolean enabled, @Nullable Map<String, Object> settings, Set<String> secrets, Instant at) {
        if (enabled != null) {
            this.enabled = enabled;
            disabledReason = null;
        }
        if (settings != null) {
            var all = new HashMap<>(settings);
            secrets.stream().filter(config::containsKey).forEach(secret -> all.putIfAbsent(secret, config.get(secret)));
            settings.keySet().stream().filter(key -> settings.get(key) == null).forEach(all::remove);
            all.values().removeIf(Objects::isNull);
            config = all;
        }
        updatedAt = at;
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

    /// The settings, secrets included: never for an answer or a log.
    Map<String, Object> config() {
        return config;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
