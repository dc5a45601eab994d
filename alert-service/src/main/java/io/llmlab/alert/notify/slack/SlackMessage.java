package io.llmlab.alert.notify.slack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.llmlab.alert.notify.Fact;
import io.llmlab.alert.notify.Facts;
import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.State;
import io.llmlab.alert.notify.Texts;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A message in Slack's Block Kit, with a plain text for clients and notifications that show no blocks
/// (docs.slack.dev, Block Kit). Its buttons are links: they need no app.
@RegisterForReflection(ignoreNested = false)
record SlackMessage(String text, List<Block> blocks) {

    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3000;
    private static final int LONGEST_FIELD = 2000;
    private static final int LONGEST_URL = 3000;

    /// With header, fields, cause, context and actions far below the 50 blocks that Slack takes.
    private static final int MOST_ITEMS = 10;

    /// One block; what a kind of block does not have is null and left out.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Block(
            String type,
            @Nullable Map<String, Object> text,
            @Nullable List<Map<String, Object>> fields,
            @Nullable List<Map<String, Object>> elements) {

        static Block section(String markdown) {
            return new Block("section", SlackText.markdown(markdown), null, null);
        }
    }

    /// @param own words in place of the fields, items and cause, in mrkdwn with escaped values, or null
    static SlackMessage of(Message message, @Nullable String own) {
        var blocks = new ArrayList<Block>();
        blocks.add(new Block("header", SlackText.plain(Texts.atMost(LONGEST_HEADER, headline(message))), null, null));
        blocks.addAll(own == null ? builtIn(message) : List.of(Block.section(Texts.atMost(LONGEST_TEXT, own))));
        blocks.add(new Block("context", null, null, List.of(SlackText.markdown(context(message)))));
        var buttons = buttons(message);
        if (!buttons.isEmpty()) {
            blocks.add(new Block("actions", null, null, buttons));
        }
        return new SlackMessage(fallback(message), blocks);
    }

    /// The subject, and below it what the items say.
    private static String fallback(Message message) {
        var lines = Stream.concat(
                        Stream.of(message.subject()), message.items().stream().map(Message.Item::text))
                .collect(Collectors.joining("\n"));
        return SlackText.escaped(LONGEST_TEXT, lines);
    }

    private static String headline(Message message) {
        return "%s %s: %s".formatted(sign(message), message.severity(), Texts.oneLine(message.title()));
    }

    private static String sign(Message message) {
        if (State.of(message) == State.RESOLVED) {
            return ":white_check_mark:";
        }
        return switch (message.severity()) {
            case CRITICAL -> ":rotating_light:";
            case WARNING -> ":warning:";
            case INFO -> ":information_source:";
        };
    }

    private static List<Block> builtIn(Message message) {
        var blocks = new ArrayList<Block>();
        var fields = Facts.subject(message).stream().map(SlackMessage::field).toList();
        if (!fields.isEmpty()) {
            blocks.add(new Block("section", null, fields, null));
        }
        message.items().stream()
                .limit(MOST_ITEMS)
                .map(item -> Block.section(SlackText.escaped(LONGEST_TEXT, item.text())))
                .forEach(blocks::add);
        var cause = Facts.cause(message);
        if (!cause.isEmpty()) {
            blocks.add(Block.section(SlackText.lines(LONGEST_TEXT, cause)));
        }
        return blocks;
    }

    private static Map<String, Object> field(Fact fact) {
        return SlackText.markdown(
                "*%s*\n%s".formatted(fact.name(), SlackText.escaped(LONGEST_FIELD - 100, fact.value())));
    }

    private static String context(Message message) {
        var more = message.items().size() + message.omitted() - MOST_ITEMS;
        return "rule `%s` | %s%s"
                .formatted(
                        SlackText.escaped(LONGEST_FIELD, message.ruleId()),
                        Facts.time(message.at()),
                        more > 0 ? " | and %d more".formatted(more) : "");
    }

    private static List<Map<String, Object>> buttons(Message message) {
        return Facts.buttons(message).stream()
                .filter(button -> button.value().length() <= LONGEST_URL)
                .map(button -> Map.<String, Object>of(
                        "type", "button", "text", SlackText.plain(button.name()), "url", button.value()))
                .toList();
    }
}
