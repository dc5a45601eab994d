package io.llmlab.alert.notify.teams;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.State;
import io.llmlab.alert.notify.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An adaptive card in the envelope that a workflow of Teams expects (adaptivecards.io, 1.2; the envelope as in
/// Alertmanager's `msteamsv2`).
final class TeamsCard {

    /// Teams refuses more than about 28 KB.
    static final int MOST_BYTES = 28_000;

    private static final int[] LONGEST_TEXTS = {8_000, 2_000, 500, 100};

    private TeamsCard() {}

    /// The most that fits: the least important items go first, then the texts are cut.
    ///
    /// @param text in place of the items and facts, or null
    static byte[] of(Message message, @Nullable String text) {
        return IntStream.of(LONGEST_TEXTS)
                .boxed()
                .flatMap(longest -> shrinking(message, text, longest))
                .filter(card -> card.length <= MOST_BYTES)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Not even the shortest card fits"));
    }

    private static Stream<byte[]> shrinking(Message message, @Nullable String text, int longest) {
        return IntStream.iterate(message.items().size(), shown -> shown >= 0, shown -> shown - 1)
                .mapToObj(shown ->
                        envelope(content(message, text, shown, longest)).toString())
                .map(card -> card.getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode envelope(ObjectNode content) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("type", "message");
        var attachment = message.putArray("attachments").addObject();
        attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
        attachment.putNull("contentUrl");
        attachment.set("content", content);
        return message;
    }

    private static ObjectNode content(Message message, @Nullable String text, int shown, int longest) {
        var card = JsonNodeFactory.instance.objectNode();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.2");
        var body = card.putArray("body");
        title(body.addObject(), message, longest);
        if (text == null) {
            builtIn(body, message, shown, longest);
        } else {
            block(body, text, longest);
        }
        var actions = card.putArray("actions");
        Facts.buttons(message)
                .forEach(button -> actions.addObject()
                        .put("type", "Action.OpenUrl")
                        .put("title", button.name())
                        .put("url", button.url()));
        card.putObject("msteams").put("width", "full");
        return card;
    }

    private static void title(ObjectNode block, Message message, int longest) {
        block.put("type", "TextBlock");
        block.put("text", shown(message.subject(), longest));
        block.put("weight", "Bolder");
        block.put("size", "Medium");
        block.put("wrap", true);
        block.put("style", "heading");
        block.put("color", color(message));
    }

    private static String color(Message message) {
        if (State.of(message) == State.RESOLVED) {
            return "Good";
        }
        return switch (message.severity()) {
            case CRITICAL -> "Attention";
            case WARNING -> "Warning";
            case INFO -> "Default";
        };
    }

    private static void builtIn(ArrayNode body, Message message, int shown, int longest) {
        message.items().stream().limit(shown).forEach(item -> block(body, item.text(), longest));
        var more = message.items().size() + message.omitted() - shown;
        if (more > 0) {
            block(body, "and %d more".formatted(more), longest);
        }
        var facts = body.addObject().put("type", "FactSet").putArray("facts");
        Stream.of(Facts.subject(message), Facts.cause(message), Facts.origin(message))
                .flatMap(List::stream)
                .forEach(
                        fact -> facts.addObject().put("title", fact.name()).put("value", shown(fact.value(), longest)));
    }

    private static void block(ArrayNode body, String text, int longest) {
        body.addObject()
                .put("type", "TextBlock")
                .put("text", shown(text, longest))
                .put("wrap", true);
    }

    /// Cards read links of Markdown: a name from outside must not become one.
    private static String shown(String text, int longest) {
        return Texts.atMost(longest, text).replace("](", "]\\(");
    }
}
