package io.llmlab.chart;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.llmlab.chart.Project.Service;
import io.llmlab.local.server.KafkaBroker;
import io.llmlab.local.server.Ports;
import io.llmlab.local.server.Postgres;
import io.llmlab.local.server.SuiteTopics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the chart tells the services is enough for them: roles by the hook's SQL, migrations by the hook's jobs, the
/// four
/// started with their containers' environment, against a real Postgres and a real broker.
@Tag("full")
class ReleaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Path SHARED_MIGRATIONS = Project.path("platform/src/main/resources/db/platform");

    @TempDir
    static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Postgres postgres;
    private static KafkaBroker broker;
    private static Release release;

    @BeforeAll
    static void install() throws Exception {
        postgres = Postgres.temporary();
        var ports = Ports.free(2);
        broker = KafkaBroker.in(Files.createDirectory(folder.resolve("kafka")), ports.getFirst(), ports.getLast());
        SuiteTopics.create(broker.bootstrapServers());
        release = new Release(Chart.render(Yaml.of("""
                        database: {host: 127.0.0.1, port: %d, name: postgres}
                        kafka: {bootstrapServers: "%s"}
                        publicUrl: https://lab.example
                        heartbeatInterval: 5s
                        prometheusRule: {enabled: true}
                        """.formatted(postgres.port(), broker.bootstrapServers()))), folder);
        makeRoles();
        migrate();
        for (var service : Service.values()) {
            release.start(service);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        release.close();
        broker.close();
        postgres.close();
    }

    @Test
    void probesAndMetricsAreWhereTheChartSaysAndAlertsAskForWhatIsThere() {
        for (var service : Service.values()) {
            var container = release.manifest("Deployment", service.id())
                    .pod()
                    .path("containers")
                    .path(0);
            for (var probe : new String[] {"startupProbe", "readinessProbe", "livenessProbe"}) {
                var path = container.path(probe).path("httpGet").path("path").asText();
                await().atMost(PATIENCE)
                        .failFast(() -> !release.isAlive(service))
                        .untilAsserted(() -> assertThat(statusOf(release.managementUrlOf(service) + path))
                                .as(release.logOf(service, "run"))
                                .isEqualTo(200));
            }
        }

        // Requests are counted from the first one on.
        assertThat(statusOf(release.urlOf(Service.GATEWAY) + "/health")).isEqualTo(401);
        var asked = asked();
        assertThat(asked).hasSizeGreaterThan(5);
        await().atMost(PATIENCE).untilAsserted(() -> {
            var missing = new HashSet<>(asked);
            missing.removeAll(metrics());
            assertThat(missing).isEmpty();
        });
    }

    @Test
    void theAdminKeyOpensTheGatewayAndFilesAreApplied() throws Exception {
        var gateway = release.urlOf(Service.GATEWAY);
        var key = release.secret(Chart.NAME, "admin-key");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(gateway + "/health", key).statusCode()).isEqualTo(200));
        assertThat(statusOf(gateway + "/health")).isEqualTo(401);

        var files = Files.createDirectory(folder.resolve("as-code"));
        Files.writeString(files.resolve("lab.yaml"), "models: [{name: from-values, provider: openai}]\n");

        assertThat(apply(files, gateway, key)).isZero();
        assertThat(get(gateway + "/models", key).body()).contains("from-values");

        Files.writeString(files.resolve("wrong.yaml"), "modells: []\n");
        assertThat(apply(files, gateway, key)).isNotZero();
    }

    private static int apply(Path files, String gateway, String key) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(
                        "sh", Chart.FOLDER.resolve("files/apply.sh").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("apply.log").toFile());
        builder.environment().putAll(Map.of("AS_CODE", files.toString(), "GATEWAY_URL", gateway, "API_ADMIN_KEY", key));
        return builder.start().waitFor();
    }

    /// As roles.sh does with psql, which is not on every machine.
    private static void makeRoles() throws SQLException {
        var sql = Project.read(Chart.FOLDER.resolve("files/roles.sql"));
        try (var connection = DriverManager.getConnection(
                        "jdbc:" + postgres.ownerUrl().replaceAll("//.*@", "//") + "?user=postgres&password=postgres");
                var statement = connection.createStatement()) {
            for (var service : Service.values()) {
                // Twice, since a hook runs with each upgrade.
                for (var time = 0; time < 2; time++) {
                    statement.execute(sql.replace(":'service'", "'" + service.id() + "'")
                            .replace(
                                    ":'password'", "'" + release.secret(Chart.NAME + "-database", service.id()) + "'"));
                }
            }
        }
    }

    private static void migrate() throws Exception {
        var jobs = new EnumMap<Service, Process>(Service.class);
        for (var service : Service.values()) {
            jobs.put(service, release.migrate(service));
        }
        for (var job : jobs.entrySet()) {
            assertThat(job.getValue().waitFor())
                    .as(release.logOf(job.getKey(), "migrate"))
                    .isZero();
            assertThat(migrationsOf(job.getKey())).isEqualTo(filesOf(job.getKey()));
        }
    }

    private static long migrationsOf(Service service) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.port()),
                        "llmlab_" + service.id(),
                        release.secret(Chart.NAME + "-database", service.id()));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select count(*) from flyway_schema_history where success and version is not null")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /// Repeatable ones have no version.
    private static long filesOf(Service service) {
        return Stream.of(Project.path(service.module).resolve("src/main/resources/db/migration"), SHARED_MIGRATIONS)
                .flatMap(folder -> Project.files(folder, ".sql").stream())
                .filter(file -> file.getFileName().toString().startsWith("V"))
                .count();
    }

    /// What others bring of what alert rules and dashboards ask for; `up` is Prometheus' own. The suite's own metrics
    /// are held against their page, and that against the services, because some begin when something happens.
    private static Set<String> asked() {
        var asked = new HashSet<>(
                AskedMetrics.ofRules(release.named("PrometheusRule", Chart.NAME).tree()));
        asked.addAll(AskedMetrics.ofDashboards());
        asked.removeIf(name -> name.startsWith("llmlab_") || name.equals("up"));
        return asked;
    }

    private static Set<String> metrics() {
        var names = new HashSet<String>();
        for (var service : Service.values()) {
            get(release.managementUrlOf(service) + "/q/metrics", "")
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> names.add(line.split("[{ ]")[0]));
        }
        return names;
    }

    private static int statusOf(String url) {
        return get(url, "").statusCode();
    }

    private static HttpResponse<String> get(String url, String key) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20));
            if (!key.isEmpty()) {
                request.header("Authorization", "Bearer " + key);
            }
            return HTTP.send(request.build(), ofString());
        } catch (IOException failure) {
            throw new AssertionError(url, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
