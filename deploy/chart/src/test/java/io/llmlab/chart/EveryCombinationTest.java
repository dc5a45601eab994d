package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What holds whatever the values say. `Switches` says which of their combinations are rendered.
class EveryCombinationTest {

    private static final Map<JsonNode, List<JsonNode>> RENDERED = new ConcurrentHashMap<>();

    @BeforeAll
    static void render() {
        new Switches().combinations().parallelStream().forEach(values -> RENDERED.put(values, Chart.render(values)));
    }

    /// Else a switch may be added that no group tries out with its neighbours.
    @Test
    void eachSwitchIsCompletelyCombinedWithItsNeighbours() {
        var grouped = Switches.GROUPS.stream().flatMap(Set::stream).distinct().toList();

        assertThat(new Switches().names()).containsExactlyInAnyOrderElementsOf(grouped);
        // 2·3·2·2·2·2·3 of the servers, 4·3·3·2·2·2 around the services; what both the array and a group have counts
        // once.
        assertThat(RENDERED).hasSizeGreaterThan(288 + 288);
    }

    @Test
    void eachIsWhatKubernetesAndTheOperatorsTake() {
        var schemas = new Schemas();
        holds(manifests -> manifests.flatMap(manifest -> schemas.errors(manifest.tree()).stream()));
    }

    @Test
    void noObjectIsThereTwice() {
        holds(manifests -> {
            var seen = new ArrayList<String>();
            return manifests
                    .map(manifest -> manifest.kind() + " " + manifest.name())
                    .filter(name -> {
                        var twice = seen.contains(name);
                        seen.add(name);
                        return twice;
                    });
        });
    }

    @Test
    void nothingRunsAsRootOrGainsPrivileges() {
        holds(manifests -> manifests.filter(Manifest::hasPods).flatMap(Security::weaknesses));
    }

    @Test
    void whatAPodNamesIsThereOrBroughtByThePersonWhoInstalls() {
        RENDERED.forEach((values, documents) -> assertThat(References.missing(values, documents))
                .as(values.toString())
                .isEmpty());
    }

    @Test
    void whatSelectsOrLeadsToPodsFindsThem() {
        RENDERED.forEach((values, documents) ->
                assertThat(Targets.missed(documents)).as(values.toString()).isEmpty());
    }

    /// `minAvailable` would block it where an autoscaler or a person leaves one replica.
    @Test
    void aDrainIsNeverBlocked() {
        holds(manifests -> manifests
                .filter(manifest -> manifest.kind().equals("PodDisruptionBudget"))
                .filter(budget -> budget.tree().at("/spec/maxUnavailable").asInt(0) != 1
                        || budget.tree().at("/spec").has("minAvailable"))
                .map(Manifest::name));
    }

    @Test
    void everyPodIsCoveredByTheNetworkPolicies() {
        RENDERED.forEach((values, documents) -> {
            if (values.path("networkPolicy").path("enabled").asBoolean(true)) {
                assertThat(NetworkPolicies.uncovered(documents))
                        .as(values.toString())
                        .isEmpty();
            }
        });
    }

    @Test
    void aStrictLintHasNothingToSay() throws IOException {
        assertThat(Chart.lint(Yaml.of("{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}")))
                .isEmpty();
        assertThat(Chart.lint(Yaml.read(Chart.FOLDER.resolve("values-evaluation.yaml"))))
                .isEmpty();
        assertThat(Chart.lint(new Switches().most())).isEmpty();
    }

    /// @param objections what is wrong with a rendering
    private static void holds(Function<Stream<Manifest>, Stream<String>> objections) {
        assertThat(RENDERED).hasSizeGreaterThan(20);
        RENDERED.forEach((values, documents) -> assertThat(objections.apply(Manifest.of(documents)))
                .as(values.toString())
                .isEmpty());
    }
}
