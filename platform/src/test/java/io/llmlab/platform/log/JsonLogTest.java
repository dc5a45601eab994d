package io.llmlab.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.llmlab.local.testing.SuiteServers;
import io.quarkus.logging.Log;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// A service that writes its log as JSON, into a file.
@QuarkusTest
@TestProfile(JsonLogTest.Json.class)
@WithTestResource(value = SuiteServers.class, initArgs = @ResourceArg(name = "service", value = "runner"))
class JsonLogTest {

    private static final String SECRET = "v7Jq-of-a-proxy";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    public static class Json implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "LOG_FORMAT", "json",
                    "HTTPS_PROXY", "http://ada:%s@proxy.test:3128".formatted(SECRET),
                    "quarkus.log.category.\"io.llmlab\".level", "DEBUG",
                    "quarkus.log.file.enabled", "true",
                    "quarkus.log.file.path", "target/json-log-%d.log".formatted(System.nanoTime()));
        }
    }

    @Test
    void findsALineByTheRunItIsAbout() throws IOException {
        try (var _ = LogField.of("run_id", 4711)) {
            Log.info("said \"inside\"");
        }
        Log.info("said outside");

        var inside = line("said \"inside\"");
        assertThat(inside.path("mdc").path("run_id").asText()).isEqualTo("4711");
        assertThat(inside.path("level").asText()).isEqualTo("INFO");
        assertThat(inside.path("loggerName").asText()).isEqualTo(JsonLogTest.class.getName());
        assertThat(inside.path("service").asText()).isNotEmpty();
        assertThat(line("said outside").path("mdc").has("run_id")).isFalse();
    }

    @Test
    void keepsAFailureInOneLine() throws IOException {
        Log.error("it broke", new IllegalStateException("by test"));

        assertThat(line("it broke").path("stackTrace").asText()).contains("IllegalStateException: by test");
    }

    @Test
    void holdsNoSecretOfTheSettings() throws IOException {
        assertThat(lines()).isNotEmpty().noneMatch(line -> line.contains(SECRET));
    }

    @Test
    void refusesAFormatThatThereIsNot() {
        var builder = new SmallRyeConfigBuilder()
                .withDefaultValue("LOG_FORMAT", "xml")
                .withSources(new LogFormatSource());

        assertThatThrownBy(builder::build).hasStackTraceContaining("LOG_FORMAT is text or json, not 'xml'");
    }

    private static JsonNode line(String message) throws IOException {
        for (var line : lines()) {
            var read = MAPPER.readTree(line);
            if (read.path("message").asText().equals(message)) {
                return read;
            }
        }
        throw new AssertionError("The log does not say: " + message);
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(Path.of(ConfigProvider.getConfig().getValue("quarkus.log.file.path", String.class)));
    }
}
