package io.llmlab.alert.notify.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.ReceiverUrl;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Posts to an incoming webhook of Slack (docs.slack.dev, Sending messages using incoming webhooks).
@RegisterForReflection(ignoreNested = false)
@ApplicationScoped
class SlackChannel implements Channel<SlackChannel.Config> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpPost http;
    private final ObjectMapper mapper;
    private final SlackDefaults defaults;
    private final Templates templates;

    /// @param webhookUrl null: SLACK_WEBHOOK_URL. It is a secret: whoever knows it can post.
    /// @param template of what stands between the header and the buttons, in mrkdwn
    record Config(@Nullable String webhookUrl, @Nullable String template) {
        Config {
            if (webhookUrl != null) {
                ReceiverUrl.require(webhookUrl, "/webhook_url");
            }
        }
    }

    SlackChannel(HttpPost http, ObjectMapper mapper, SlackDefaults defaults, Templates templates) {
        this.http = http;
        this.templates = templates;
        this.mapper = mapper;
        this.defaults = defaults;
    }

    @Override
    public ChannelType type() {
        return ChannelType.SLACK;
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("webhook_url");
    }

    /// One a second for a webhook (docs.slack.dev, Rate limits).
    @Override
    public OptionalInt maxPerMinute() {
        return OptionalInt.of(60);
    }

    @Override
    public void check(Config config) {
        templates.check(config.template(), "/template", Escape.MRKDWN);
    }

    @Override
    public List<Destination> destinations(Config config) {
        return Destination.ofUrl("/webhook_url", config.webhookUrl());
    }

    @Override
    public Optional<String> missing(Config config) {
        return url(config).isPresent()
                ? Optional.empty()
                : Optional.of("neither webhook_url nor SLACK_WEBHOOK_URL is set");
    }

    @Override
    public Uni<Outcome> send(Config config, Dispatch dispatch) {
        return http.send(url(config).orElseThrow(), Map.of(), body(config, dispatch.message()), TIMEOUT)
                .map(SlackChannel::judge);
    }

    private Optional<String> url(Config config) {
        return Optional.ofNullable(config.webhookUrl()).or(defaults::webhookUrl);
    }

    /// Slack answers `ok`. A 200 that says anything else comes from something in between, such as a page to log
    /// in.
    private static Outcome judge(Outcome outcome) {
        return outcome instanceof Outcome.Sent sent && !sent.answer().equals("200 ok")
                ? new Outcome.Delayed("not Slack's answer: " + sent.answer(), null)
                : outcome;
    }

    private byte[] body(Config config, Message message) {
        try {
            var own =
                    templates.render(config.template(), Escape.MRKDWN, message).orElse(null);
            return mapper.writeValueAsBytes(SlackMessage.of(message, own));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A message is no JSON", unwritable);
        }
    }
}
