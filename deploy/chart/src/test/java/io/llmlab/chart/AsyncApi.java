package io.llmlab.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.chart.Contracts.Event;
import io.llmlab.chart.Project.Service;
import io.llmlab.local.server.SuiteTopics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/// The suite's topics and events as a document of AsyncAPI 3.0, made of the contracts and of the topics that are
/// created.
final class AsyncApi {

    private static final String BINDING = "0.5.0";

    private static final Map<String, String> HEADERS = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "Unique for its ce_source: what comes again has the same",
            "ce_source", "The service that sends it, as /llmlab/runner",
            "ce_type", "The event, as io.llmlab.run-completed.v1",
            "ce_time", "When it was stored together with its cause (RFC 3339)",
            "content-type", "application/json");

    private final ObjectNode document = Contracts.MAPPER.createObjectNode();

    private AsyncApi() {}

    static JsonNode document() {
        var made = new AsyncApi();
        made.info();
        SuiteTopics.all().stream()
                .filter(topic -> !topic.name().endsWith(".dlq"))
                .forEach(made::channel);
        Contracts.all().forEach(made::operation);
        made.orders();
        made.components();
        return made.document;
    }

    private void info() {
        document.put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "LLM Lab Monitor: events")
                .put("version", "1.0.0")
                .put("description", """
                        Events are CloudEvents 1.0 in binary mode on Kafka: the envelope is in the record's headers, the value is the payload \
                        as JSON. Each comes at least once; ce_source and ce_id together tell a repeat. Events of one key keep their order. \
                        Within v1 fields are only added: ignore those that you do not know. What a service of the suite cannot process lies in \
                        the topic with .dlq behind its name. docs/events.md leads through it.""")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
    }

    private void channel(NewTopic topic) {
        var name = shortNameOf(topic);
        var channel = document.withObject("/channels").putObject(name);
        channel.put("address", topic.name());
        var messages = channel.putObject("messages");
        Contracts.all().stream()
                .filter(event -> event.topic().equals(name))
                .forEach(event -> reference(messages.putObject(event.name()), "/components/messages/" + event.name()));
        var kafka = channel.putObject("bindings").putObject("kafka");
        kafka.put("topic", topic.name()).put("partitions", topic.numPartitions());
        kafka.putObject("topicConfiguration").putArray("cleanup.policy").add(cleanup(topic));
        kafka.put("bindingVersion", BINDING);
    }

    private void operation(Event event) {
        operation(event.producer(), "send", event);
    }

    /// What others may ask of the suite by an event.
    private void orders() {
        Contracts.all().stream()
                .filter(event -> event.name().equals("run-requested"))
                .forEach(event -> operation(Service.RUNNER, "receive", event));
    }

    private void operation(Service service, String action, Event event) {
        var operation =
                document.withObject("/operations").putObject("%s-%ss-%s".formatted(service.id(), action, event.name()));
        operation.put("action", action);
        reference(operation.putObject("channel"), "/channels/" + event.topic());
        operation.put("summary", "%s %ss it".formatted(service.module, action));
        reference(
                operation.putArray("messages").addObject(),
                "/channels/%s/messages/%s".formatted(event.topic(), event.name()));
    }

    private void components() {
        Contracts.all().forEach(this::message);
        var headers = document.withObject("/components/schemas").putObject("envelope");
        headers.put("type", "object");
        var required = headers.putArray("required");
        var properties = headers.putObject("properties");
        HEADERS.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(header -> {
            required.add(header.getKey());
            properties.putObject(header.getKey()).put("type", "string").put("description", header.getValue());
        });
    }

    private void message(Event event) {
        var schema = (ObjectNode) event.schema().deepCopy();
        schema.remove(List.of("$schema", "$id"));
        var message = document.withObject("/components/messages").putObject(event.name());
        message.put("name", "io.llmlab.%s.v1".formatted(event.name()));
        message.put("title", event.name());
        message.put("summary", schema.path("description").asText());
        message.put("contentType", "application/json");
        reference(message.putObject("headers"), "/components/schemas/envelope");
        message.set("payload", schema);
        message.putArray("examples").addObject().set("payload", event.example());
        var kafka = message.putObject("bindings").putObject("kafka");
        kafka.putObject("key").put("type", "string");
        kafka.put("bindingVersion", BINDING);
    }

    private static void reference(ObjectNode holder, String place) {
        holder.put("$ref", "#" + place);
    }

    private static String shortNameOf(NewTopic topic) {
        return topic.name().replaceAll("^llmlab\\.|\\.v1$", "");
    }

    private static String cleanup(NewTopic topic) {
        var configs = topic.configs();
        return configs == null
                ? "delete"
                : configs.getOrDefault("cleanup.policy", "delete").toLowerCase(Locale.ROOT);
    }
}
