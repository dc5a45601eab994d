package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// From what each released chart left in a cluster to what today's renders with the same values.
///
/// `-Dllmlab.write=true` freezes what today's chart renders, where its version has nothing frozen yet.
@EnableKubernetesMockClient(crud = true)
class UpgradeTest {

    // It tells of each request.
    private static final Logger LOG = Logger.getLogger("io.fabric8.mockwebserver");

    static {
        LOG.setLevel(Level.WARNING);
    }

    // The extension sets it.
    @SuppressWarnings("NullAway.Init")
    KubernetesClient client;

    @BeforeAll
    static void freeze() throws IOException {
        if (Boolean.getBoolean("llmlab.write")) {
            for (var name : Frozen.names()) {
                new Frozen(Frozen.currentVersion(), name).freeze();
            }
        }
    }

    @AfterEach
    void forget() {
        SecretsApi.start().hold(List.of());
    }

    static List<Frozen> frozen() {
        return Frozen.all();
    }

    @Test
    void whatTodaysVersionRendersIsFrozenToo() {
        assertThat(Frozen.versions()).contains(Frozen.currentVersion());
        assertThat(frozen()).allMatch(frozen -> Files.exists(frozen.file()));
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void kubernetesRefusesNothingAndNothingOfWorthIsLost(Frozen frozen) {
        var before = frozen.documents();
        SecretsApi.start().hold(before);

        assertThat(new Upgrade(before, Chart.render(frozen.values())).objections())
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("frozen")
    void anApiTakesTheUpgradeAndKeepsTheSecrets(Frozen frozen) {
        var before = frozen.documents();
        SecretsApi.start().hold(before);
        var after = Chart.render(frozen.values());
        apply(before);
        var secrets = secrets();

        apply(after);
        new Upgrade(before, after).deleted().forEach(name -> delete(before, name));

        assertThat(secrets()).isEqualTo(secrets);
        assertThat(client.apps().deployments().inNamespace("lab").list().getItems())
                .hasSize(4);
        assertThat(client.apps().statefulSets().inNamespace("lab").list().getItems())
                .hasSize(frozen.name().equals("evaluation") ? 2 : 0);
    }

    /// Else the rules above might object to nothing whatever.
    @Test
    void whatKubernetesRefusesIsTold() {
        assertThat(objectionsTo("Deployment", tree -> put(tree, "/spec/selector/matchLabels", "a", "b")))
                .contains("Deployment lab-llm-lab-runner may not change spec.selector");
        assertThat(objectionsTo("StatefulSet", tree -> put(tree, "/spec", "serviceName", "other")))
                .contains("StatefulSet lab-llm-lab-kafka may not change spec.serviceName");
        assertThat(objectionsTo("StatefulSet", tree -> put(tree, "/spec/volumeClaimTemplates/0/metadata", "name", "d")))
                .contains("StatefulSet lab-llm-lab-postgres may not change spec.volumeClaimTemplates");
        assertThat(objectionsTo(
                        "StatefulSet",
                        tree -> put(
                                tree,
                                "/metadata",
                                "name",
                                tree.at("/metadata/name").asText() + "-b")))
                .contains("StatefulSet lab-llm-lab-postgres is no longer there");
        assertThat(objectionsTo("Service", tree -> put(tree, "/spec", "clusterIP", "None")))
                .contains("Service lab-llm-lab-gateway may not change spec.clusterIP");
        assertThat(objectionsTo("Job", tree -> object(tree, "/metadata").remove("annotations")))
                .contains("Job lab-llm-lab-topics is no hook that is made anew");
        assertThat(objectionsTo("Secret", tree -> object(tree, "/data").remove("secrets-keys")))
                .contains("Secret lab-llm-lab loses entries");
        assertThat(objectionsTo(
                        "Secret",
                        tree -> put(
                                tree,
                                "/metadata",
                                "name",
                                tree.at("/metadata/name").asText() + "-b")))
                .contains("Secret lab-llm-lab is no longer there", "Secret lab-llm-lab-database is no longer there");
        assertThat(objectionsTo("Deployment", tree -> put(tree, "/spec", "replicas", "7")))
                .isEmpty();
    }

    private static List<String> objectionsTo(String kind, Consumer<JsonNode> change) {
        var frozen = new Frozen(Frozen.currentVersion(), "evaluation");
        var changed = frozen.documents();
        changed.stream()
                .filter(document -> document.path("kind").asText().equals(kind))
                .forEach(change);
        return new Upgrade(frozen.documents(), changed).objections();
    }

    private static void put(JsonNode tree, String pointer, String field, String value) {
        object(tree, pointer).put(field, value);
    }

    private static ObjectNode object(JsonNode tree, String pointer) {
        return (ObjectNode) tree.at(pointer);
    }

    private Map<String, Map<String, String>> secrets() {
        return client.secrets().inNamespace("lab").list().getItems().stream()
                .collect(Collectors.toMap(
                        secret -> secret.getMetadata().getName(), secret -> Map.copyOf(secret.getData())));
    }

    private void apply(List<JsonNode> documents) {
        documents.forEach(document -> put(resource(document)));
    }

    private static <T> void put(Resource<T> resource) {
        resource.createOr(existing -> existing.update());
    }

    private void delete(List<JsonNode> documents, String name) {
        Manifest.of(documents)
                .filter(manifest -> name.equals(manifest.kind() + " " + manifest.name()))
                .forEach(manifest -> resource(manifest.tree()).delete());
    }

    private Resource<? extends HasMetadata> resource(JsonNode document) {
        HasMetadata object = client.getKubernetesSerialization().unmarshal(document.toString());
        if (object instanceof GenericKubernetesResource ofAnOperator) {
            return client.genericKubernetesResources(typeOf(ofAnOperator))
                    .inNamespace("lab")
                    .resource(ofAnOperator);
        }
        return client.resource(object).inNamespace("lab");
    }

    private static ResourceDefinitionContext typeOf(GenericKubernetesResource resource) {
        var parts = resource.getApiVersion().split("/");
        return new ResourceDefinitionContext.Builder()
                .withGroup(parts[0])
                .withVersion(parts[1])
                .withKind(resource.getKind())
                .withPlural(resource.getKind().toLowerCase(Locale.ROOT) + "s")
                .withNamespaced(true)
                .build();
    }
}
