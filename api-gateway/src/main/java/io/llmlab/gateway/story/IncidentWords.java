package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.story.StoryView.Incident;
import java.util.Optional;
import java.util.stream.Stream;

/// What became of one alert, in sentences.
record IncidentWords(long run, Incident incident) {

    Stream<String> sentences() {
        return Stream.of(
                        Stream.of(beginning()),
                        incident.timeline().reversed().stream().flatMap(entry -> entry(entry).stream()),
                        deliveries())
                .flatMap(sentences -> sentences);
    }

    private String beginning() {
        var title = incident.alert().path("title").asText();
        if (incident.beganWithRun()) {
            return "Alert %s opened: %s".formatted(id(), title);
        }
        return "Alert %s is about it already, since run %s: %s"
                .formatted(id(), incident.alert().path("run_id").asText("?"), title);
    }

    private Optional<String> entry(JsonNode entry) {
        return switch (entry.path("kind").asText()) {
            case "held" ->
                Optional.of("Alert %s: held back, %s"
                        .formatted(id(), entry.path("reason").asText("no reason")));
            case "cancelled" ->
                Optional.of("Alert %s: not sent any more, %s"
                        .formatted(id(), entry.path("reason").asText("no reason")));
            case "planned" -> planned(entry.path("details"));
            default -> Optional.empty();
        };
    }

    private Optional<String> planned(JsonNode details) {
        return details.path("channels").isEmpty()
                ? Optional.of("Alert %s: neither its rule nor a route names a channel".formatted(id()))
                : Optional.empty();
    }

    private Stream<String> deliveries() {
        return incident.deliveries().reversed().stream()
                .map(delivery -> "Alert %s: %s by %s: %s%s"
                        .formatted(
                                id(),
                                delivery.path("kind").asText("news"),
                                delivery.path("channel").asText(),
                                delivery.path("status").asText(),
                                reason(delivery)));
    }

    private static String reason(JsonNode delivery) {
        return delivery.path("reason").isTextual()
                ? ", " + delivery.path("reason").asText()
                : "";
    }

    private String id() {
        return incident.alert().path("id").asText();
    }
}
