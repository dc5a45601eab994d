package io.llmlab.gateway.health;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.health.HealthView.Notifications;
import io.llmlab.gateway.health.HealthView.Reach;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// Whom alerts reach, by what alert-service says of its channels.
final class Audience {

    /// What is written there waits to be looked at.
    private static final List<String> READ_BY_NOBODY = List.of("console", "database", "heartbeat");

    private Audience() {}

    /// @param channels as alert-service lists them; anything but a list: it did not answer
    static Notifications of(JsonNode channels) {
        if (!channels.isArray()) {
            return new Notifications(
                    Reach.UNKNOWN, List.of(), "alert-service is away and cannot say whom alerts reach");
        }
        var reaching = names(channels, channel -> channel.path("reaches_people").asBoolean());
        return reaching.isEmpty()
                ? new Notifications(Reach.NOBODY, reaching, why(channels))
                : new Notifications(Reach.OK, reaching, "Alerts go out by " + String.join(", ", reaching));
    }

    /// What its owner says of each channel that alerts go out by, once each.
    static List<String> warnings(JsonNode channels) {
        return StreamSupport.stream(channels.spliterator(), false)
                .filter(channel -> channel.path("reaches_people").asBoolean())
                .flatMap(
                        channel -> StreamSupport.stream(channel.path("warnings").spliterator(), false))
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }

    /// A sentence for each channel that would send, were its secrets not unreadable.
    static List<String> silenced(JsonNode channels) {
        return StreamSupport.stream(channels.spliterator(), false)
                .filter(channel -> channel.path("enabled").asBoolean()
                        && channel.path("secrets_unreadable").isTextual())
                .map(channel -> "Channel %s sends nothing: %s"
                        .formatted(
                                channel.path("name").asText(),
                                channel.path("secrets_unreadable").asText()))
                .sorted()
                .toList();
    }

    private static String why(JsonNode channels) {
        var unused = names(channels, Audience::leadsToPeople);
        return unused.isEmpty()
                ? "Alerts reach nobody: no e-mail, Slack, webhook or other channel to people is configured"
                : "Alerts reach nobody: no enabled rule names %s".formatted(String.join(" or ", unused));
    }

    private static boolean leadsToPeople(JsonNode channel) {
        return channel.path("configured").asBoolean()
                && !READ_BY_NOBODY.contains(channel.path("type").asText());
    }

    private static List<String> names(JsonNode channels, Predicate<JsonNode> which) {
        return StreamSupport.stream(channels.spliterator(), false)
                .filter(which)
                .map(channel -> channel.path("name").asText())
                .sorted()
                .toList();
    }
}
