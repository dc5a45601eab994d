package io.llmlab.local.launch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Starts the services from their builds.
final class ServiceProcesses {

    private static final List<String> OF_THE_GATEWAY =
            List.of("API_ADMIN_KEY", "API_ADMIN_KEY_FILE", "GATEWAY_ACCESS_ADMIN_KEY", "GATEWAY_ACCESS_ADMIN_KEY_FILE");

    private final StackSettings settings;
    private final StackFolder folder;
    private final Servers servers;
    private final StartCache cache;

    ServiceProcesses(StackSettings settings, StackFolder folder, Servers servers, StartCache cache) {
        this.settings = settings;
        this.folder = folder;
        this.servers = servers;
        this.cache = cache;
    }

    /// Starts a service and waits until it is ready.
    ///
    /// @throws LaunchException if it is not built, or does not become ready
    void start(Service service) throws IOException {
        requireBuilt(List.of(service));
        var command = settings.serviceBuild().install(module(service), application(service), settings, cache);
        var process = PartProcess.start(command, environment(service), settings.folder(), folder.openLog(service.id()));
        var part = Part.of(service.id(), process, urlOf(service), healthUrlOf(service));
        folder.note(part);
        new Readiness(folder).awaitHealth(part);
    }

    /// Puts the cache that an ended service recorded beside its build.
    void keepCache(Service service) throws IOException {
        StartCache.keep(application(service), ServiceBuild.folder(module(service)));
    }

    /// @throws LaunchException naming all that are not built
    void requireBuilt(List<Service> wanted) {
        var missing = wanted.stream()
                .filter(service -> !settings.serviceBuild().isThere(module(service)))
                .map(Service::id)
                .toList();
        if (!missing.isEmpty()) {
            throw new LaunchException("Not built: %s. ./mvnw package -DskipTests builds all, where nothing fails"
                    .formatted(String.join(", ", missing)));
        }
    }

    /// Waits until a service that runs is ready.
    void await(Service service) throws IOException {
        var part = folder.noted(service.id())
                .orElseThrow(() -> new LaunchException(service.id() + " was stopped meanwhile"));
        new Readiness(folder).awaitHealth(part);
    }

    /// Where callers on this machine find the service.
    String urlOf(Service service) {
        var host =
                service == Service.GATEWAY && !settings.apiHost().equals("0.0.0.0") ? settings.apiHost() : "127.0.0.1";
        return "http://%s:%d".formatted(host, settings.port(service.port()));
    }

    private Path application(Service service) {
        return settings.folder().resolve("app").resolve(service.id());
    }

    private Path module(Service service) {
        return settings.root().resolve(service.module());
    }

    private String healthUrlOf(Service service) {
        return "http://127.0.0.1:%d/q/health/ready".formatted(settings.port(service.managementPort()));
    }

    private Map<String, String> environment(Service service) throws IOException {
        var environment = new HashMap<>(settings.environment());
        environment.putIfAbsent("PUBLIC_URL", urlOf(Service.GATEWAY));
        // Whoever owns the machine may call what is on it: models and receivers mostly are.
        environment.putIfAbsent("LLMLAB_OUTGOING_PRIVATE_ADDRESSES", "allow");
        // Of the one that keeps secrets alone: the runner starts programs of other people.
        var keys = environment.remove("LLMLAB_SECRETS_KEYS");
        if (service == Service.ALERT) {
            environment.put("LLMLAB_SECRETS_KEYS", secretsKeys(keys));
        }
        dropForeignKeys(service, environment);
        environment.put("DATABASE_URL", servers.databaseUrl(service));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", servers.bootstrapServers());
        environment.put("QUARKUS_HTTP_HOST", service == Service.GATEWAY ? settings.apiHost() : "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(settings.port(service.port())));
        environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(settings.port(service.managementPort())));
        Stream.of(Service.RUNNER, Service.REGRESSION, Service.ALERT)
                .forEach(other -> environment.put(other.name() + "_URL", urlOf(other)));
        environment.putAll(logging(folder.log(service.id())));
        return environment;
    }

    /// The key that may everything is the gateway's alone.
    static void dropForeignKeys(Service service, Map<String, String> environment) {
        if (service != Service.GATEWAY) {
            OF_THE_GATEWAY.forEach(environment::remove);
        }
    }

    /// The folder's own key; or those that are given, behind which it still opens what it sealed.
    private String secretsKeys(@Nullable String given) throws IOException {
        if (given == null || given.isBlank()) {
            return folder.secretsKey();
        }
        return folder.knownSecretsKey().map(own -> given + "," + own).orElse(given);
    }

    /// The service rotates its log itself; what the JVM says before logging is set up goes to the same file.
    private static Map<String, String> logging(Path log) {
        return Map.of(
                "QUARKUS_LOG_CONSOLE_ENABLED", "false",
                "QUARKUS_LOG_FILE_ENABLED", "true",
                "QUARKUS_LOG_FILE_PATH", log.toString(),
                "QUARKUS_LOG_FILE_FORMAT", "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c{3.}] (%t) %s%e%n",
                "QUARKUS_LOG_FILE_ROTATION_MAX_FILE_SIZE", "10M",
                "QUARKUS_LOG_FILE_ROTATION_MAX_BACKUP_INDEX", "3",
                "QUARKUS_LOG_FILE_ROTATION_ROTATE_ON_BOOT", "false");
    }
}
