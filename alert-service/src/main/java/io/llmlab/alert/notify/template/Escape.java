package io.llmlab.alert.notify.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.llmlab.alert.notify.Texts;

/// What values need so that they stay text in the place a template puts them into. The template's own text is
/// left as it is.
public enum Escape {
    NONE,
    HTML,

    /// Slack's three control characters (docs.slack.dev, Formatting message text).
    MRKDWN,

    /// Within a JSON string.
    JSON;

    public String apply(String text) {
        return switch (this) {
            case NONE -> text;
            case HTML -> Texts.escaped(text);
            case MRKDWN -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case JSON -> new String(JsonStringEncoder.getInstance().quoteAsString(text));
        };
    }
}
