package io.llmlab.local.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An event's schema and example, as the producer keeps them in `contract/` on the class path.
public final class EventContract {

    private final String event;
    private final ObjectMapper mapper;

    /// @param event for example `run-completed`
    /// @param mapper the service's own
    public EventContract(String event, ObjectMapper mapper) {
        this.event = event;
        this.mapper = mapper;
    }

    /// The example, as text.
    public String example() {
        return read("contract/%s.v1.example.json".formatted(event));
    }

    /// Both sides: the example is one that the schema allows.
    public void exampleFitsTheSchema() {
        accepts(example());
    }

    /// The producer's side: what it sends fits the schema.
    public void accepts(String json) {
        var errors = schema().validate(
                        json,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        assertThat(errors).as("violations of %s by %s", event, json).isEmpty();
    }

    /// The consumer's side: the example is read, and so is what each release sent, and every component of the
    /// consumer's
    /// record, at any depth, is one that the producer promises always to send.
    ///
    /// @param optional names of those that it only says it may send, which the consumer can do without
    public <E> E isReadAs(Class<E> type, String... optional) {
        try {
            var schema = mapper.readTree(read("contract/%s.v1.schema.json".formatted(event)));
            isPromised(type, schema, event, Set.of(optional));
            var reader = mapper.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            for (var sent : frozen()) {
                reader.readValue(sent);
            }
            return reader.readValue(example());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "%s reads no example of %s".formatted(type.getSimpleName(), event), unreadable);
        }
    }

    /// What each release so far sent: a copy of its example, in `contract/events/<release>` of the producer. Such
    /// events
    /// still lie in topics, or come from a producer that is upgraded later.
    public List<String> frozen() {
        try {
            var sent = new ArrayList<String>();
            var folders = Thread.currentThread().getContextClassLoader().getResources("contract/events");
            while (folders.hasMoreElements()) {
                sent.addAll(frozenIn(Path.of(folders.nextElement().toURI())));
            }
            if (sent.isEmpty()) {
                throw new AssertionError("No release has a frozen %s".formatted(event));
            }
            return sent;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private List<String> frozenIn(Path folder) throws IOException {
        var sent = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(file -> file.endsWith(event + ".json")).toList()) {
                sent.add(Files.readString(file));
            }
        }
        return sent;
    }

    private void isPromised(Class<?> record, JsonNode schema, String place, Set<String> optional) {
        for (RecordComponent component : record.getRecordComponents()) {
            var name = mapper.getSerializationConfig()
                    .getPropertyNamingStrategy()
                    .nameForField(mapper.getSerializationConfig(), null, component.getName());
            var property = schema.path("properties").path(name);
            var required = mapper.convertValue(schema.path("required"), List.class);
            if (optional.contains(name)) {
                assertThat(property.isObject())
                        .as("%s described at %s", name, place)
                        .isTrue();
            } else {
                assertThat(required)
                        .as("required by the schema at %s", place)
                        .asList()
                        .contains(name);
            }
            var nested = recordIn(component.getGenericType());
            if (nested != null) {
                isPromised(
                        nested,
                        property.has("items") ? property.path("items") : property,
                        place + "/" + name,
                        optional);
            }
        }
    }

    private static @Nullable Class<?> recordIn(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isRecord() ? plain : null;
        }
        if (type instanceof ParameterizedType generic && !Map.class.equals(generic.getRawType())) {
            return recordIn(generic.getActualTypeArguments()[0]);
        }
        return null;
    }

    private Schema schema() {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(read("contract/%s.v1.schema.json".formatted(event)), InputFormat.JSON);
    }

    private static String read(String resource) {
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource)) {
            if (stream == null) {
                throw new AssertionError("%s is not on the class path".formatted(resource));
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
