package io.llmlab.gateway.page.stub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.gateway.page.stub.StubServer.Call;
import io.llmlab.gateway.page.stub.StubServer.StubProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Channels. Their secrets go in and never come out.
final class StubChannels {

    private static final Set<String> SECRETS = Set.of("password", "webhook_url", "secret", "routing_key", "headers");

    private final List<ObjectNode> channels = new ArrayList<>();

    StubChannels() {
        channels.add(channel("email", "email", true));
        channels.add(channel("slack", "slack", false).put("missing", "webhook_url"));
        channels.getFirst()
                .putObject("config")
                .put("smtp_server", "mail.example.org")
                .put("smtp_port", 587);
        channels.getFirst().putArray("secrets_set").add("password");
    }

    void install(StubServer server) {
        server.on("GET", "/notification-channels", _ -> channels);
        server.on("POST", "/notification-channels", call -> {
            var made = channel(
                    call.body().path("name").asText(), call.body().path("type").asText(), true);
            channels.add(made);
            return change(made, call);
        });
        server.on("PUT", "/notification-channels/{}", call -> change(named(call), call));
        server.on("DELETE", "/notification-channels/{}", call -> Map.of("gone", channels.remove(named(call))));
        server.on("POST", "/notification-channels/{}/test", this::test);
    }

    private static ObjectNode channel(String name, String type, boolean configured) {
        var channel = StubServer.JSON.createObjectNode();
        channel.put("name", name)
                .put("type", type)
                .put("enabled", true)
                .put("configured", configured)
                .put("reaches_people", configured);
        channel.putObject("config");
        channel.putArray("warnings");
        channel.putArray("secrets_set");
        return channel;
    }

    private static Object change(ObjectNode channel, Call call) {
        var config = (ObjectNode) call.body().path("config");
        var kept = channel.withArray("secrets_set");
        for (var secret : SECRETS) {
            if (config.has(secret)) {
                var removed = config.remove(secret).isNull();
                kept.removeIf(name -> name.asText().equals(secret));
                if (!removed) {
                    kept.add(secret);
                }
            }
        }
        channel.remove("missing");
        channel.set("config", config);
        return channel.put("configured", true)
                .put("enabled", call.body().path("enabled").asBoolean());
    }

    private Object test(Call call) throws StubProblem {
        var works = named(call).path("configured").asBoolean();
        return Map.of(
                "channel",
                call.part(0),
                "delivered",
                works,
                "outcome",
                works ? "sent" : "skipped",
                "answer",
                works ? "250 OK" : "not configured: webhook_url is missing");
    }

    private ObjectNode named(Call call) throws StubProblem {
        return channels.stream()
                .filter(channel -> channel.path("name").asText().equals(call.part(0)))
                .findFirst()
                .orElseThrow(() -> new StubProblem(404, "There is no channel " + call.part(0)));
    }
}
