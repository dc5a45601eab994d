package io.llmlab.alert.notify.pagerduty;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.Channel;
import io.llmlab.alert.notify.ChannelType;
import io.llmlab.alert.notify.Destination;
import io.llmlab.alert.notify.Dispatch;
import io.llmlab.alert.notify.HttpPost;
import io.llmlab.alert.notify.Outcome;
import io.llmlab.alert.notify.template.Escape;
import io.llmlab.alert.notify.template.Templates;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Opens incidents in PagerDuty, acknowledges and resolves them.
@ApplicationScoped
class PagerDutyChannel implements Channel<PagerDutyConfig> {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpPost http;
    private final Templates templates;

    PagerDutyChannel(HttpPost http, Templates templates) {
        this.http = http;
        this.templates = templates;
    }

    @Override
    public ChannelType type() {
        return ChannelType.PAGERDUTY;
    }

    @Override
    public Class<PagerDutyConfig> configType() {
        return PagerDutyConfig.class;
    }

    @Override
    public Set<String> secrets() {
        return Set.of("routing_key");
    }

    /// Events of one integration (community.pagerduty.com, Monitoring API rate limiting); beyond, it answers 429.
    @Override
    public OptionalInt maxPerMinute() {
        return OptionalInt.of(120);
    }

    @Override
    public void check(PagerDutyConfig config) {
        templates.check(config.template(), "/template", Escape.NONE);
    }

    @Override
    public List<Destination> destinations(PagerDutyConfig config) {
        return Destination.ofUrl("/url", config.url());
    }

    @Override
    public Optional<String> missing(PagerDutyConfig config) {
        return config.routingKey() == null ? Optional.of("routing_key is not set") : Optional.empty();
    }

    @Override
    public Uni<Outcome> send(PagerDutyConfig config, Dispatch dispatch) {
        return Multi.createFrom()
                .iterable(events(config, dispatch))
                .onItem()
                .transformToUniAndConcatenate(event -> post(config, event))
                .collect()
                .asList()
                .map(PagerDutyChannel::together);
    }

    private List<ObjectNode> events(PagerDutyConfig config, Dispatch dispatch) {
        var message = dispatch.message();
        var summary = templates.render(config.template(), Escape.NONE, message).orElseGet(message::title);
        return PagerDutyEvent.of(String.valueOf(config.routingKey()), dispatch.key(), summary, message);
    }

    /// What did not get through; all are sent again then, which changes nothing where they had arrived.
    private static Outcome together(List<Outcome> outcomes) {
        return outcomes.stream()
                .filter(outcome -> !(outcome instanceof Outcome.Sent))
                .findFirst()
                .orElseGet(outcomes::getFirst);
    }

    private Uni<Outcome> post(PagerDutyConfig config, ObjectNode event) {
        return http.send(config.address(), Map.of(), event.toString().getBytes(StandardCharsets.UTF_8), TIMEOUT);
    }
}
