package io.llmlab.alert.notify.slack;

import io.llmlab.alert.notify.Fact;
import io.llmlab.alert.notify.template.Escape;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Texts as Slack's blocks take them, cut to its limits.
final class SlackText {

    private static final String CUT = "…";

    private SlackText() {}

    /// Escaped and then no longer than that: a cut never halves an escape.
    static String escaped(int most, String text) {
        var escaped = Escape.MRKDWN.apply(text);
        if (escaped.length() <= most) {
            return escaped;
        }
        var cut = new StringBuilder();
        for (var character : (Iterable<String>) text.codePoints().mapToObj(Character::toString)::iterator) {
            var next = Escape.MRKDWN.apply(character);
            if (cut.length() + next.length() + CUT.length() > most) {
                break;
            }
            cut.append(next);
        }
        return cut.append(CUT).toString();
    }

    /// One line a fact, as many as fit.
    static String lines(int most, List<Fact> facts) {
        var each = facts.isEmpty() ? most : most / facts.size() - 1;
        return facts.stream()
                .map(fact -> "*%s:* %s"
                        .formatted(fact.name(), escaped(each - fact.name().length() - 5, fact.value())))
                .collect(Collectors.joining("\n"));
    }

    static Map<String, Object> plain(String text) {
        return Map.of("type", "plain_text", "text", text, "emoji", true);
    }

    /// @param text escaped and cut already
    static Map<String, Object> markdown(String text) {
        return Map.of("type", "mrkdwn", "text", text);
    }
}
