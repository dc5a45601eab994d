package io.llmlab.local.testing;

import static java.util.Objects.requireNonNull;

import io.llmlab.local.server.Folders;
import io.llmlab.local.server.KafkaBroker;
import io.llmlab.local.server.Ports;
import io.llmlab.local.server.Postgres;
import io.llmlab.local.server.SuiteDatabase;
import io.llmlab.local.server.SuiteTopics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One Postgres and one broker for all tests of a module. Use it on a test as
/// `@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))`.
///
/// The servers live as long as the JVM: a restart of Quarkus between test profiles finds them running.
public class SuiteServers implements QuarkusTestResourceLifecycleManager {

    private static final String PASSWORD = "test";
    /// Of no worth: what it seals is gone with the test's database.
    private static final String SECRETS_KEY =
            Base64.getEncoder().encodeToString("thirty-two bytes for tests only.".getBytes(StandardCharsets.US_ASCII));

    private static @Nullable Servers running;

    private String service = "";

    private record Servers(SuiteDatabase database, KafkaBroker broker) {}

    @Override
    public void init(Map<String, String> arguments) {
        service = requireNonNull(arguments.get("service"), "initArgs must name the service");
    }

    @Override
    public Map<String, String> start() {
        var servers = servers();
        var settings = new HashMap<String, String>();
        settings.put("DATABASE_URL", servers.database().urlOf(service, PASSWORD));
        settings.put("KAFKA_BOOTSTRAP_SERVERS", servers.broker().bootstrapServers());
        settings.put("kafka.bootstrap.servers", servers.broker().bootstrapServers());
        // Receivers and endpoints of tests stand on the loopback interface.
        settings.put("llmlab.outgoing.private-addresses", "allow");
        settings.put("llmlab.secrets.keys", SECRETS_KEY);
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.management.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        // The JVM's end stops them.
    }

    private static synchronized Servers servers() {
        if (running == null) {
            running = startServers();
        }
        return running;
    }

    private static Servers startServers() {
        try {
            var postgres = Postgres.temporary();
            var folder = Files.createTempDirectory("llmlab-kafka");
            var ports = Ports.free(2);
            var broker = KafkaBroker.in(folder, ports.getFirst(), ports.getLast());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, broker, folder)));
            SuiteTopics.create(broker.bootstrapServers());
            var database = new SuiteDatabase(postgres.ownerUrl());
            database.prepare(PASSWORD);
            return new Servers(database, broker);
        } catch (IOException failure) {
            throw new UncheckedIOException("Postgres or Kafka did not start", failure);
        } catch (SQLException failure) {
            throw new IllegalStateException("Postgres did not take the schemas", failure);
        }
    }

    private static void stop(Postgres postgres, KafkaBroker broker, Path folder) {
        broker.close();
        try {
            postgres.close();
            Folders.delete(folder);
        } catch (IOException failure) {
            System.err.println("Postgres or Kafka did not go without a trace: " + failure);
        }
    }
}
