package io.llmlab.local.launch;

import io.llmlab.local.server.KafkaMain;
import io.llmlab.local.server.PostgresCluster;
import io.llmlab.local.server.SuiteDatabase;
import io.llmlab.local.server.SuiteTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/// Postgres and Kafka of a stack: own processes, or servers that exist elsewhere.
final class Servers {

    static final String POSTGRES = "postgres";
    static final String KAFKA = "kafka";

    private static final String LOOPBACK = "127.0.0.1:";

    private final StackSettings settings;
    private final StackFolder folder;

    Servers(StackSettings settings, StackFolder folder) {
        this.settings = settings;
        this.folder = folder;
    }

    /// Starts Postgres unless there is one, and makes the four roles and schemas.
    void startPostgres() throws IOException {
        if (settings.databaseUrl().isEmpty()) {
            var log = folder.openLog(POSTGRES);
            var process = cluster(log).start();
            var port = settings.port(PortSetting.POSTGRES);
            folder.note(Part.of(POSTGRES, process, "postgresql://" + LOOPBACK + port + "/postgres", ""));
        }
        try {
            database().prepare(folder.password());
        } catch (SQLException failure) {
            throw new LaunchException(
                    "Postgres does not take the suite's roles and schemas: " + failure.getMessage(), failure);
        }
    }

    /// Starts Kafka unless there is one, and makes the topics.
    void startKafka() throws IOException {
        if (settings.bootstrapServers().isEmpty()) {
            var port = settings.port(PortSetting.KAFKA);
            var command = List.of(
                    PartProcess.JAVA,
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    KafkaMain.class.getName(),
                    folder.data(KAFKA).toString(),
                    Integer.toString(port),
                    Integer.toString(settings.port(PortSetting.KAFKA_CONTROLLER)));
            var process = PartProcess.start(command, settings.environment(), settings.folder(), folder.openLog(KAFKA));
            var part = Part.of(KAFKA, process, LOOPBACK + port, "");
            folder.note(part);
            new Readiness(folder).awaitPort(part, port);
        }
        SuiteTopics.create(bootstrapServers());
    }

    void stopPostgres() throws IOException {
        cluster(folder.log(POSTGRES)).stop();
    }

    /// The `DATABASE_URL` of a service.
    String databaseUrl(Service service) throws IOException {
        return database().urlOf(service.id(), folder.password());
    }

    String bootstrapServers() {
        return settings.bootstrapServers().orElse(LOOPBACK + settings.port(PortSetting.KAFKA));
    }

    private SuiteDatabase database() throws IOException {
        var owner = settings.databaseUrl();
        return new SuiteDatabase(
                owner.isPresent() ? owner.get() : cluster(folder.log(POSTGRES)).ownerUrl());
    }

    private PostgresCluster cluster(Path log) throws IOException {
        return new PostgresCluster(folder.data(POSTGRES), log, settings.port(PortSetting.POSTGRES), folder.password());
    }
}
