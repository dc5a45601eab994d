package io.llmlab.local.server;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/// The suite's topics. They are made before the services start, so that nobody waits for a topic to be discovered.
public final class SuiteTopics {

    private static final int PARTITIONS = 6;

    private static final List<String> EVENTS =
            List.of("run-completed", "regression-found", "alert-changed", "run-requested", "run-changed");
    private static final List<String> COMPACTED = List.of("model-changed", "job-changed");

    private SuiteTopics() {}

    /// Creates the topics that are not there yet.
    public static void create(String bootstrapServers) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            var existing = admin.listTopics().names().get(30, TimeUnit.SECONDS);
            var missing = all().stream()
                    .filter(topic -> !existing.contains(topic.name()))
                    .collect(Collectors.toList());
            admin.createTopics(missing).all().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were made", interrupted);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("Kafka at %s did not make the topics".formatted(bootstrapServers), failure);
        }
    }

    /// All of them, with their partitions and settings.
    public static List<NewTopic> all() {
        var events = EVENTS.stream().map(SuiteTopics::nameOf).map(SuiteTopics::topic);
        var compacted = COMPACTED.stream()
                .map(SuiteTopics::nameOf)
                .map(name -> topic(name).configs(Map.of("cleanup.policy", "compact")));
        var deadLetters = Stream.concat(EVENTS.stream(), COMPACTED.stream())
                .map(SuiteTopics::nameOf)
                .map(name -> topic(name + ".dlq"));
        return Stream.of(events, compacted, deadLetters)
                .flatMap(topics -> topics)
                .toList();
    }

    private static String nameOf(String event) {
        return "llmlab.%s.v1".formatted(event);
    }

    private static NewTopic topic(String name) {
        return new NewTopic(name, PARTITIONS, (short) 1);
    }
}
