package io.llmlab.e2e;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Progress;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Three benchmark runners on one Postgres and one Kafka of their own.
final class Replicas implements AutoCloseable {

    private final LocalStack servers;
    private final List<Replica> all;

    private Replicas(LocalStack servers, List<Replica> all) {
        this.servers = servers;
        this.all = all;
    }

    /// @param settings that all of them get
    static Replicas start(Map<String, String> settings) throws IOException, InterruptedException {
        var root = StackSettings.findRoot();
        var folder = root.resolve("deploy/e2e/target/replicas");
        Folders.delete(folder);
        var servers = LocalStack.of(StackSettings.isolated(root, folder, Map.of()), Progress.SILENT);
        servers.start(EnumSet.noneOf(Service.class));
        var environment = new HashMap<>(settings);
        // The models stand on this machine.
        environment.put("LLMLAB_OUTGOING_PRIVATE_ADDRESSES", "allow");
        environment.put("DATABASE_URL", servers.databaseUrl(Service.RUNNER));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        var jar = root.resolve("benchmark-runner-service/target/quarkus-app/quarkus-run.jar");
        var replicas = new Replicas(
                servers,
                Stream.of("one", "two", "three")
                        .map(name -> new Replica(name, jar, folder.resolve(name + ".log"), environment))
                        .toList());
        try {
            replicas.startAll();
            return replicas;
        } catch (Throwable failure) {
            replicas.close();
            throw failure;
        }
    }

    List<Replica> all() {
        return all;
    }

    Replica named(String name) {
        return all.stream()
                .filter(replica -> replica.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /// At one that runs.
    Lab lab() {
        return new Lab(
                all.stream().filter(Replica::isAlive).findFirst().orElseThrow().url());
    }

    String databaseUrl() {
        return servers.databaseUrl(Service.RUNNER);
    }

    String bootstrapServers() {
        return servers.bootstrapServers();
    }

    /// All at once, on an empty database.
    private void startAll() throws IOException {
        for (var replica : all) {
            replica.start();
        }
        all.forEach(Replica::awaitReady);
    }

    @Override
    public void close() throws InterruptedException {
        for (var replica : all) {
            replica.kill();
        }
        servers.close();
    }
}
