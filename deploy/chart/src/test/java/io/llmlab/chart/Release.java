package io.llmlab.chart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.chart.Project.Service;
import io.llmlab.local.server.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Plays kubelet for what is rendered: starts the services' builds as processes with the environment of their
/// containers,
/// its Secrets filled in. Names and ports of the cluster become those of this machine.
final class Release implements AutoCloseable {

    private final List<JsonNode> documents;
    private final Path folder;
    private final Map<Service, Integer> ports = new EnumMap<>(Service.class);
    private final Map<Service, Integer> managementPorts = new EnumMap<>(Service.class);
    private final Map<Service, Process> running = new EnumMap<>(Service.class);

    Release(List<JsonNode> documents, Path folder) {
        this.documents = documents;
        this.folder = folder;
        var free = Ports.free(Service.values().length * 2).iterator();
        for (var service : Service.values()) {
            ports.put(service, free.next());
            managementPorts.put(service, free.next());
        }
    }

    Manifest manifest(String kind, String name) {
        return named(kind, Chart.NAME + "-" + name);
    }

    Manifest named(String kind, String name) {
        return Manifest.of(documents)
                .filter(manifest -> manifest.is(kind, name))
                .findFirst()
                .orElseThrow();
    }

    /// The hook's job.
    Process migrate(Service service) throws IOException {
        return start(service, manifest("Job", "migrate-" + service.id()), "migrate");
    }

    void start(Service service) throws IOException {
        running.put(service, start(service, manifest("Deployment", service.id()), "run"));
    }

    boolean isAlive(Service service) {
        return requireNonNull(running.get(service)).isAlive();
    }

    String urlOf(Service service) {
        return "http://127.0.0.1:" + ports.get(service);
    }

    String managementUrlOf(Service service) {
        return "http://127.0.0.1:" + managementPorts.get(service);
    }

    String logOf(Service service, String what) {
        return Project.read(log(service, what));
    }

    private Path log(Service service, String what) {
        return folder.resolve("%s-%s.log".formatted(service.id(), what));
    }

    private Process start(Service service, Manifest manifest, String what) throws IOException {
        var environment = environment(manifest);
        environment.merge("JAVA_TOOL_OPTIONS", "-Xmx320m -XX:TieredStopAtLevel=1", (given, ours) -> given + " " + ours);
        environment.put("QUARKUS_HTTP_PORT", requireNonNull(ports.get(service)).toString());
        environment.put(
                "QUARKUS_MANAGEMENT_PORT",
                requireNonNull(managementPorts.get(service)).toString());
        environment.replaceAll((_, value) -> onThisMachine(value));
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        Project.path(service.module)
                                .resolve("target/quarkus-app/quarkus-run.jar")
                                .toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(service, what).toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String onThisMachine(String value) {
        var result = value;
        for (var service : Service.values()) {
            result = result.replaceAll("http://%s-%s:[0-9]+".formatted(Chart.NAME, service.id()), urlOf(service));
        }
        return result;
    }

    private Map<String, String> environment(Manifest manifest) {
        var environment = new HashMap<String, String>();
        EnvironmentTest.variables(manifest).forEach(variable -> {
            var secret = variable.path("valueFrom").path("secretKeyRef");
            var name = variable.path("name").asText();
            if (secret.isMissingNode()) {
                environment.put(name, variable.path("value").asText());
            } else if (!secret.path("optional").asBoolean(false)) {
                environment.put(
                        name,
                        secret(secret.path("name").asText(), secret.path("key").asText()));
            }
        });
        return environment;
    }

    String secret(String name, String key) {
        var data = Manifest.of(documents)
                .filter(manifest -> manifest.is("Secret", name))
                .findFirst()
                .orElseThrow()
                .tree()
                .path("data");
        return new String(Base64.getDecoder().decode(data.path(key).asText()), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        running.values().forEach(Process::destroy);
        running.values().forEach(process -> process.onExit().join());
    }
}
