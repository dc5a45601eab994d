package io.llmlab.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Holds an event's JSON against the schema its producer publishes.
public final class Contract {

    private Contract() {}

    /// @param event the event's name, for example `model-changed`
    public static void assertSatisfied(String event, String json) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read("contract/%s.v1.schema.json".formatted(event)));
        assertThat(schema.validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
                .as("violations of %s by %s", event, json)
                .isEmpty();
    }

    /// The producer's example of an event.
    public static String example(String event) {
        return read("contract/%s.v1.example.json".formatted(event));
    }

    private static String read(String resource) {
        try (var stream = Objects.requireNonNull(Contract.class.getClassLoader().getResourceAsStream(resource))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
