package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.story.StoryView.Evaluated;
import io.llmlab.gateway.story.StoryView.Incident;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the owners say of a run. What is empty could not be asked.
record Facts(Optional<JsonNode> run, Optional<Evaluated> evaluation, Optional<Alerting> alerting) {

    /// What alert-service made of the run.
    ///
    /// @param rulings the last first
    /// @param off rules that are switched off now
    /// @param people names of the channels that people look at
    record Alerting(List<JsonNode> rulings, List<JsonNode> off, List<Incident> incidents, Set<String> people) {}

    /// The services that could not be asked.
    List<String> stale() {
        return List.of(
                        away(
                                run,
                                "benchmark-runner-service is away: what kind of run it is, and how it ended, is missing"),
                        away(evaluation, "regression-service is away: what was found is missing"),
                        away(alerting, "alert-service is away: rules, alerts and deliveries are missing"))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> away(Optional<?> part, String words) {
        return part.isPresent() ? Optional.empty() : Optional.of(words);
    }
}
