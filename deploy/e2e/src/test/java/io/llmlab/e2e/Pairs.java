package io.llmlab.e2e;

import io.llmlab.local.launch.LocalStack;
import io.llmlab.local.launch.Service;
import io.llmlab.local.launch.StackSettings;
import io.llmlab.local.server.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A whole stack with a second process of the regression service, the alert service and the gateway.
final class Pairs implements AutoCloseable {

    /// What one replica sealed, the other opens.
    private static final String SECRETS_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private final LocalStack stack;
    private final List<Replica> seconds;

    private Pairs(LocalStack stack, List<Replica> seconds) {
        this.stack = stack;
        this.seconds = seconds;
    }

    static Pairs start() throws IOException, InterruptedException {
        var root = StackSettings.findRoot();
        var folder = root.resolve("deploy/e2e/target/pairs");
        Folders.delete(folder);
        var settings = Map.of("LLMLAB_SECRETS_KEYS", SECRETS_KEY);
        var stack = LocalStack.start(StackSettings.isolated(root, folder, settings));
        var pairs = new Pairs(
                stack,
                Stream.of(Service.REGRESSION, Service.ALERT, Service.GATEWAY)
                        .map(service -> second(root, folder, service, stack, settings))
                        .toList());
        try {
            for (var second : pairs.seconds) {
                second.start();
            }
            pairs.seconds.forEach(Replica::awaitReady);
            return pairs;
        } catch (Throwable failure) {
            pairs.close();
            throw failure;
        }
    }

    private static Replica second(
            Path root, Path folder, Service service, LocalStack stack, Map<String, String> settings) {
        var environment = new HashMap<>(settings);
        environment.put("LLMLAB_OUTGOING_PRIVATE_ADDRESSES", "allow");
        environment.put("PUBLIC_URL", stack.gatewayUrl());
        environment.put("DATABASE_URL", stack.databaseUrl(service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", stack.bootstrapServers());
        Stream.of(Service.RUNNER, Service.REGRESSION, Service.ALERT)
                .forEach(owner -> environment.put(owner.name() + "_URL", stack.urlOf(owner)));
        var name = "second-" + service.id();
        return new Replica(name, jar(root, service), folder.resolve(name + ".log"), environment);
    }

    private static Path jar(Path root, Service service) {
        var module = switch (service) {
            case RUNNER -> "benchmark-runner-service";
            case REGRESSION -> "regression-service";
            case ALERT -> "alert-service";
            case GATEWAY -> "api-gateway";
        };
        return root.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /// At the first gateway.
    Lab lab() {
        return new Lab(stack.gatewayUrl());
    }

    /// Of both gateways.
    List<String> gateways() {
        return List.of(stack.gatewayUrl(), second(Service.GATEWAY).url());
    }

    String bootstrapServers() {
        return stack.bootstrapServers();
    }

    /// Its second process ends as by a power cut.
    void lose(Service service) throws InterruptedException {
        second(service).kill();
    }

    private Replica second(Service service) {
        return seconds.stream()
                .filter(replica -> replica.name().equals("second-" + service.id()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws InterruptedException {
        for (var second : seconds) {
            second.kill();
        }
        stack.close();
    }
}
