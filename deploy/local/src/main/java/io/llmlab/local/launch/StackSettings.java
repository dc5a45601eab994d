package io.llmlab.local.launch;

import io.llmlab.local.server.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Where a stack is built, where it keeps its data, and what it is told.
///
/// @param root the project's folder, where the builds are
/// @param folder holds data, logs and process ids of this stack
/// @param environment what the services see, and the settings of the stack: ports (`API_PORT`, `POSTGRES_PORT`, …),
///     `API_HOST`, and servers to use instead of own ones (`DATABASE_URL` of a role that may create roles,
///     `KAFKA_BOOTSTRAP_SERVERS`)
public record StackSettings(Path root, Path folder, Map<String, String> environment) {

    /// What a process needs of the surroundings, and nothing that would change what the suite does.
    private static final Set<String> SURROUNDINGS =
            Set.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ", "JAVA_HOME");

    /// Name of a setting: the most heap that a service may have, for example `256m`.
    public static final String SERVICE_HEAP = "SERVICE_HEAP";

    /// Name of a setting: `jvm` or `native`, what services are started from.
    public static final String SERVICE_BUILD = "SERVICE_BUILD";

    public StackSettings {
        root = root.toAbsolutePath().normalize();
        folder = folder.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    /// A person's own stack, in `.lab/`, set by the environment.
    public static StackSettings ofUser(Path root) {
        return new StackSettings(root, root.resolve(".lab"), System.getenv());
    }

    /// A stack apart from the user's: own folder, free ports, and no setting but those given.
    public static StackSettings isolated(Path root, Path folder, Map<String, String> settings) {
        var environment = new HashMap<String, String>();
        System.getenv().forEach((name, value) -> {
            if (SURROUNDINGS.contains(name)) {
                environment.put(name, value);
            }
        });
        var ports = Ports.free((int) portSettings().count()).iterator();
        portSettings().forEach(setting -> environment.put(setting.name(), Integer.toString(ports.next())));
        environment.putAll(settings);
        return new StackSettings(root, folder, environment);
    }

    /// The project's folder: the system property `llmlab.root`, else the nearest one upwards that holds `mvnw`.
    ///
    /// @throws LaunchException if there is none
    public static Path findRoot() {
        var property = System.getProperty("llmlab.root");
        if (property != null) {
            return Path.of(property);
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("mvnw")) && Files.isDirectory(folder.resolve("deploy")))
                .findFirst()
                .orElseThrow(() -> new LaunchException("This is not the project's folder, nor one in it"));
    }

    int port(PortSetting setting) {
        var value = environment.get(setting.name());
        return value == null || value.isBlank() ? setting.standard() : PortSetting.parse(setting.name(), value);
    }

    /// A server to use instead of an own one.
    Optional<String> databaseUrl() {
        return given("DATABASE_URL");
    }

    /// A server to use instead of an own one.
    Optional<String> bootstrapServers() {
        return given("KAFKA_BOOTSTRAP_SERVERS");
    }

    /// The most heap that a service may have, as `-Xmx` takes it.
    String serviceHeap() {
        return given(SERVICE_HEAP).orElse("320m");
    }

    /// What services are started from.
    ///
    /// @throws LaunchException where the setting names nothing that there is
    ServiceBuild serviceBuild() {
        return given(SERVICE_BUILD).map(ServiceBuild::parse).orElse(ServiceBuild.JVM);
    }

    /// Held while the stack starts or stops.
    Path lockFile() {
        return folder.resolve("lock");
    }

    /// Where callers on this machine find the gateway.
    String apiHost() {
        return given("API_HOST").orElse("127.0.0.1");
    }

    /// All ports this stack listens on, by the setting that holds them.
    Map<PortSetting, Integer> ports() {
        var ports = new LinkedHashMap<PortSetting, Integer>();
        portSettings().forEach(setting -> ports.put(setting, port(setting)));
        return ports;
    }

    private Optional<String> given(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static Stream<PortSetting> portSettings() {
        return Stream.concat(
                Stream.of(PortSetting.POSTGRES, PortSetting.KAFKA, PortSetting.KAFKA_CONTROLLER),
                Stream.of(Service.values()).flatMap(service -> Stream.of(service.port(), service.managementPort())));
    }
}
