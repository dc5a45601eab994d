package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What holds whatever the values say: every three of the main switches meet in all combinations.
class EveryCombinationTest {

    private static final Map<JsonNode, List<JsonNode>> RENDERED = new LinkedHashMap<>();

    @BeforeAll
    static void render() {
        new Switches().combinations().forEach(values -> RENDERED.put(values, Chart.render(values)));
    }

    @Test
    void eachIsWhatTwoVersionsOfKubernetesAndTheOperatorsTake() {
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
