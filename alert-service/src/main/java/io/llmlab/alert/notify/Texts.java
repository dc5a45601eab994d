package io.llmlab.alert.notify;

import java.util.regex.Pattern;

/// Makes texts that come from outside safe for the place they are put into.
public final class Texts {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Texts() {}

    /// Without line breaks and other control characters: fit for a header or a line of the log.
    public static String oneLine(String text) {
        return CONTROL.matcher(text).replaceAll(" ").strip();
    }

    /// At most so many characters.
    public static String atMost(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /// As text within HTML, attributes included.
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
