package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `Targets` misses nothing: each link of a rendering, broken, is told.
class TargetsTest {

    private static final String VALUES = """
            database: {host: db}
            kafka: {bootstrapServers: "k:9092"}
            ingress: {enabled: true, host: lab.example}
            httpRoute: {enabled: true, host: lab.example, parentRefs: [{name: public}]}
            autoscaling: {gateway: {enabled: true}, runner: {enabled: true}, regression: {enabled: true}}
            serviceMonitor: {enabled: true}
            """;

    @Test
    void nothingIsMissedInWhatTheChartRenders() {
        assertThat(Targets.missed(rendered())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Service, /spec/selector, app.kubernetes.io/component, selects no pods",
        "Service, /spec/ports/0, targetPort, finds no port",
        "Deployment, /spec/template/metadata/labels, app.kubernetes.io/component, selects no pods",
        "PodDisruptionBudget, /spec/selector/matchLabels, app.kubernetes.io/component, selects no pods",
        "Ingress, /spec/rules/0/http/paths/0/backend/service, name, leads to no port",
        "Ingress, /spec/rules/0/http/paths/0/backend/service/port, name, leads to no port",
        "HTTPRoute, /spec/rules/0/backendRefs/0, name, leads to no port",
        "HTTPRoute, /spec/rules/0/backendRefs/0, port, leads to no port",
        "HorizontalPodAutoscaler, /spec/scaleTargetRef, name, scales nothing",
        "ScaledObject, /spec/scaleTargetRef, name, scales nothing",
        "TriggerAuthentication, /metadata, name, cannot log in",
        "Deployment, /spec, replicas, scales what has a number of its own",
        "ServiceMonitor, /spec/selector/matchLabels, app.kubernetes.io/instance, finds 0 services",
        "ServiceMonitor, /spec/endpoints/0, port, finds 0 services"
    })
    void aBrokenLinkIsTold(String kind, String pointer, String field, String fault) {
        var documents = rendered();
        documents.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .forEach(document -> ((ObjectNode) document.at(pointer)).put(field, "7"));

        assertThat(Targets.missed(documents)).anyMatch(told -> told.contains(fault));
    }

    private static List<JsonNode> rendered() {
        return Chart.render(Yaml.of(VALUES));
    }
}
