package io.llmlab.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmlab.local.testing.TopicReader;
import io.llmlab.local.testing.TopicWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Postgres and Kafka as processes of their own.
class ServersTest {

    private static final String TOPIC = "llmlab.run-completed.v1";

    @TempDir
    Path folder = Path.of("");

    private StackSettings settings = new StackSettings(folder, folder, Map.of());

    @BeforeEach
    void choosePorts() {
        settings = StackSettings.isolated(folder, folder.resolve("stack"), Map.of());
    }

    @AfterEach
    void stop() {
        LocalStack.of(settings, Progress.SILENT).close();
    }

    @Test
    void keepTheirDataWhenTheyAreStoppedAndWhenTheyAreKilled() throws Exception {
        startServers();
        execute("create table kept (value text)");
        execute("insert into kept values ('stopped')");
        send("stopped");
        LocalStack.of(settings, Progress.SILENT).close();

        startServers();
        execute("insert into kept values ('killed')");
        send("killed");
        var stack = LocalStack.of(settings, Progress.SILENT);
        stack.kill("postgres");
        stack.kill("kafka");
        assertThat(stack.pid("postgres")).isEmpty();

        startServers();
        assertThat(query("select string_agg(value, ',' order by value) from kept"))
                .isEqualTo("killed,stopped");
        assertThat(new TopicReader(stack.bootstrapServers()).read(TOPIC, _ -> true))
                .extracting(record -> record.value())
                .containsExactlyInAnyOrder("\"stopped\"", "\"killed\"");
    }

    @Test
    void letNoServiceSeeAnothersSchema() throws Exception {
        servers().startPostgres();
        execute("create table secret (value text)");

        assertThatThrownBy(() -> query(Service.ALERT, "select * from runner.secret"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void startInSpiteOfAPidThatIsNowAStrangers() throws Exception {
        servers().startPostgres();
        var stack = LocalStack.of(settings, Progress.SILENT);
        var pidFile = settings.folder().resolve("postgres/data/postmaster.pid");
        var left = Files.readString(pidFile);
        stack.close();
        var stranger = Long.toString(ProcessHandle.current().pid());
        Files.writeString(pidFile, left.replaceFirst("^\\d+", stranger));

        servers().startPostgres();

        assertThat(stack.pid("postgres"))
                .isPresent()
                .isNotEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void keepThePasswordToTheirOwner() throws Exception {
        servers().startPostgres();

        assertThat(Files.getPosixFilePermissions(settings.folder().resolve("database-password")))
                .extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        assertThatThrownBy(() -> DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(settings.port(PortSetting.POSTGRES)),
                        "postgres",
                        "guessed"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    private void startServers() throws IOException {
        var servers = servers();
        servers.startPostgres();
        servers.startKafka();
    }

    private Servers servers() throws IOException {
        return new Servers(settings, new StackFolder(settings.folder()));
    }

    private void send(String word) throws IOException {
        new TopicWriter(servers().bootstrapServers(), "/test")
                .send(TOPIC, "1", "run-completed", word, "\"" + word + "\"");
    }

    private void execute(String sql) throws IOException, SQLException {
        try (var connection = connect(Service.RUNNER);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws IOException, SQLException {
        return query(Service.RUNNER, sql);
    }

    private String query(Service service, String sql) throws IOException, SQLException {
        try (var connection = connect(service);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private Connection connect(Service service) throws IOException, SQLException {
        var url = servers().databaseUrl(service);
        var place = url.substring(url.indexOf('@') + 1);
        var credentials = url.substring(url.indexOf("//") + 2, url.indexOf('@')).split(":");
        return DriverManager.getConnection("jdbc:postgresql://" + place, credentials[0], credentials[1]);
    }
}
