package io.llmlab.alert.notify.heartbeat;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.signal.NewsKind;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Pings a URL by POST, as healthchecks.io and Dead Man's Snitch take it. A ping that comes too late is none: it
/// would say that all is well of a lab that was not.
@ApplicationScoped
class HeartbeatChannel implements Channel<HeartbeatConfig> {

    private final HttpPost http;
    private final Clock clock;

    HeartbeatChannel(HttpPost http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    @Override
    public ChannelType type() {
        return ChannelType.HEARTBEAT;
    }

    @Override
    public Class<HeartbeatConfig> configType() {
        return HeartbeatConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("url");
    }

    @Override
    public Optional<String> missing(HeartbeatConfig config) {
        return config.url() == null ? Optional.of("url is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(HeartbeatConfig config, Dispatch dispatch) {
        var message = dispatch.message();
        if (!message.test() && message.kind() != NewsKind.HEARTBEAT) {
            return skipped("a heartbeat channel takes no alerts");
        }
        var taken = Duration.between(message.at(), clock.instant());
        return taken.compareTo(config.allowed()) > 0
                ? skipped("the synthetic finding took %d s; %d are allowed"
                        .formatted(taken.toSeconds(), config.allowed().toSeconds()))
                : http.send(String.valueOf(config.url()), Map.of(), body(message, taken), config.patience());
    }

    private static Uni<Outcome> skipped(String reason) {
        return Uni.createFrom().item(new Outcome.Skipped(reason));
    }

    /// For who reads the receiver's log.
    private static byte[] body(Message message, Duration taken) {
        return "{\"test\": %s, \"left_at\": \"%s\", \"seconds\": %d}"
                .formatted(message.test(), message.at(), Math.max(0, taken.toSeconds()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
