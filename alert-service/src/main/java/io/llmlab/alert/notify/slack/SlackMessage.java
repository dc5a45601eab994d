package io.llmlab.alert.notify.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Texts;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A message in Slack's Block Kit, with a plain text for clients that show no blocks (docs.slack.dev, Block Kit).
@RegisterForReflection(ignoreNested = false)
record SlackMessage(String text, List<Block> blocks) {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3000;
    private static final int LONGEST_FIELD = 2000;
    private static final int MOST_ITEMS = 10;

    /// One block; what a kind of block does not have is null and left out.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Block(
            String type,
            @Nullable Map<String, Object> text,
            @Nullable List<Map<String, Object>> fields,
            @Nullable List<Map<String, Object>> elements) {}

    static SlackMessage of(Message message) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block("header", plain(Texts.atMost(LONGEST_HEADER, headline(message))), null, null));
        var fields = fields(message);
        if (!fields.isEmpty()) {
            blocks.add(new Block("section", null, fields, null));
        }
        message.items().stream().limit(MOST_ITEMS).map(SlackMessage::section).forEach(blocks::add);
        blocks.add(new Block("context", null, null, List.of(markdown(context(message), LONGEST_FIELD))));
        if (message.link() != null) {
            blocks.add(new Block("actions", null, null, List.of(button(message.link()))));
        }
        return new SlackMessage(escaped(message.subject()), blocks);
    }

    /// Slack's three control characters (docs.slack.dev, Formatting message text).
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String headline(Message message) {
        return "%s %s: %s".formatted(sign(message.severity()), message.severity(), Texts.oneLine(message.title()));
    }

    private static String sign(Severity severity) {
        return switch (severity) {
            case CRITICAL -> ":rotating_light:";
            case WARNING -> ":warning:";
            case INFO -> ":information_source:";
        };
    }

    private static List<Map<String, Object>> fields(Message message) {
        var fields = new ArrayList<Map<String, Object>>();
        if (message.model() != null) {
            fields.add(markdown("*Model*\n" + escaped(message.model().name()), LONGEST_FIELD));
        }
        if (message.dataset() != null) {
            fields.add(markdown("*Dataset*\n" + escaped(message.dataset()), LONGEST_FIELD));
        }
        return fields;
    }

    private static Block section(Message.Item item) {
        return new Block("section", markdown(escaped(item.text()), LONGEST_TEXT), null, null);
    }

    private static String context(Message message) {
        var more = message.items().size() + message.omitted() - MOST_ITEMS;
        return "rule `%s` | run %s | %s%s"
                .formatted(
                        escaped(message.ruleId()),
                        message.runId() == null ? "none" : message.runId(),
                        time(message.at()),
                        more > 0 ? " | and %d more".formatted(more) : "");
    }

    private static String time(Instant at) {
        return at.toString();
    }

    private static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text, "emoji", true);
    }

    private static Map<String, Object> markdown(String text, int most) {
        return Map.of("type", "mrkdwn", "text", Texts.atMost(most, text));
    }

    private static Map<String, Object> button(String link) {
        return Map.of("type", "button", "text", plain("Open alert"), "url", link);
    }
}
