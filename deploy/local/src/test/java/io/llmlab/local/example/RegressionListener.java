package io.llmlab.local.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/// Tells of regressions as they are found.
final class RegressionListener {

    private static final String TOPIC = "llmlab.regression-found.v1";
    private static final String FOUND = "io.llmlab.regression-found.v1";

    private final ObjectMapper json = new ObjectMapper();
    private final KafkaConsumer<String, String> kafka;
    private final Consumer<String> told;

    /// What was told already. Yours belongs into your database, in the transaction of the effect.
    private final Set<String> known = new HashSet<>();

    RegressionListener(String bootstrapServers, String group, Consumer<String> told) {
        this.told = told;
        this.kafka = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /// Until [#stop].
    void run() {
        try (kafka) {
            kafka.subscribe(List.of(TOPIC));
            while (true) {
                kafka.poll(Duration.ofSeconds(1)).forEach(this::take);
                // After the effect: what was not told yet comes again after a crash.
                kafka.commitSync();
            }
        } catch (WakeupException stopped) {
            // It ends.
        }
    }

    void stop() {
        kafka.wakeup();
    }

    private void take(ConsumerRecord<String, String> event) {
        // Events of other types share the topic, and new ones may be added.
        if (header(event, "ce_type").equals(FOUND)
                && known.add(header(event, "ce_source") + " " + header(event, "ce_id"))) {
            tell(event.value());
        }
    }

    private void tell(String payload) {
        try {
            var event = json.readTree(payload);
            event.path("findings").forEach(finding -> told.accept(sentence(event, finding)));
        } catch (IOException unreadable) {
            told.accept("An event cannot be read: " + unreadable.getMessage());
        }
    }

    private static String sentence(JsonNode event, JsonNode finding) {
        return "%s: %s of %s on %s went from %s to %s"
                .formatted(
                        finding.path("severity").asText(),
                        finding.path("metric_name").asText(),
                        event.path("model").path("name").asText(),
                        finding.path("dataset_name").asText(),
                        finding.path("baseline_value").asText(),
                        finding.path("current_value").asText());
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
