package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.outgoing.OutgoingGuard;
import io.llmlab.platform.outgoing.RefusedDestination;
import io.llmlab.platform.problem.DomainException.Conflict;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.JsonFailures;
import io.llmlab.platform.secret.Unopenable;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All kinds of channels, with their settings typed.
@ApplicationScoped
class ChannelCatalog {

    private final Map<ChannelType, Channel<?>> channels;
    private final Map<ChannelType, Integer> limits;
    private final ChannelSecrets secrets;
    private final OutgoingGuard guard;
    private final ObjectMapper mapper;

    ChannelCatalog(@All List<Channel<?>> channels, ChannelSecrets secrets, OutgoingGuard guard, ObjectMapper mapper) {
        this.channels = channels.stream().collect(Collectors.toMap(Channel::type, Function.identity()));
        this.limits = channels.stream()
                .filter(channel -> channel.maxPerMinute().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Channel::type, channel -> channel.maxPerMinute().getAsInt()));
        this.secrets = secrets;
        this.guard = guard;
        this.mapper = mapper;
    }

    /// What is stored once a person has written settings; nothing of it is looked at yet.
    ChannelSettings change(ChannelType type, ChannelSettings before, Map<String, Object> given) {
        return secrets.change(before, given, secrets(type));
    }

    /// The names of the given settings that are secrets, and not those that are stored. What cannot be opened differs.
    List<String> differing(ChannelType type, ChannelSettings stored, Map<String, Object> given) {
        return secrets.differing(stored, given, secrets(type));
    }

    /// Fails with [Invalid] where a setting is unknown or does not fit, or names what may not be called.
    Uni<Void> check(ChannelType type, ChannelSettings settings) {
        return check(channelOf(type), settings);
    }

    /// What it lacks to reach anybody, or empty: also where its secrets cannot be opened, which is another
    /// matter.
    Optional<String> missing(ChannelType type, ChannelSettings settings) {
        return unreadable(settings).isPresent() ? Optional.empty() : missing(channelOf(type), secrets.open(settings));
    }

    /// Why its secrets cannot be opened; empty where they can.
    Optional<String> unreadable(ChannelSettings settings) {
        return secrets.unreadable(settings);
    }

    /// Never fails. What the receiver said comes without the channel's secrets, and no longer than it is kept.
    Uni<Outcome> send(ChannelType type, ChannelSettings settings, Dispatch dispatch) {
        try {
            return send(channelOf(type), secrets.open(settings), dispatch);
        } catch (Unopenable closed) {
            var reason = unreadable(settings).orElse("a secret cannot be opened");
            return Uni.createFrom()
                    .item(closed.isKeyMissing() ? new Outcome.Delayed(reason, null) : new Outcome.Refused(reason));
        }
    }

    Set<String> secrets(ChannelType type) {
        return channelOf(type).secrets();
    }

    private <C> Uni<Void> check(Channel<C> channel, ChannelSettings stored) {
        var settings = read(channel, opened(stored));
        try {
            channel.check(settings);
        } catch (Invalid unfit) {
            throw unfit.under("/config");
        }
        return Multi.createFrom()
                .iterable(channel.destinations(settings))
                .onItem()
                .transformToUniAndConcatenate(this::check)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Void> check(Destination destination) {
        var checked = switch (destination) {
            case Destination.Url url -> guard.check(url.url());
            case Destination.Server server -> guard.check(server.host(), server.port());
        };
        return checked.onFailure(RefusedDestination.class)
                .transform(refused ->
                        Invalid.inBody("/config" + destination.pointer(), ((RefusedDestination) refused).reason()));
    }

    private Map<String, Object> opened(ChannelSettings stored) {
        try {
            return secrets.open(stored);
        } catch (Unopenable closed) {
            throw new Conflict("%s; give it anew, or remove it with null"
                    .formatted(unreadable(stored).orElse("A secret cannot be opened")));
        }
    }

    /// Messages a minute, of the types whose receivers have a limit.
    Map<ChannelType, Integer> limits() {
        return limits;
    }

    private <C> Optional<String> missing(Channel<C> channel, Map<String, Object> config) {
        return channel.missing(read(channel, config));
    }

    private <C> Uni<Outcome> send(Channel<C> channel, Map<String, Object> config, Dispatch dispatch) {
        var mask = Masker.ofSettings(config, channel.secrets());
        return Uni.createFrom()
                .deferred(() -> sendIfConfigured(channel, config, dispatch))
                .onFailure()
                .recoverWithItem(failure -> new Outcome.Delayed(Texts.oneLine(failure.toString()), null))
                .map(outcome -> outcome.masked(mask).shortened());
    }

    private <C> Uni<Outcome> sendIfConfigured(Channel<C> channel, Map<String, Object> config, Dispatch dispatch) {
        var settings = read(channel, config);
        return channel.missing(settings).isPresent()
                ? Uni.createFrom().item(new Outcome.Skipped(NotificationChannel.NOT_CONFIGURED))
                : channel.send(settings, dispatch);
    }

    private <C> C read(Channel<C> channel, Map<String, Object> config) {
        try {
            return mapper.treeToValue(mapper.valueToTree(config), channel.configType());
        } catch (JsonProcessingException unfit) {
            throw JsonFailures.explain(unfit, "/config");
        }
    }

    private Channel<?> channelOf(ChannelType type) {
        var channel = channels.get(type);
        if (channel == null) {
            throw new IllegalStateException("No class sends to channels of type " + type);
        }
        return channel;
    }
}
