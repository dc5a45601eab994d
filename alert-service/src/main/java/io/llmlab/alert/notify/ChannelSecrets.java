package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.secret.Sealer;
import io.llmlab.platform.secret.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Seals what is secret of channels' settings, and opens it for those who send.
@ApplicationScoped
class ChannelSecrets {

    private final Sealer sealer;
    private final ObjectMapper mapper;

    ChannelSecrets(Sealer sealer, ObjectMapper mapper) {
        this.sealer = sealer;
        this.mapper = mapper;
    }

    /// All settings as their channel reads them: never for an answer or a log.
    ///
    /// @throws Unopenable where a secret cannot be opened
    Map<String, Object> open(ChannelSettings settings) {
        if (settings.sealed().isEmpty()) {
            return settings.open();
        }
        var all = new HashMap<>(settings.open());
        settings.sealed()
                .forEach((name, value) -> all.put(name, read(sealer.open(value, place(settings.channel(), name)))));
        return all;
    }

    /// Why a channel cannot be used, naming the secret; empty where all can be opened.
    Optional<String> unreadable(ChannelSettings settings) {
        return settings.sealed().entrySet().stream()
                .flatMap(secret -> unreadable(settings.channel(), secret.getKey(), secret.getValue()).stream())
                .sorted()
                .findFirst();
    }

    /// The names of the given settings that are secrets, and not those that are stored. What cannot be opened differs.
    ///
    /// @param secrets the names of those that the type has
    List<String> differing(ChannelSettings stored, Map<String, @Nullable Object> given, Set<String> secrets) {
        return given.keySet().stream()
                .filter(secrets::contains)
                .filter(name -> !isStored(stored, name, given.get(name)))
                .sorted()
                .toList();
    }

    private boolean isStored(ChannelSettings stored, String name, @Nullable Object given) {
        var sealed = stored.sealed().get(name);
        if (sealed == null) {
            var plain = stored.open().get(name);
            return given == null ? plain == null : given.equals(plain);
        }
        return given != null
                && unreadable(stored.channel(), name, sealed).isEmpty()
                && given.equals(read(sealer.open(sealed, place(stored.channel(), name))));
    }

    /// What is stored once a person has written settings: a secret that is left out stays, and one that is
    /// null goes.
    ///
    /// @param secrets the names of those that the type has
    /// @throws Conflict where there is no key to seal with
    ChannelSettings change(ChannelSettings before, Map<String, @Nullable Object> given, Set<String> secrets) {
        var open = new HashMap<String, Object>();
        var sealed = new HashMap<>(before.sealed());
        before.plain(secrets)
                .forEach(name -> sealed.put(
                        name, seal(before.channel(), name, before.open().get(name))));
        given.forEach((name, value) -> {
            if (!secrets.contains(name)) {
                if (value != null) {
                    open.put(name, value);
                }
            } else if (value == null) {
                sealed.remove(name);
            } else {
                sealed.put(name, seal(before.channel(), name, value));
            }
        });
        return new ChannelSettings(before.channel(), open, sealed);
    }

    /// Whether something of it is not sealed with the key that seals now.
    boolean isStale(ChannelSettings settings, Set<String> secrets) {
        return sealer.hasKey()
                && (!settings.plain(secrets).isEmpty()
                        || !settings.sealed().values().stream().allMatch(sealer::isCurrent));
    }

    /// The same sealed with the key that seals now. What cannot be opened stays as it is: its key may come
    /// back.
    ChannelSettings sealedAnew(ChannelSettings settings, Set<String> secrets) {
        var open = new HashMap<>(settings.open());
        var sealed = new HashMap<>(settings.sealed());
        settings.sealed().forEach((name, old) -> sealed.put(name, sealedAnew(settings.channel(), name, old)));
        settings.plain(secrets).forEach(name -> sealed.put(name, seal(settings.channel(), name, open.remove(name))));
        return new ChannelSettings(settings.channel(), open, sealed);
    }

    private String sealedAnew(String channel, String name, String old) {
        if (sealer.isCurrent(old) || unreadable(channel, name, old).isPresent()) {
            return old;
        }
        var place = place(channel, name);
        return sealer.seal(sealer.open(old, place), place);
    }

    private Optional<String> unreadable(String channel, String name, String sealed) {
        try {
            var _ = sealer.open(sealed, place(channel, name));
            return Optional.empty();
        } catch (Unopenable closed) {
            return Optional.of(explain(name, closed));
        }
    }

    static String explain(String name, Unopenable closed) {
        return "the secret %s cannot be opened: %s".formatted(name, closed.getMessage());
    }

    private String seal(String channel, String name, @Nullable Object value) {
        try {
            return sealer.seal(mapper.writeValueAsString(value), place(channel, name));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A setting is no JSON", unwritable);
        }
    }

    private Object read(String json) {
        try {
            return mapper.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("What was sealed is no JSON", unreadable);
        }
    }

    private static String place(String channel, String setting) {
        return "alert.notification_channel/%s/%s".formatted(channel, setting);
    }
}
