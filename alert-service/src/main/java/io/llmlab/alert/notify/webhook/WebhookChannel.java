package io.llmlab.alert.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.platform.security.WebhookSignature;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Posts the message as JSON, with the headers of Standard Webhooks 1.0.0.
@ApplicationScoped
class WebhookChannel implements Channel<WebhookConfig> {

    private final HttpPost http;
    private final ObjectMapper mapper;
    private final Clock clock;

    WebhookChannel(HttpPost http, ObjectMapper mapper, Clock clock) {
        this.http = http;
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
        return Set.of("secret", "headers");
    }

    @Override
    public Optional<String> missing(WebhookConfig config) {
        return config.url() == null ? Optional.of("url is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(WebhookConfig config, Dispatch dispatch) {
        var body = body(dispatch);
        var url = String.valueOf(config.url());
        return http.send(url, headers(config, dispatch.key(), body), body, config.patience());
    }

    private Map<String, String> headers(WebhookConfig config, String id, byte[] body) {
        var timestamp = clock.instant().getEpochSecond();
        var headers = new HashMap<String, String>();
        if (config.headers() != null) {
            headers.putAll(config.headers());
        }
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        if (config.secret() != null) {
            headers.put("webhook-signature", WebhookSignature.of(config.secret(), id, timestamp, body));
        }
        return headers;
    }

    private byte[] body(Dispatch dispatch) {
        try {
            return mapper.writeValueAsBytes(WebhookBody.of(dispatch.message()));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("A message is no JSON", unwritable);
        }
    }
}
