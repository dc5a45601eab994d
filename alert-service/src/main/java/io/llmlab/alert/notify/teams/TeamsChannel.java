package io.llmlab.alert.notify.teams;

import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Posts an adaptive card to a workflow of Teams, which answers 202.
@ApplicationScoped
class TeamsChannel implements Channel<TeamsConfig> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpPost http;
    private final Templates templates;

    TeamsChannel(HttpPost http, Templates templates) {
        this.http = http;
        this.templates = templates;
    }

    @Override
    public ChannelType type() {
        return ChannelType.TEAMS;
    }

    @Override
    public Class<TeamsConfig> configType() {
        return TeamsConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("webhook_url");
    }

    @Override
    public void check(TeamsConfig config) {
        templates.check(config.template(), "/template", Escape.NONE);
    }

    /// Four a second for a Workflow; beyond, it answers 429.
    @Override
    public OptionalInt maxPerMinute() {
        return OptionalInt.of(240);
    }

    @Override
    public List<Destination> destinations(TeamsConfig config) {
        return Destination.ofUrl("/webhook_url", config.webhookUrl());
    }

    @Override
    public Optional<String> missing(TeamsConfig config) {
        return config.webhookUrl() == null ? Optional.of("webhook_url is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(TeamsConfig config, Dispatch dispatch) {
        var own = templates
                .render(config.template(), Escape.NONE, dispatch.message())
                .orElse(null);
        return http.send(String.valueOf(config.webhookUrl()), Map.of(), TeamsCard.of(dispatch.message(), own), TIMEOUT);
    }
}
