package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmlab.local.server.SuiteTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script that makes topics, run as the job runs it; in place of Kafka's tool stands one that writes down its
/// words.
class TopicsScriptTest {

    @TempDir
    Path folder;

    @Test
    void makesEachTopicWithCopiesOfWhichTwoMustHaveAnEvent() throws Exception {
        var calls = run(Map.of("REPLICATION_FACTOR", "3"));

        assertThat(calls)
                .hasSize(SuiteTopics.all().size())
                .allSatisfy(call -> assertThat(call)
                        .startsWith("--bootstrap-server k:9092 --create --if-not-exists ")
                        .contains(" --partitions 6 --replication-factor 3 --config min.insync.replicas=2 "));
        SuiteTopics.all()
                .forEach(topic -> assertThat(calls)
                        .filteredOn(call -> call.contains(" --topic %s ".formatted(topic.name())))
                        .hasSize(1));
    }

    @Test
    void keepsWhatIsSaidForAsLongAsIsSaid() throws Exception {
        var calls = run(Map.of("REPLICATION_FACTOR", "3"));

        assertThat(callFor(calls, "llmlab.run-completed.v1")).endsWith("--config retention.ms=604800000");
        assertThat(callFor(calls, "llmlab.run-completed.v1.dlq")).endsWith("--config retention.ms=2592000000");
        assertThat(callFor(calls, "llmlab.model-changed.v1")).endsWith("--config cleanup.policy=compact");
    }

    /// With two copies of which both must have it, the restart of one broker would stop every producer.
    @Test
    void asksForOneCopyWhereThereAreFewerThanThree() throws Exception {
        for (var factor : List.of("1", "2")) {
            assertThat(run(Map.of("REPLICATION_FACTOR", factor)))
                    .allMatch(call -> call.contains("--config min.insync.replicas=1 "));
        }
    }

    @Test
    void getsInWithTheClientsProperties() throws Exception {
        assertThat(run(Map.of("REPLICATION_FACTOR", "3", "CLIENT_PROPERTIES", "/client/client.properties")))
                .allMatch(call -> call.contains(" --command-config /client/client.properties --create "));
    }

    private static String callFor(List<String> calls, String topic) {
        return calls.stream()
                .filter(call -> call.contains(" --topic %s ".formatted(topic)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> run(Map<String, String> environment) throws IOException, InterruptedException {
        var calls = folder.resolve("calls");
        Files.deleteIfExists(calls);
        var tool = folder.resolve("kafka-topics");
        Files.writeString(tool, "#!/bin/sh\necho \"$*\" >> '%s'\n".formatted(calls));
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        var builder =
                new ProcessBuilder("sh", Chart.FOLDER.resolve("files/topics.sh").toString()).inheritIO();
        builder.environment()
                .putAll(Map.of(
                        "KAFKA_TOPICS", tool.toString(),
                        "TOPICS", Chart.FOLDER.resolve("files/topics.txt").toString(),
                        "BOOTSTRAP_SERVERS", "k:9092",
                        "RETENTION_DAYS", "7",
                        "DEAD_LETTER_DAYS", "30"));
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor()).isZero();
        return Files.readAllLines(calls);
    }
}
