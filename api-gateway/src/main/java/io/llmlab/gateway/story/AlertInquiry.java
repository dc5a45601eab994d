package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.proxy.Owner;
import io.llmlab.gateway.proxy.OwnerClient;
import io.llmlab.gateway.story.Facts.Alerting;
import io.llmlab.gateway.story.StoryView.Incident;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Asks alert-service what its rules said of a run, and what came of it.
@ApplicationScoped
class AlertInquiry {

    /// A run opens one alert a rule.
    private static final int MOST_ALERTS = 20;

    /// What is written there waits to be looked at.
    private static final Set<String> READ_BY_NOBODY = Set.of("console", "database", "heartbeat");

    private final OwnerClient owners;

    AlertInquiry(OwnerClient owners) {
        this.owners = owners;
    }

    /// Fails where alert-service does not answer.
    Uni<Alerting> of(long run) {
        return Uni.combine()
                .all()
                .unis(
                        list("/alert-rulings?run_id=%d&limit=1000".formatted(run)),
                        list("/alert-rules?limit=1000"),
                        list("/notification-channels?limit=1000"))
                .asTuple()
                .chain(said -> incidents(run, said.getItem1())
                        .map(incidents -> new Alerting(
                                said.getItem1(), off(said.getItem2()), incidents, people(said.getItem3()))));
    }

    private Uni<List<Incident>> incidents(long run, List<JsonNode> rulings) {
        return Multi.createFrom()
                .items(rulings.stream()
                        .map(ruling -> ruling.path("alert_id"))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asLong)
                        .distinct()
                        .limit(MOST_ALERTS))
                .onItem()
                .transformToUniAndConcatenate(alert -> incident(run, alert))
                .collect()
                .asList();
    }

    private Uni<Incident> incident(long run, long alert) {
        return Uni.combine()
                .all()
                .unis(
                        owners.get(Owner.ALERT, "/alerts/" + alert, Inquiry.PATIENCE),
                        list("/alerts/%d/timeline?limit=1000".formatted(alert)),
                        list("/alerts/%d/notifications?limit=1000".formatted(alert)))
                .with((known, timeline, deliveries) -> incident(run, known, timeline, deliveries));
    }

    private static Incident incident(long run, JsonNode alert, List<JsonNode> timeline, List<JsonNode> deliveries) {
        var began = isOf(run, alert) || Inquiry.elements(alert.path("parts")).anyMatch(part -> isOf(run, part));
        return new Incident(
                alert,
                began,
                began
                        ? timeline
                        : timeline.stream()
                                .filter(entry -> isOf(run, entry.path("details")))
                                .toList(),
                deliveries);
    }

    private static boolean isOf(long run, JsonNode subject) {
        return subject.path("run_id").asLong() == run;
    }

    private static List<JsonNode> off(List<JsonNode> rules) {
        return rules.stream()
                .filter(rule -> !rule.path("enabled").asBoolean(true))
                .toList();
    }

    private static Set<String> people(List<JsonNode> channels) {
        return channels.stream()
                .filter(channel -> !READ_BY_NOBODY.contains(channel.path("type").asText()))
                .map(channel -> channel.path("name").asText())
                .collect(Collectors.toSet());
    }

    private Uni<List<JsonNode>> list(String path) {
        return owners.ask(Owner.ALERT, HttpMethod.GET, path, Inquiry.PATIENCE)
                .map(answer -> Inquiry.elements(Inquiry.required(answer)).toList());
    }
}
