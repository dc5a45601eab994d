package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// An API takes the objects, an upgrade changes what may be changed, and secrets stay what they were.
@EnableKubernetesMockClient(crud = true)
class ClusterTest {

    private static final String BEFORE = "{database: {host: db}, kafka: {bootstrapServers: 'k:9092'}}";

    // It tells of each request.
    private static final Logger LOG = Logger.getLogger("io.fabric8.mockwebserver");

    static {
        LOG.setLevel(Level.WARNING);
    }

    // The extension sets it.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    @Test
    void anApiTakesAllOfIt() {
        var documents = Chart.render(Yaml.read(Chart.FOLDER.resolve("values-evaluation.yaml")));

        apply(documents);

        assertThat(client.apps().deployments().inNamespace("lab").list().getItems())
                .hasSize(4)
                .allSatisfy(deployment -> assertThat(
                                deployment.getSpec().getTemplate().getSpec().getContainers())
                        .hasSize(1));
        assertThat(client.apps().statefulSets().inNamespace("lab").list().getItems())
                .hasSize(2);
        assertThat(client.services().inNamespace("lab").list().getItems()).hasSize(6);
    }

    @Test
    void anUpgradeChangesNoFieldThatMayNotBeChanged() {
        apply(Chart.render(Yaml.of(BEFORE)));
        var before = selectors();

        var values = Yaml.merged(
                Yaml.of(BEFORE),
                Yaml.of("{image: {tag: 9.9.9}, runner: {replicas: 3}, podLabels: {team: x}, caBundle: company}"));
        apply(Chart.render(values));

        assertThat(selectors()).isEqualTo(before).hasSize(4);
        assertThat(client.apps()
                        .deployments()
                        .inNamespace("lab")
                        .withName(Chart.NAME + "-runner")
                        .get())
                .satisfies(deployment -> {
                    assertThat(deployment.getSpec().getReplicas()).isEqualTo(3);
                    assertThat(deployment
                                    .getSpec()
                                    .getTemplate()
                                    .getSpec()
                                    .getContainers()
                                    .getFirst()
                                    .getImage())
                            .endsWith(":9.9.9");
                });
    }

    @Test
    void anUpgradeKeepsTheSecretsThatTheInstallMade() {
        var first = Chart.render(Yaml.of(BEFORE));
        SecretsApi.start().hold(first);
        try {
            assertThat(secrets(Chart.render(Yaml.of(BEFORE)))).isEqualTo(secrets(first));
        } finally {
            SecretsApi.start().hold(List.of());
        }
        // Else the comparison says nothing.
        assertThat(secrets(Chart.render(Yaml.of(BEFORE)))).isNotEqualTo(secrets(first));
    }

    @Test
    void aHookConnectsWithThePasswordThatTheServiceHas() {
        var made = Manifest.of(Chart.render(Yaml.of(BEFORE)))
                .filter(manifest -> manifest.kind().equals("Secret"))
                .collect(Collectors.toMap(
                        Manifest::name, manifest -> manifest.tree().path("data")));

        assertThat(made.get(Chart.NAME + "-migration")).isEqualTo(made.get(Chart.NAME + "-database"));
    }

    @Test
    void secretsAreLongEnoughForTheServices() {
        apply(Chart.render(Yaml.of(BEFORE)));

        Secret secret = client.secrets().inNamespace("lab").withName(Chart.NAME).get();

        assertThat(decoded(secret, "admin-key")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(decoded(secret, "service-token")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(Base64.getDecoder().decode(decoded(secret, "secrets-keys"))).hasSize(32);
    }

    private static String decoded(Secret secret, String key) {
        return new String(Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.UTF_8);
    }

    private void apply(List<JsonNode> documents) {
        for (var document : documents) {
            HasMetadata object = client.getKubernetesSerialization().unmarshal(document.toString());
            client.resource(object).inNamespace("lab").createOr(existing -> existing.update());
        }
    }

    private List<String> selectors() {
        return client.apps().deployments().inNamespace("lab").list().getItems().stream()
                .map((Deployment deployment) -> deployment.getMetadata().getName()
                        + deployment.getSpec().getSelector())
                .sorted()
                .toList();
    }

    private static List<String> secrets(List<JsonNode> documents) {
        return Manifest.of(documents)
                .filter(manifest -> manifest.kind().equals("Secret"))
                .map(manifest -> manifest.name() + manifest.tree().path("data"))
                .sorted()
                .toList();
    }
}
