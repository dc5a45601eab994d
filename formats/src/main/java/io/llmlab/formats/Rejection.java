package io.llmlab.formats;

import java.util.stream.Collectors;

/// Why a file is none of ours, in words that help to find out what it is instead.
final class Rejection {

    private static final int NAMED = 6;

    private Rejection() {}

    static String reason(Outline outline, String format) {
        var wanted = format.equals(ReadingOptions.AUTO) ? ResultFormats.accepted() : format;
        if (outline.problem() != null) {
            return "%s; accepted are results of %s".formatted(outline.problem(), wanted);
        }
        return "is %s, not results of %s".formatted(described(outline), wanted);
    }

    private static String described(Outline outline) {
        return switch (outline.kind()) {
            case OBJECT -> "a JSON object with %s".formatted(names(outline));
            case ARRAY ->
                outline.at("0").is(Outline.Kind.OBJECT)
                        ? "a JSON array of objects with %s".formatted(names(outline.at("0")))
                        : "a JSON array";
            case STRING, NUMBER, BOOLEAN, NULL -> "a single JSON value";
            case EVAL -> "an inspect_ai log";
            case OTHER -> "not JSON";
        };
    }

    private static String names(Outline outline) {
        return outline.fields().isEmpty()
                ? "no fields"
                : outline.fields().keySet().stream().limit(NAMED).collect(Collectors.joining(", ", "the fields ", ""));
    }
}
