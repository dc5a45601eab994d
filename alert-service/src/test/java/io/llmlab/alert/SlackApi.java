package io.llmlab.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.alert.WebhookReceiver.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An incoming webhook of Slack with the limits that its reference names (docs.slack.dev, Block Kit).
public final class SlackApi {

    private static final Set<String> BLOCKS = Set.of("header", "section", "context", "actions");

    private SlackApi() {}

    static Answer answer(Call call) {
        return faults(call.body()).isEmpty()
                ? new Answer(200, Map.of(), "ok")
                : new Answer(400, Map.of(), "invalid_blocks");
    }

    /// What Slack would refuse.
    public static List<String> faults(String body) {
        var faults = new ArrayList<String>();
        var message = Json.read(body);
        limit(faults, "text", message.path("text"), 40_000);
        if (message.path("blocks").isEmpty() || message.path("blocks").size() > 50) {
            faults.add("1 to 50 blocks");
        }
        message.path("blocks").forEach(block -> faults.addAll(faultsOfBlock(block)));
        return faults;
    }

    private static List<String> faultsOfBlock(JsonNode block) {
        var faults = new ArrayList<String>();
        var type = block.path("type").asText();
        if (!BLOCKS.contains(type)) {
            faults.add("a block of type " + type);
        }
        switch (type) {
            case "header" -> limit(faults, type, block.at("/text/text"), 150);
            case "section" -> section(faults, block);
            case "context" -> elements(faults, block, 10);
            case "actions" -> elements(faults, block, 25);
            default -> faults.add("unknown");
        }
        return faults;
    }

    private static void section(List<String> faults, JsonNode block) {
        if (block.path("fields").isMissingNode()) {
            limit(faults, "section", block.at("/text/text"), 3000);
        }
        if (block.path("fields").size() > 10) {
            faults.add("more than 10 fields");
        }
        block.path("fields").forEach(field -> limit(faults, "field", field.path("text"), 2000));
    }

    private static void elements(List<String> faults, JsonNode block, int most) {
        if (block.path("elements").isEmpty() || block.path("elements").size() > most) {
            faults.add("1 to %d elements".formatted(most));
        }
        block.path("elements")
                .findParents("url")
                .forEach(button -> limit(faults, "button", button.at("/text/text"), 75));
        block.path("elements").findValues("url").forEach(url -> limit(faults, "url", url, 3000));
    }

    private static void limit(List<String> faults, String what, JsonNode text, int most) {
        if (text.asText().isEmpty() || text.asText().length() > most) {
            faults.add("%s: 1 to %d characters".formatted(what, most));
        }
    }
}
