package io.llmlab.alert.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.problem.JsonFailures;
import io.quarkus.arc.All;
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
    private final ObjectMapper mapper;

    ChannelCatalog(@All List<Channel<?>> channels, ObjectMapper mapper) {
        this.channels = channels.stream().collect(Collectors.toMap(Channel::type, Function.identity()));
        this.limits = channels.stream()
                .filter(channel -> channel.maxPerMinute().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Channel::type, channel -> channel.maxPerMinute().getAsInt()));
        this.mapper = mapper;
    }

    /// @throws Invalid where a setting is unknown or does not fit
    void check(ChannelType type, Map<String, Object> config) {
        check(channelOf(type), config);
    }

    Optional<String> missing(ChannelType type, Map<String, Object> config) {
        return missing(channelOf(type), config);
    }

    /// Never fails. What the receiver said comes without the channel's secrets, and no longer than it is kept.
    Uni<Outcome> send(ChannelType type, Map<String, Object> config, Dispatch dispatch) {
        return send(channelOf(type), config, dispatch);
    }

    Set<String> secrets(ChannelType type) {
        return channelOf(type).secrets();
    }

    private <C> void check(Channel<C> channel, Map<String, Object> config) {
        var settings = read(channel, config);
        try {
            channel.check(settings);
        } catch (Invalid unfit) {
            throw unfit.under("/config");
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
