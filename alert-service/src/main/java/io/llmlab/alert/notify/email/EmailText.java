package io.llmlab.alert.notify.email;

import io.llmlab.alert.notify.Message;
import io.llmlab.alert.notify.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// An e-mail's words, as plain text and as simple HTML.
record EmailText(String subject, String text, String html) {

    private static final int LONGEST_SUBJECT = 200;

    static EmailText of(Message message) {
        return new EmailText(Texts.atMost(LONGEST_SUBJECT, message.subject()), text(message), html(message));
    }

    private static String text(Message message) {
        var lines = new ArrayList<String>();
        lines.add(message.title());
        lines.add("");
        message.items().forEach(item -> lines.add("- " + item.text()));
        if (message.omitted() > 0) {
            lines.add("and %d more".formatted(message.omitted()));
        }
        lines.add("");
        facts(message).forEach(fact -> lines.add("%s: %s".formatted(fact.name(), fact.value())));
        return String.join("\n", lines) + "\n";
    }

    private static String html(Message message) {
        var items = message.items().stream()
                .map(item -> "<li>%s</li>".formatted(Texts.escaped(item.text())))
                .collect(Collectors.joining());
        var more = message.omitted() > 0 ? "<p>and %d more</p>".formatted(message.omitted()) : "";
        var facts = facts(message).stream().map(Fact::html).collect(Collectors.joining());
        return """
                <!DOCTYPE html>
                <html><body style="font-family: sans-serif">
                <h2>%s</h2>
                <ul>%s</ul>%s
                <table>%s</table>
                </body></html>
                """.formatted(Texts.escaped(message.title()), items, more, facts);
    }

    private record Fact(String name, String value, boolean isLink) {

        String html() {
            var shown = Texts.escaped(value);
            return "<tr><td>%s</td><td>%s</td></tr>"
                    .formatted(name, isLink ? "<a href=\"%s\">%s</a>".formatted(shown, shown) : shown);
        }
    }

    private static List<Fact> facts(Message message) {
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Severity", message.severity().name(), false));
        if (message.model() != null) {
            facts.add(new Fact("Model", message.model().name(), false));
        }
        if (message.dataset() != null) {
            facts.add(new Fact("Dataset", message.dataset(), false));
        }
        if (message.runId() != null) {
            facts.add(new Fact("Run", message.runId().toString(), false));
        }
        facts.add(new Fact("Rule", message.ruleId(), false));
        facts.add(new Fact("Time", message.at().toString(), false));
        if (message.link() != null) {
            facts.add(new Fact("Alert", message.link(), true));
        }
        if (message.runbookUrl() != null) {
            facts.add(new Fact("Runbook", message.runbookUrl(), true));
        }
        return facts;
    }
}
