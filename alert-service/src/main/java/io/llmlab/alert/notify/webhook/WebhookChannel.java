package io.llmlab.alert.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import io.llmlab.alert.notify.webhook.WebhookConfig.Payload;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.llmlab.platform.security.WebhookSignature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Posts the message as JSON, with the headers of Standard Webhooks 1.0.0.
@ApplicationScoped
class WebhookChannel implements Channel<WebhookConfig> {

    private final HttpPost http;
    private final Templates templates;
    private final ObjectMapper mapper;
    private final Clock clock;

    WebhookChannel(HttpPost http, Templates templates, ObjectMapper mapper, Clock clock) {
        this.http = http;
        this.templates = templates;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public ChannelType type() {
        return ChannelType.WEBHOOK;
    }

    @Override
    public Class<WebhookConfig> configType() {
        return WebhookConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("secret", "previous_secret", "headers");
    }

    @Override
    public void check(WebhookConfig config) {
        templates.check(config.template(), "/template", Escape.JSON);
        Templates.samples()
                .flatMap(sample -> templates.render(config.template(), Escape.JSON, sample).stream())
                .forEach(this::requireJson);
    }

    @Override
    public List<Destination> destinations(WebhookConfig config) {
        return Destination.ofUrl("/url", config.url());
    }

    @Override
    public Optional<String> missing(WebhookConfig config) {
        return config.url() == null ? Optional.of("url is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(WebhookConfig config, Dispatch dispatch) {
        var body = body(config, dispatch.message());
        var url = String.valueOf(config.url());
        return http.send(url, headers(config, dispatch.key(), body), body, config.patience());
    }

    private void requireJson(String body) {
        try {
            if (mapper.readTree(body).isMissingNode()) {
                throw Invalid.inBody("/template", "makes no JSON: nothing comes of it");
            }
        } catch (JsonProcessingException none) {
            throw Invalid.inBody("/template", "makes no JSON: " + none.getOriginalMessage());
        }
    }

    private Map<String, String> headers(WebhookConfig config, String id, byte[] body) {
        var timestamp = clock.instant().getEpochSecond();
        var headers = new HashMap<String, String>();
        if (config.headers() != null) {
            headers.putAll(config.headers());
        }
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        if (!config.signers().isEmpty()) {
            headers.put("webhook-signature", signatures(config, id, timestamp, body));
        }
        return headers;
    }

    /// The standard has one signature a secret, in one header, between blanks.
    private static String signatures(WebhookConfig config, String id, long timestamp, byte[] body) {
        return config.signers().stream()
                .map(secret -> WebhookSignature.of(secret, id, timestamp, body))
                .collect(Collectors.joining(" "));
    }

    private byte[] body(WebhookConfig config, Message message) {
        return templates
                .render(config.template(), Escape.JSON, message)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> config.payload() == Payload.FLAT
                        ? json(FlatBody.of(message))
                        : Fitting.of(message, fitted -> json(WebhookBody.of(fitted))));
    }

    private byte[] json(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A message is no JSON", unwritable);
        }
    }
}
