package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.chart.Project.Service;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Proxies and a company's authorities reach whoever calls what is outside.
class OutgoingTest {

    private static final String SERVERS = "{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}";
    private static final Set<Service> CALLERS = Set.of(Service.RUNNER, Service.ALERT);

    @Test
    void proxiesReachTheTwoThatCallWhatIsOutside() {
        var documents = rendered("outgoing: {httpsProxy: 'http://p:3128', httpProxy: 'http://p:3129',"
                + " noProxy: [models.svc, 10.0.0.0/8]}");

        for (var service : Service.values()) {
            var calls = CALLERS.contains(service);
            assertThat(texts(documents, service, "HTTPS_PROXY"))
                    .isEqualTo(calls ? List.of("http://p:3128") : List.of());
            assertThat(texts(documents, service, "HTTP_PROXY")).isEqualTo(calls ? List.of("http://p:3129") : List.of());
            assertThat(texts(documents, service, "NO_PROXY"))
                    .isEqualTo(calls ? List.of("models.svc,10.0.0.0/8") : List.of());
        }
    }

    @Test
    void aProxyWithAPasswordComesFromASecret() {
        var documents = rendered("outgoing: {existingProxySecret: proxy, noProxy: [models.svc]}");

        for (var service : CALLERS) {
            assertThat(variables(documents, service, "HTTPS_PROXY"))
                    .singleElement()
                    .satisfies(variable -> assertThat(
                                    variable.at("/valueFrom/secretKeyRef/name").asText())
                            .isEqualTo("proxy"));
            assertThat(texts(documents, service, "NO_PROXY")).containsExactly("models.svc");
        }
    }

    @Test
    void furtherAuthoritiesReachAllFourAndTheirMigrations() {
        var trusting = Manifest.of(rendered("caBundle: company"))
                .filter(manifest -> manifest.pod().path("volumes").toString().contains("{\"name\":\"company\"}"))
                .peek(OutgoingTest::trustsWhatItPrepares)
                .map(Manifest::name)
                .collect(Collectors.toSet());

        for (var service : Service.values()) {
            assertThat(trusting).contains(Chart.NAME + "-" + service.id(), Chart.NAME + "-migrate-" + service.id());
        }
        assertThat(Manifest.of(rendered("{}")))
                .noneMatch(manifest -> manifest.tree().toString().contains("trustStore"));
    }

    private static void trustsWhatItPrepares(Manifest manifest) {
        assertThat(manifest.pod().at("/initContainers/0/name").asText()).isEqualTo("trust");
        assertThat(EnvironmentTest.variables(manifest))
                .filteredOn(variable -> variable.path("name").asText().equals("JAVA_TOOL_OPTIONS"))
                .singleElement()
                .satisfies(variable -> assertThat(variable.path("value").asText())
                        .contains("-Djavax.net.ssl.trustStore=/trust/cacerts"));
        assertThat(manifest.pod().at("/containers/0/volumeMounts").toString()).contains("\"mountPath\":\"/trust\"");
    }

    private static List<String> texts(List<JsonNode> documents, Service service, String name) {
        return variables(documents, service, name).stream()
                .map(variable -> variable.path("value").asText())
                .toList();
    }

    private static List<JsonNode> variables(List<JsonNode> documents, Service service, String name) {
        return Manifest.of(documents)
                .filter(manifest -> manifest.is("Deployment", Chart.NAME + "-" + service.id()))
                .flatMap(manifest -> EnvironmentTest.variables(manifest).stream())
                .filter(variable -> variable.path("name").asText().equals(name))
                .toList();
    }

    private static List<JsonNode> rendered(String values) {
        return Chart.render(Yaml.merged(Yaml.of(SERVERS), Yaml.of(values)));
    }
}
