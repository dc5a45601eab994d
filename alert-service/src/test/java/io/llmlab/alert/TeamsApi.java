package io.llmlab.alert;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.alert.WebhookReceiver.Answer;
import io.llmlab.alert.WebhookReceiver.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The webhook of a workflow of Teams: takes an adaptive card in its envelope, up to 28 KB, and answers 202.
public final class TeamsApi {

    private static final int MOST_BYTES = 28 * 1024;
    private static final Set<String> COLORS =
            Set.of("Default", "Dark", "Light", "Accent", "Good", "Warning", "Attention");

    private TeamsApi() {}

    static Answer answer(Call call) {
        return faults(call.body()).isEmpty() ? Answer.of(202) : new Answer(400, Map.of(), "TriggerInputSchemaMismatch");
    }

    /// What Teams would refuse or not show.
    public static List<String> faults(String body) {
        var faults = new ArrayList<String>();
        if (body.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            faults.add("larger than 28 KB");
        }
        var message = Json.read(body);
        var attachment = message.at("/attachments/0");
        var card = attachment.path("content");
        require(faults, message.path("type"), "message");
        require(faults, attachment.path("contentType"), "application/vnd.microsoft.card.adaptive");
        require(faults, card.path("type"), "AdaptiveCard");
        require(faults, card.path("version"), "1.2");
        require(faults, card.path("$schema"), "http://adaptivecards.io/schemas/adaptive-card.json");
        if (!attachment.path("contentUrl").isNull()) {
            faults.add("contentUrl");
        }
        card.path("body").forEach(element -> faultsOf(faults, element));
        card.path("actions").forEach(action -> {
            require(faults, action.path("type"), "Action.OpenUrl");
            filled(faults, action.path("title"));
            filled(faults, action.path("url"));
        });
        return faults;
    }

    private static void faultsOf(List<String> faults, JsonNode element) {
        switch (element.path("type").asText()) {
            case "TextBlock" -> {
                filled(faults, element.path("text"));
                if (element.has("color")
                        && !COLORS.contains(element.path("color").asText())) {
                    faults.add("color");
                }
            }
            case "FactSet" ->
                element.path("facts").forEach(fact -> {
                    filled(faults, fact.path("title"));
                    filled(faults, fact.path("value"));
                });
            default -> faults.add("an element that 1.2 does not know");
        }
    }

    private static void require(List<String> faults, JsonNode value, String wanted) {
        if (!value.asText().equals(wanted)) {
            faults.add("%s is not %s".formatted(value, wanted));
        }
    }

    private static void filled(List<String> faults, JsonNode text) {
        if (text.asText().isBlank()) {
            faults.add("an empty text");
        }
    }
}
