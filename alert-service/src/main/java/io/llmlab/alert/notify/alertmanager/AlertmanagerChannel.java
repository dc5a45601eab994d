package io.llmlab.alert.notify.alertmanager;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.Patience;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Posts what Prometheus Alertmanager would, so that what receives its webhooks receives these alerts too.
@ApplicationScoped
class AlertmanagerChannel implements Channel<AlertmanagerConfig> {

    private final HttpPost http;

    AlertmanagerChannel(HttpPost http) {
        this.http = http;
    }

    @Override
    public ChannelType type() {
        return ChannelType.ALERTMANAGER;
    }

    @Override
    public Class<AlertmanagerConfig> configType() {
        return AlertmanagerConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("headers");
    }

    @Override
    public List<Destination> destinations(AlertmanagerConfig config) {
        return Destination.ofUrl("/url", config.url());
    }

    @Override
    public Optional<String> missing(AlertmanagerConfig config) {
        return config.url() == null ? Optional.of("url is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(AlertmanagerConfig config, Dispatch dispatch) {
        var body = AlertmanagerBody.of(dispatch.message());
        return http.send(
                String.valueOf(config.url()),
                config.sentAlong(),
                body.toString().getBytes(StandardCharsets.UTF_8),
                Patience.of(config.timeout()));
    }
}
